package io.diction.api.document;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The document as its readers want it.
 *
 * @param groups operations by what they are about, in the order of the document
 */
record Reference(List<Group> groups) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String FORM = "multipart/form-data";

  Reference {
    groups = List.copyOf(groups);
  }

  record Group(String name, List<Described> operations) {}

  /**
   * An operation.
   *
   * @param id as published, such as {@code Projects_List}
   * @param path below the API's base, with its placeholders
   * @param body null where it takes none
   */
  record Described(
      String id,
      String method,
      String path,
      List<Parameter> parameters,
      @Nullable RequestBody body,
      List<Response> responses) {
    /** Whether calling it changes something. */
    public boolean isChanging() {
      return !method.equals("GET");
    }
  }

  /**
   * A parameter.
   *
   * @param in {@code path} or {@code query}
   * @param meaning empty where its name says all
   */
  record Parameter(String name, String in, boolean required, String type, String meaning) {}

  /**
   * What a request carries.
   *
   * @param shape its schema as JSON; empty for bytes
   * @param example what is required of it; empty where nothing is known
   * @param fields of a form, in their order; empty for any other
   */
  record RequestBody(String type, String shape, String example, List<Field> fields) {
    public boolean isForm() {
      return type.equals(FORM);
    }

    public boolean isBytes() {
      return type.equals("application/octet-stream");
    }
  }

  /** One part of a form. */
  record Field(String name, boolean required, boolean file) {}

  /**
   * What an operation answers.
   *
   * @param status {@code default} for every error
   * @param name of its shape; empty for none
   * @param shape its schema as JSON
   */
  record Response(String status, String name, String shape) {}

  static Reference of(ObjectNode document) {
    Map<String, List<Described>> groups = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
        JsonNode operation = method.getValue();
        groups
            .computeIfAbsent(operation.path("tags").path(0).asString(), tag -> new ArrayList<>())
            .add(
                new Described(
                    operation.path("operationId").asString(),
                    method.getKey().toUpperCase(Locale.ROOT),
                    path.getKey(),
                    parameters(operation),
                    body(operation, document),
                    responses(operation, document)));
      }
    }
    return new Reference(
        groups.entrySet().stream()
            .map(group -> new Group(group.getKey(), group.getValue()))
            .toList());
  }

  Optional<Described> find(String id) {
    return groups.stream()
        .flatMap(group -> group.operations().stream())
        .filter(operation -> operation.id().equals(id))
        .findFirst();
  }

  private static List<Parameter> parameters(JsonNode operation) {
    List<Parameter> all = new ArrayList<>();
    for (JsonNode one : operation.path("parameters")) {
      JsonNode schema = one.path("schema");
      all.add(
          new Parameter(
              one.path("name").asString(),
              one.path("in").asString(),
              one.path("required").asBoolean(),
              schema.path("format").asString(schema.path("type").asString("")),
              one.path("description").asString("")));
    }
    return all;
  }

  private static @Nullable RequestBody body(JsonNode operation, ObjectNode document) {
    for (Map.Entry<String, JsonNode> content :
        operation.path("requestBody").path("content").properties()) {
      String name = name(content.getValue());
      JsonNode shape = shape(name, document);
      return new RequestBody(
          content.getKey(),
          pretty(shape),
          content.getKey().equals("application/json") ? pretty(example(shape, document, 0)) : "",
          content.getKey().equals(FORM) ? fields(shape) : List.of());
    }
    return null;
  }

  private static List<Field> fields(JsonNode shape) {
    List<Field> fields = new ArrayList<>();
    for (Map.Entry<String, JsonNode> property : shape.path("properties").properties()) {
      fields.add(
          new Field(
              property.getKey(),
              isRequired(shape, property.getKey()),
              property.getKey().equals("data")));
    }
    return fields;
  }

  private static boolean isRequired(JsonNode shape, String property) {
    for (JsonNode one : shape.path("required")) {
      if (one.asString().equals(property)) {
        return true;
      }
    }
    return false;
  }

  private static List<Response> responses(JsonNode operation, ObjectNode document) {
    List<Response> all = new ArrayList<>();
    for (Map.Entry<String, JsonNode> one : operation.path("responses").properties()) {
      String name = name(one.getValue().path("content").path("application/json"));
      all.add(new Response(one.getKey(), name, pretty(shape(name, document))));
    }
    return all;
  }

  /** Of a shape that the document has; empty for none. */
  private static String name(JsonNode content) {
    String reference = content.path("schema").path("$ref").asString("");
    return reference.substring(reference.lastIndexOf('/') + 1);
  }

  private static JsonNode shape(String name, ObjectNode document) {
    return document.path("components").path("schemas").path(name);
  }

  /** What has to be there, with a value of its type. */
  private static JsonNode example(JsonNode shape, ObjectNode document, int depth) {
    JsonNode known = shape;
    if (shape.has("$ref")) {
      String reference = shape.path("$ref").asString();
      known = shape(reference.substring(reference.lastIndexOf('/') + 1), document);
    }
    if (depth > 4) {
      return JSON.createObjectNode();
    }
    if (known.path("enum").isArray() && !known.path("enum").isEmpty()) {
      return known.path("enum").path(0);
    }
    JsonNode type = known.path("type");
    return switch (type.isArray() ? type.path(0).asString() : type.asString("object")) {
      case "array" -> {
        ArrayNode list = JSON.createArrayNode();
        list.add(example(known.path("items"), document, depth + 1));
        yield list;
      }
      case "integer", "number" -> JSON.getNodeFactory().numberNode(known.path("minimum").asInt(1));
      case "boolean" -> JSON.getNodeFactory().booleanNode(false);
      case "string" -> JSON.getNodeFactory().stringNode("…");
      default -> {
        ObjectNode object = JSON.createObjectNode();
        for (Map.Entry<String, JsonNode> property : known.path("properties").properties()) {
          if (isRequired(known, property.getKey())) {
            object.set(property.getKey(), example(property.getValue(), document, depth + 1));
          }
        }
        yield object;
      }
    };
  }

  private static String pretty(JsonNode json) {
    return json.isMissingNode() ? "" : json.toPrettyString();
  }
}
