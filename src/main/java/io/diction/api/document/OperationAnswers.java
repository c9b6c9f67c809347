package io.diction.api.document;

import static io.diction.api.Operation.DATASETS_COMMIT_BLOCKS;
import static io.diction.api.Operation.DATASETS_GET_BLOCKS;
import static io.diction.api.Operation.DATASETS_LIST_SUPPORTED_LOCALES;
import static io.diction.api.Operation.DATASETS_UPLOAD_BLOCK;
import static io.diction.api.Operation.ENDPOINTS_DELETE_BASE_MODEL_LOGS;
import static io.diction.api.Operation.ENDPOINTS_DELETE_LOGS;
import static io.diction.api.Operation.MODELS_AUTHORIZE_COPY;
import static io.diction.api.Operation.MODELS_COPY;
import static io.diction.api.Operation.OPERATIONS_GET_MODEL_COPY;
import static io.diction.api.Operation.WEB_HOOKS_PING;
import static io.diction.api.Operation.WEB_HOOKS_TEST;

import io.diction.api.Operation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What operations take and what they answer when all is well. */
final class OperationAnswers {
  private static final Set<Operation> WITHOUT_BODY =
      Set.of(
          DATASETS_UPLOAD_BLOCK,
          DATASETS_COMMIT_BLOCKS,
          ENDPOINTS_DELETE_LOGS,
          ENDPOINTS_DELETE_BASE_MODEL_LOGS,
          WEB_HOOKS_PING,
          WEB_HOOKS_TEST);

  private static final Set<Operation> ACCEPTED =
      Set.of(
          ENDPOINTS_DELETE_LOGS,
          ENDPOINTS_DELETE_BASE_MODEL_LOGS,
          WEB_HOOKS_PING,
          WEB_HOOKS_TEST,
          MODELS_COPY);

  private static final Map<Operation, String> SPECIAL =
      Map.of(
          DATASETS_GET_BLOCKS, "UploadedBlocks",
          DATASETS_LIST_SUPPORTED_LOCALES, "DatasetLocales",
          MODELS_AUTHORIZE_COPY, "ModelCopyAuthorization",
          OPERATIONS_GET_MODEL_COPY, "Operation");

  private static final Map<String, String> ENTITIES =
      Map.of(
          "projects", "Project",
          "datasets", "Dataset",
          "models", "CustomModel",
          "evaluations", "Evaluation",
          "endpoints", "Endpoint",
          "transcriptions", "Transcription",
          "webhooks", "WebHook");

  private OperationAnswers() {}

  /** A success. */
  record Answer(int status, @Nullable String shape) {}

  static List<Answer> of(Operation operation) {
    String shape = shape(operation).orElse(null);
    if (operation == MODELS_COPY) {
      // The older body makes the copy itself.
      return List.of(new Answer(202, shape), new Answer(201, "CustomModel"));
    }
    if (operation == WEB_HOOKS_TEST) {
      return List.of(new Answer(202, null), new Answer(204, null));
    }
    return List.of(new Answer(status(operation), shape));
  }

  private static int status(Operation operation) {
    if (ACCEPTED.contains(operation)) {
      return 202;
    }
    if (operation.method().equals("DELETE")) {
      return 204;
    }
    boolean creates =
        operation == DATASETS_UPLOAD_BLOCK
            || (operation.method().equals("POST") && !operation.path().contains(":"));
    return creates ? 201 : 200;
  }

  /** The shape of a request's JSON; none where there is none, or it is no JSON. */
  static Optional<String> request(Operation operation) {
    String path = operation.path();
    String end = path.substring(path.lastIndexOf('/') + 1);
    String entity = ENTITIES.get(path.split("/")[1].replaceFirst(":.*", ""));
    if (operation.method().equals("PATCH")) {
      return Optional.of(entity + "Update");
    }
    if (!operation.method().equals("POST") || end.equals("upload")) {
      return Optional.empty();
    }
    return switch (operation) {
      case DATASETS_COMMIT_BLOCKS -> Optional.of("CommitBlocksRequest");
      case MODELS_AUTHORIZE_COPY -> Optional.of("ModelCopyAuthorizationDefinition");
      case MODELS_COPY -> Optional.of("ModelCopyRequest");
      case WEB_HOOKS_PING, WEB_HOOKS_TEST -> Optional.empty();
      default -> Optional.of(entity + "Create");
    };
  }

  private static Optional<String> shape(Operation operation) {
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
    String[] parts = path.split("/");
    String collection = parts[path.startsWith("/projects/{id}/") ? 3 : 1];
    boolean list = operation.method().equals("GET") && path.endsWith("/" + collection);
    if (path.startsWith("/models/base")) {
      return "BaseModel";
    }
    String entity = ENTITIES.get(collection);
    return list ? "Paginated" + entity + "s" : entity;
  }
}
