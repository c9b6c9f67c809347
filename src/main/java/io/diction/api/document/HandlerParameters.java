package io.diction.api.document;

import io.diction.api.Operation;
import io.diction.api.content.Validity;
import io.diction.api.listing.ListQuery;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ValueConstants;
import org.springframework.web.method.HandlerMethod;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The parameters of an operation, as its handler takes them. */
final class HandlerParameters {
  private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");
  private static final JsonMapper JSON = new JsonMapper();

  private static final Map<String, String> MEANING =
      Map.of(
          "skip", "How many entities to leave out.",
          "top", "How many entities to return, 1 to 1000; 100 where nothing is said.",
          "filter",
              "A subset of the filter language of OData: status eq 'Succeeded' and"
                  + " createdDateTime gt 2025-02-01T11:00:00Z",
          "sasValidityInSeconds",
              "How long addresses of content work, 1 to 604800; 12 hours where"
                  + " nothing is said.",
          "blockid", "Base64 of at most 64 bytes, the same length for all blocks of a dataset.",
          "endDate", "The last day, in UTC, whose logs are deleted; all where nothing is said.",
          "skipToken", "Where the page before ended.",
          "logId", "The name of the file.",
          "locale", "Such as en-US.");

  private HandlerParameters() {}

  static ArrayNode of(Operation operation, HandlerMethod handler) {
    Map<String, ObjectNode> parameters = new LinkedHashMap<>();
    Matcher place = PLACE.matcher(operation.path());
    while (place.find()) {
      String name = place.group(1);
      ObjectNode schema = type("string");
      if (name.equals("id") || name.equals("fileId")) {
        schema.put("format", "uuid");
      }
      add(parameters, name, "path", true, schema);
    }
    for (MethodParameter parameter : handler.getMethodParameters()) {
      if (parameter.getParameterType() == ListQuery.class) {
        add(parameters, "skip", "query", false, type("integer").put("minimum", 0));
        add(parameters, "top", "query", false, type("integer").put("minimum", 1));
        add(parameters, "filter", "query", false, type("string").put("maxLength", 2000));
      } else if (parameter.getParameterType() == Validity.class) {
        add(
            parameters,
            "sasValidityInSeconds",
            "query",
            false,
            type("integer").put("minimum", 1).put("maximum", 604_800));
      } else if (parameter.hasParameterAnnotation(RequestParam.class)) {
        requested(parameters, parameter);
      }
    }
    ArrayNode all = JSON.createArrayNode();
    parameters.values().forEach(all::add);
    return all;
  }

  private static void requested(Map<String, ObjectNode> parameters, MethodParameter parameter) {
    RequestParam asked = parameter.getParameterAnnotation(RequestParam.class);
    if (asked == null) {
      return;
    }
    parameter.initParameterNameDiscovery(new DefaultParameterNameDiscoverer());
    String name = asked.name().isEmpty() ? parameter.getParameterName() : asked.name();
    boolean required = asked.required() && asked.defaultValue().equals(ValueConstants.DEFAULT_NONE);
    add(
        parameters,
        String.valueOf(name),
        "query",
        required,
        type("top".equals(name) ? "integer" : "string"));
  }

  private static ObjectNode type(String name) {
    return JSON.createObjectNode().put("type", name);
  }

  private static void add(
      Map<String, ObjectNode> parameters,
      String name,
      String in,
      boolean required,
      ObjectNode schema) {
    ObjectNode parameter =
        JSON.createObjectNode().put("name", name).put("in", in).put("required", required);
    if (MEANING.containsKey(name)) {
      parameter.put("description", MEANING.get(name));
    }
    parameter.set("schema", schema);
    parameters.put(name, parameter);
  }
}
