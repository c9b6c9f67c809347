package io.diction.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The shapes of the contract, by name. */
public final class ApiSchema {
  static final String FILE = "/api/rest-api.schema.json";
  private static final JsonMapper JSON = new JsonMapper();
  private static final JsonNode DEFINITIONS = read();
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private static final Map<String, Schema> SHAPES = new ConcurrentHashMap<>();

  private ApiSchema() {}

  /** Fails, naming what is wrong, where the JSON has not that shape. */
  public static void check(String shape, JsonNode json, String about) {
    assertThat(SHAPES.computeIfAbsent(shape, ApiSchema::schema).validate(json))
        .as("%s is no %s: %s", about, shape, json)
        .extracting(Error::toString)
        .isEmpty();
  }

  private static Schema schema(String shape) {
    assertThat(DEFINITIONS.path("$defs").has(shape)).as("shape %s", shape).isTrue();
    ObjectNode schema = JSON.createObjectNode();
    schema.put("$schema", DEFINITIONS.path("$schema").stringValue());
    schema.put("$ref", "#/$defs/" + shape);
    schema.set("$defs", DEFINITIONS.path("$defs"));
    return REGISTRY.getSchema(schema);
  }

  static JsonNode read() {
    try (InputStream file = ApiSchema.class.getResourceAsStream(FILE)) {
      return JSON.readTree(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
