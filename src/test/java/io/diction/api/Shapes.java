package io.diction.api;

import static io.diction.api.Operation.DATASETS_COMMIT_BLOCKS;
import static io.diction.api.Operation.DATASETS_GET_BLOCKS;
import static io.diction.api.Operation.DATASETS_LIST_SUPPORTED_LOCALES;
import static io.diction.api.Operation.DATASETS_UPLOAD_BLOCK;
import static io.diction.api.Operation.ENDPOINTS_DELETE_BASE_MODEL_LOGS;
import static io.diction.api.Operation.ENDPOINTS_DELETE_LOGS;
import static io.diction.api.Operation.MODELS_AUTHORIZE_COPY;
import static io.diction.api.Operation.OPERATIONS_GET_MODEL_COPY;
import static io.diction.api.Operation.WEB_HOOKS_PING;
import static io.diction.api.Operation.WEB_HOOKS_TEST;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPatternParser;

/** Which shape a success of each operation has. */
final class Shapes {
  private static final Set<Operation> WITHOUT_BODY =
      Set.of(
          DATASETS_UPLOAD_BLOCK,
          DATASETS_COMMIT_BLOCKS,
          ENDPOINTS_DELETE_LOGS,
          ENDPOINTS_DELETE_BASE_MODEL_LOGS,
          WEB_HOOKS_PING,
          WEB_HOOKS_TEST);

  private static final Map<Operation, String> SPECIAL =
      new EnumMap<>(
          Map.of(
              DATASETS_GET_BLOCKS, "UploadedBlocks",
              DATASETS_LIST_SUPPORTED_LOCALES, "DatasetLocales",
              MODELS_AUTHORIZE_COPY, "ModelCopyAuthorization",
              OPERATIONS_GET_MODEL_COPY, "Operation"));

  private Shapes() {}

  /** None where the body has to be empty. */
  static Optional<String> of(String method, String path) {
    PathContainer parsed = PathContainer.parsePath(path);
    return Stream.of(Operation.values())
        .filter(
            operation ->
                operation.method().equals(method)
                    && PathPatternParser.defaultInstance.parse(operation.pattern()).matches(parsed))
        // Fixed words win over identifiers, which no shape of theirs could.
        .findFirst()
        .flatMap(Shapes::of);
  }

  private static Optional<String> of(Operation operation) {
    if (operation.method().equals("DELETE") || WITHOUT_BODY.contains(operation)) {
      return Optional.empty();
    }
    if (SPECIAL.containsKey(operation)) {
      return Optional.of(SPECIAL.get(operation));
    }
    String path = operation.path();
    String end = path.substring(path.lastIndexOf('/') + 1);
    return Optional.of(
        switch (end) {
          case "locales" -> "Locales";
          case "manifest" -> "ModelManifest";
          case "files", "logs" -> "PaginatedFiles";
          case "{fileId}", "{logId}" -> "File";
          case "base" -> "PaginatedBaseModels";
          case "{id}:copy" -> "Operation";
          default -> entity(operation, path);
        });
  }

  private static String entity(Operation operation, String path) {
    boolean inProject = path.startsWith("/projects/{id}/");
    String collection = path.split("/")[inProject ? 3 : 1];
    String entity =
        switch (collection) {
          case "projects" -> "Project";
          case "datasets" -> "Dataset";
          case "models" -> path.startsWith("/models/base") ? "BaseModel" : "CustomModel";
          case "evaluations" -> "Evaluation";
          case "endpoints" -> "Endpoint";
          case "transcriptions" -> "Transcription";
          case "webhooks" -> "WebHook";
          default -> throw new IllegalArgumentException("no shape for " + operation);
        };
    boolean list = operation.method().equals("GET") && path.endsWith("/" + collection);
    return list ? "Paginated" + entity + "s" : entity;
  }
}
