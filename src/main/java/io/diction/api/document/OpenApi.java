package io.diction.api.document;

import io.diction.api.Operation;
import io.diction.api.answer.Links;
import io.diction.api.document.OperationAnswers.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The document: an operation is in it if a handler is there for it, with the parameters that the
 * handler takes and the shapes of the contract.
 */
@Component
class OpenApi {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String DEFINITIONS = "#/$defs/";
  private static final String SCHEMAS = "#/components/schemas/";

  /** Their answers tell when to ask again. */
  private static final Set<String> CHANGING =
      Set.of("Dataset", "CustomModel", "Evaluation", "Endpoint", "Transcription", "WebHook");

  private final ObjectProvider<RequestMappingHandlerMapping> mappings;

  OpenApi(ObjectProvider<RequestMappingHandlerMapping> mappings) {
    this.mappings = mappings;
  }

  /** What is there, in the order of the contract. */
  Map<Operation, HandlerMethod> operations() {
    Map<String, HandlerMethod> handlers = new LinkedHashMap<>();
    mappings.stream()
        .flatMap(mapping -> mapping.getHandlerMethods().entrySet().stream())
        .forEach(
            entry -> {
              for (RequestMethod method : entry.getKey().getMethodsCondition().getMethods()) {
                for (String pattern : entry.getKey().getPatternValues()) {
                  handlers.put(method + " " + pattern, entry.getValue());
                }
              }
            });
    Map<Operation, HandlerMethod> there = new EnumMap<>(Operation.class);
    for (Operation operation : Operation.values()) {
      HandlerMethod handler = handlers.get(operation.method() + " " + operation.pattern());
      if (handler != null) {
        there.put(operation, handler);
      }
    }
    return there;
  }

  ObjectNode document(Links links) {
    ObjectNode document = JSON.createObjectNode().put("openapi", "3.1.0");
    document
        .putObject("info")
        .put("title", "Diction: Speech to text REST API")
        .put("version", "v3.2")
        .put(
            "description",
            "Custom speech: projects, datasets, models, evaluations, transcriptions, endpoints and"
                + " web hooks of an organization.");
    document.putArray("servers").addObject().put("url", links.to(""));
    document.putArray("security").addObject().putArray("key");
    document.withArray("security").addObject().putArray("token");
    ObjectNode paths = document.putObject("paths");
    operations()
        .forEach(
            (operation, handler) ->
                path(paths, operation.path())
                    .set(
                        operation.method().toLowerCase(Locale.ROOT),
                        described(operation, handler)));
    ObjectNode components = document.putObject("components");
    ObjectNode security = components.putObject("securitySchemes");
    security
        .putObject("key")
        .put("type", "apiKey")
        .put("in", "header")
        .put("name", "Ocp-Apim-Subscription-Key");
    security.putObject("token").put("type", "http").put("scheme", "bearer");
    components.set("schemas", schemas());
    return document;
  }

  private static ObjectNode path(ObjectNode paths, String path) {
    return paths.path(path) instanceof ObjectNode known ? known : paths.putObject(path);
  }

  private static ObjectNode described(Operation operation, HandlerMethod handler) {
    ObjectNode json = JSON.createObjectNode().put("operationId", operation.published());
    json.putArray("tags").add(operation.published().replaceFirst("_.*", ""));
    json.set("parameters", HandlerParameters.of(operation, handler));
    body(json, operation);
    ObjectNode responses = json.putObject("responses");
    for (Answer answer : OperationAnswers.of(operation)) {
      ObjectNode response =
          responses.putObject(String.valueOf(answer.status())).put("description", "Success");
      headers(response, operation, answer);
      if (answer.shape() != null) {
        content(response, "application/json", answer.shape());
      }
    }
    content(
        responses.putObject("default").put("description", "An error"), "application/json", "Error");
    return json;
  }

  private static void body(ObjectNode json, Operation operation) {
    if (operation == Operation.DATASETS_UPLOAD_BLOCK) {
      json.putObject("requestBody")
          .put("required", true)
          .putObject("content")
          .putObject("application/octet-stream")
          .putObject("schema")
          .put("type", "string")
          .put("format", "binary");
    } else if (operation == Operation.DATASETS_UPLOAD) {
      content(
          json.putObject("requestBody").put("required", true),
          "multipart/form-data",
          "DatasetForm");
    } else {
      OperationAnswers.request(operation)
          .ifPresent(
              shape -> {
                ObjectNode body = json.putObject("requestBody").put("required", true);
                content(body, "application/json", shape);
                if (operation.method().equals("PATCH")) {
                  content(body, "application/merge-patch+json", shape);
                }
              });
    }
  }

  private static void headers(ObjectNode response, Operation operation, Answer answer) {
    String shape = answer.shape() == null ? "" : answer.shape();
    if (answer.status() == 201 && operation != Operation.DATASETS_UPLOAD_BLOCK) {
      header(response, "Location", "The new entity", "string");
    }
    if (operation == Operation.MODELS_COPY && answer.status() == 202) {
      header(response, "Operation-Location", "Where its progress is told", "string");
    }
    boolean changing =
        answer.status() == 200 && CHANGING.contains(shape.replaceFirst("^Paginated(.*)s$", "$1"));
    if (changing
        || answer.status() == 202
        || List.of("UploadedBlocks", "Operation").contains(shape)
        || (shape.equals("PaginatedFiles") && !operation.path().contains("/base/"))) {
      header(response, "Retry-After", "Seconds, while something in the answer changes", "integer");
    }
  }

  private static void header(ObjectNode response, String name, String meaning, String type) {
    ObjectNode headers =
        response.path("headers") instanceof ObjectNode known
            ? known
            : response.putObject("headers");
    headers.putObject(name).put("description", meaning).putObject("schema").put("type", type);
  }

  private static void content(ObjectNode holder, String type, String shape) {
    ObjectNode content =
        holder.path("content") instanceof ObjectNode known ? known : holder.putObject("content");
    content.putObject(type).putObject("schema").put("$ref", SCHEMAS + shape);
  }

  /** Of the contract, and of requests. */
  private static ObjectNode schemas() {
    ObjectNode all = JSON.createObjectNode();
    for (String file : List.of("/api/rest-api.schema.json", "/api/requests.schema.json")) {
      for (Map.Entry<String, JsonNode> entry : read(file).path("$defs").properties()) {
        all.set(entry.getKey(), entry.getValue());
      }
    }
    return all;
  }

  /** References lead to where the document has the shapes. */
  private static JsonNode read(String file) {
    try (InputStream bytes =
        Objects.requireNonNull(OpenApi.class.getResourceAsStream(file), file)) {
      String text = new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
      return JSON.readTree(text.replace("\"" + DEFINITIONS, "\"" + SCHEMAS));
    } catch (IOException broken) {
      throw new UncheckedIOException("cannot read " + file, broken);
    }
  }
}
