package io.diction.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.diction.api.OperationTable.Row;
import io.diction.testing.PortalTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The API's description of itself, against the contract and against what is there. */
@PortalTest
@TestPropertySource(properties = {"diction.api.rate-limit=100000", "diction.jobs.here=false"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenApiTest {
  private static final String SCHEMAS = "#/components/schemas/";
  private static final JsonMapper JSON = new JsonMapper();
  private static final Set<String> LISTS =
      Set.of(
          "projects",
          "datasets",
          "models",
          "base",
          "evaluations",
          "endpoints",
          "transcriptions",
          "webhooks");

  /** What cannot succeed on the stage: see {@code LifeCycleTest}. */
  private static final Map<Operation, Integer> ELSEWHERE =
      Map.of(
          Operation.MODELS_GET_CUSTOM_MODEL_MANIFEST, 200,
          Operation.MODELS_GET_FILE, 200,
          Operation.MODELS_COPY, 202,
          Operation.OPERATIONS_GET_MODEL_COPY, 200,
          Operation.EVALUATIONS_CREATE, 201);

  @LocalServerPort private int port;
  private JsonNode document;

  @BeforeAll
  void read() {
    document = ApiClient.stranger(port).get("/openapi.json").expect(200).json();
  }

  static Stream<Row> rows() {
    return OperationTable.read().stream().filter(row -> !row.isMissing());
  }

  private JsonNode described(Operation operation) {
    return document
        .path("paths")
        .path(operation.path())
        .path(operation.method().toLowerCase(Locale.ROOT));
  }

  @Test
  void describesWhatIsThereAndNothingElse() {
    List<String> described = new ArrayList<>();
    document
        .path("paths")
        .forEach(
            path ->
                path.forEach(
                    operation -> described.add(operation.path("operationId").stringValue())));

    assertThat(described)
        .containsExactlyInAnyOrderElementsOf(
            rows().map(row -> row.operation().published()).toList());
    assertThat(document.path("openapi").stringValue()).isEqualTo("3.1.0");
    assertThat(document.at("/servers/0/url").stringValue())
        .isEqualTo("http://localhost:%d/speechtotext/v3.2".formatted(port));
    assertThat(document.at("/components/securitySchemes/key/name").stringValue())
        .isEqualTo("Ocp-Apim-Subscription-Key");
  }

  @Test
  void namesNoShapeThatIsNotThere() {
    Matcher reference =
        Pattern.compile("\"\\$ref\":\"([^\"]+)\"").matcher(JSON.writeValueAsString(document));
    Set<String> named = new TreeSet<>();
    while (reference.find()) {
      named.add(reference.group(1));
    }

    assertThat(named).hasSizeGreaterThan(50).allMatch(name -> name.startsWith(SCHEMAS));
    assertThat(named.stream().map(name -> name.substring(SCHEMAS.length())))
        .allMatch(name -> document.path("components").path("schemas").has(name));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void answersAsTheContractSays(Row row) {
    Operation operation = row.operation();
    JsonNode responses = described(operation).path("responses");
    int success = status(row);
    JsonNode answer = responses.path(String.valueOf(success));

    assertThat(answer.isMissingNode()).as("%s: %d", responses, success).isFalse();
    assertThat(
            responses
                .at("/default/content")
                .path("application/json")
                .at("/schema/$ref")
                .stringValue())
        .isEqualTo(SCHEMAS + "Error");
    Optional<String> shape = Shapes.of(operation.method(), Operation.BASE + example(operation));
    assertThat(answer.path("content").path("application/json").at("/schema/$ref").asString("none"))
        .isEqualTo(shape.map(name -> SCHEMAS + name).orElse("none"));
    boolean creates = success == 201 && shape.isPresent();
    assertThat(answer.path("headers").has("Location")).isEqualTo(creates);
  }

  /** Of a success. */
  private static int status(Row row) {
    int status = row.statuses().get(OperationTable.PROGRAMS.indexOf("orgadmin"));
    assertThat(ELSEWHERE.containsKey(row.operation())).isEqualTo(status >= 300);
    return ELSEWHERE.getOrDefault(row.operation(), status);
  }

  private static String example(Operation operation) {
    String id = "3f0c8f5e-6a55-4b0e-9d7c-0d6f0a1b2c31";
    return operation.path().replaceAll("\\{(id|fileId)}", id).replaceAll("\\{\\w+}", "x");
  }

  @ParameterizedTest
  @MethodSource("rows")
  void takesTheParametersOfTheContract(Row row) {
    Operation operation = row.operation();
    Set<String> expected = new TreeSet<>();
    Matcher place = Pattern.compile("\\{(\\w+)}").matcher(operation.path());
    while (place.find()) {
      expected.add("path " + place.group(1));
    }
    String end = operation.path().substring(operation.path().lastIndexOf('/') + 1);
    if (operation.method().equals("GET")) {
      if (LISTS.contains(end) || end.equals("files")) {
        expected.addAll(Set.of("query skip", "query top", "query filter"));
      }
      if (Set.of("files", "{fileId}", "logs", "{logId}", "manifest").contains(end)) {
        expected.add("query sasValidityInSeconds");
      }
      if (end.equals("logs")) {
        expected.addAll(Set.of("query skipToken", "query top"));
      }
    }
    if (operation.method().equals("DELETE") && end.equals("logs")) {
      expected.add("query endDate");
    }
    if (operation == Operation.DATASETS_UPLOAD_BLOCK) {
      expected.add("query blockid");
    }
    Set<String> described = new TreeSet<>();
    for (JsonNode parameter : described(operation).path("parameters")) {
      String name = parameter.path("name").stringValue();
      described.add(parameter.path("in").stringValue() + " " + name);
      assertThat(parameter.path("required").booleanValue())
          .isEqualTo(parameter.path("in").stringValue().equals("path") || name.equals("blockid"));
    }

    assertThat(described).isEqualTo(expected);
  }

  /** What the other tests send is described as something that may be sent. */
  @ParameterizedTest
  @MethodSource("rows")
  void describesWhatIsSent(Row row) {
    JsonNode content = described(row.operation()).path("requestBody").path("content");
    if (row.sends().equals("-")) {
      assertThat(content.isMissingNode()).isTrue();
      return;
    }
    String type = ApiStage.headers(row.sends()).get("Content-Type").replaceFirst(";.*", "");
    assertThat(content.has(type)).as("%s in %s", type, content).isTrue();
    if (type.equals("application/json")) {
      ObjectNode schema = JSON.createObjectNode();
      schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
      schema.setAll((ObjectNode) content.path(type).path("schema"));
      schema.set("components", document.path("components"));
      Schema checked =
          SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(schema);
      assertThat(checked.validate(JSON.readTree(ApiStage.body(row.sends(), "x"))))
          .extracting(Error::toString)
          .isEmpty();
    }
  }
}
