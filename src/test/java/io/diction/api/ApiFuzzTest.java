package io.diction.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.api.OperationTable.Row;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.OrganizationFixtures;
import io.diction.testing.PortalTest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/**
 * Nonsense of every sort at every operation that is there: never a defect, and never an error in
 * another shape, which {@link ApiClient} holds each answer to.
 */
@PortalTest
@TestPropertySource(properties = {"diction.api.rate-limit=100000", "diction.jobs.here=false"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Import({OrganizationFixtures.class, ApiFixtures.class})
class ApiFuzzTest {
  private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");
  private static final Map<String, String> MERGE =
      Map.of("Content-Type", "application/merge-patch+json");

  /** Values of wrong kinds, and right kinds beyond all bounds. */
  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "-1",
          "1e999",
          "99999999999999999999",
          "\"\"",
          "\"x\"",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "\"2025-13-45T99:99:99Z\"",
          "\"P99999999999D\"",
          "\"http://[::1\"",
          "\"file:///etc/passwd\"",
          "[]",
          "[null]",
          "[[[[]]]]",
          "{}",
          "{\"self\": null}",
          "{\"self\": \"\"}",
          "{\"self\": \"http://x/speechtotext/v3.2/datasets/3f0c8f5e-6a55-4b0e-9d7c-0d6f0a1b2c31\"}",
          "{\"self\": \"http://x/speechtotext/v3.2/projects/3f0c8f5e-6a55-4b0e-9d7c-0d6f0a1b2c31\"}",
          "\"" + "x".repeat(5000) + "\"");

  /** Whatever any request has. */
  private static final List<String> NAMES =
      List.of(
          "displayName",
          "locale",
          "description",
          "customProperties",
          "project",
          "properties",
          "kind",
          "contentUrl",
          "contentUrls",
          "contentContainerUrl",
          "dataset",
          "datasets",
          "model",
          "model1",
          "model2",
          "baseModel",
          "text",
          "webUrl",
          "events",
          "sourceResourceId",
          "targetSubscriptionKey",
          "targetResourceId",
          "expirationDateTime",
          "id",
          "unknown");

  private static final List<String> BODIES =
      List.of(
          "",
          " ",
          "{",
          "}",
          "[",
          "{]",
          "nul",
          "\"",
          "{\"a\": 1} {",
          "{\"a\": 1,,}",
          "{'a': 1}",
          "{\"displayName\": \"a\", \"displayName\": 5}",
          "[{\"kind\": \"Latest\"}]",
          "[{\"kind\": \"Committed\", \"id\": \"!\"}, 5, null, [], {}]",
          "[".repeat(100_000),
          "{\"a\":".repeat(100_000),
          "1".repeat(100_000),
          "\uFEFF{}",
          "<xml/>");

  private static final List<String> QUERIES =
      List.of(
          "skip=x",
          "skip=-1",
          "top=0",
          "top=99999999999",
          "filter=" + encoded("'"),
          "filter=" + encoded("(".repeat(1900)),
          "filter=" + encoded("x".repeat(3000)),
          "filter=" + encoded("displayName eq '\u0000'"),
          "filter=" + encoded("createdDateTime gt 0000-01-01T00:00:00Z"),
          "filter=" + encoded("createdDateTime gt -9999-01-01T00:00:00Z"),
          "filter=" + encoded("kind eq 'Nothing'"),
          "sasValidityInSeconds=0",
          "sasValidityInSeconds=x",
          "blockid=",
          "blockid=" + encoded("!"),
          "blockid=" + "QUFB".repeat(100),
          "endDate=2025-02-30",
          "skipToken=" + encoded("\u0000"),
          "%00=%00",
          "skip=%FF");

  @Autowired private OrganizationFixtures people;
  @Autowired private ApiFixtures programs;
  @Autowired private JdbcClient jdbc;
  @LocalServerPort private int port;

  private ApiClient admin;
  private ApiClient other;
  private ApiStage stage;

  @BeforeAll
  void enter() {
    SignedIn who = people.user(Role.ORGADMIN);
    admin = ApiClient.withKey(port, programs.key(who, Role.ORGADMIN));
    other = ApiClient.withKey(port, programs.key(Role.ORGADMIN));
    stage = new ApiStage(admin, jdbc);
  }

  /** No more than so many may wait for their bytes. */
  @BeforeEach
  void makeRoom() {
    jdbc.sql("delete from dataset_arrival where state = 'BLOCKS'").update();
  }

  static Stream<Row> rows() {
    return OperationTable.read().stream().filter(row -> !row.isMissing());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** What exists for a call, made anew where the one before may have removed it. */
  private String path(Row row) {
    return ApiStage.path(row.operation(), stage.set(row.scene()));
  }

  private static void send(
      ApiClient program, String method, String path, String body, Map<String, String> headers) {
    ApiAnswer answer = program.send(method, path, body.getBytes(StandardCharsets.UTF_8), headers);
    assertThat(answer.status())
        .as("%s %s with %.200s: %.500s", method, path, body, answer.text())
        .isLessThan(500);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void bodies(Row row) {
    String path = path(row);
    String method = row.operation().method();
    for (String body : BODIES) {
      send(admin, method, path, body, JSON);
      send(admin, method, path, body, MERGE);
      send(admin, method, path, body, Map.of("Content-Type", "text/html; charset=nonsense"));
      send(admin, method, path, body, Map.of("Content-Type", "multipart/form-data; boundary=x"));
    }
    if (ApiStage.headers(row.sends()).equals(JSON)) {
      // More than anybody reads; the answer comes nevertheless.
      send(admin, method, path, "{\"a\": \"" + "x".repeat(9_000_000) + "\"}", JSON);
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void values(Row row) {
    if (!ApiStage.headers(row.sends()).equals(JSON)) {
      return;
    }
    String path = path(row);
    String good = ApiStage.body(row.sends(), "");
    String start = good.startsWith("{") ? good.substring(0, good.lastIndexOf('}')) + ", " : "{";
    for (String name : NAMES) {
      for (String value : VALUES) {
        String pair = "\"%s\": %s".formatted(name, value);
        send(admin, row.operation().method(), path, start + pair + "}", JSON);
        String within = "\"properties\": {%s}".formatted(pair);
        send(admin, row.operation().method(), path, start + within + "}", JSON);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void queries(Row row) {
    String body = ApiStage.body(row.sends(), "");
    Map<String, String> headers = ApiStage.headers(row.sends());
    for (String query : QUERIES) {
      send(
          admin,
          row.operation().method(),
          path(row).replaceFirst("\\?.*", "") + "?" + query,
          body,
          headers);
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void addresses(Row row) {
    String body = ApiStage.body(row.sends(), "");
    String method = row.operation().method();
    String there = path(row);
    send(other, method, there, body, JSON);
    send(admin, method, ApiStage.path(row.operation(), Map.of()), body, JSON);
    String bare = there.replaceFirst("\\?.*", "");
    send(admin, method, bare + "/", body, JSON);
    send(admin, method, bare + "/" + UUID.randomUUID(), body, JSON);
    send(admin, method, bare + ";a=b", body, JSON);
    send(admin, method, "/" + bare, body, JSON);
    for (String verb : List.of("GET", "PUT", "POST", "PATCH", "DELETE", "OPTIONS", "PROPFIND")) {
      send(other, verb, there, body, JSON);
    }
  }
}
