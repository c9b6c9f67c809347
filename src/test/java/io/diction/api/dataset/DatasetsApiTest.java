package io.diction.api.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.diction.api.ApiAnswer;
import io.diction.api.ApiClient;
import io.diction.api.ApiFixtures;
import io.diction.custommodel.CustomModelFixtures;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.CustomModels;
import io.diction.dataset.DatasetId;
import io.diction.dataset.KeptDatasets;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.OrganizationFixtures;
import io.diction.testing.OnPostgres;
import io.diction.testing.PortalTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

class DatasetsApiTest {
  @PortalTest
  @TestPropertySource(
      properties = {"diction.api.rate-limit=100000", "diction.api.allowed-hosts=127.0.0.1"})
  @Import({OrganizationFixtures.class, ApiFixtures.class, CustomModelFixtures.class})
  abstract static class Cases {
    private static final Map<String, String> BYTES =
        Map.of("Content-Type", "application/octet-stream");

    @Autowired private OrganizationFixtures people;
    @Autowired private ApiFixtures programs;
    @Autowired private CustomModelFixtures models;
    @Autowired private CustomModels customModels;
    @Autowired private KeptDatasets kept;
    @Autowired private Blocks blocks;
    @Autowired private JdbcClient jdbc;
    @LocalServerPort private int port;

    private SignedIn admin;
    private ApiClient api;

    @BeforeEach
    void enter() {
      admin = people.user(Role.ORGADMIN);
      api = ApiClient.withKey(port, programs.key(admin, Role.USER));
    }

    private static String body(String kind, String more) {
      return "{\"kind\": \"%s\", \"displayName\": \"Ward round\", \"locale\": \"en-US\"%s}"
          .formatted(kind, more);
    }

    private static String block(int number) {
      return Base64.getEncoder()
          .encodeToString("BK%04d?~".formatted(number).getBytes(StandardCharsets.US_ASCII));
    }

    private static String address(String dataset, String block) {
      return dataset + "/blocks?blockid=" + URLEncoder.encode(block, StandardCharsets.UTF_8);
    }

    private ApiAnswer put(String dataset, String block, byte[] bytes) {
      return api.send("PUT", address(dataset, block), bytes, BYTES);
    }

    private static String entry(String kind, String block) {
      return "{\"kind\": \"%s\", \"id\": \"%s\"}".formatted(kind, block);
    }

    private ApiAnswer commit(String dataset, String... entries) {
      return api.post(dataset + "/blocks:commit", "[" + String.join(", ", entries) + ",]");
    }

    /** Sends data in three blocks, the last first. */
    private String sent(String kind, String more, byte[] data) {
      String dataset = api.post("/datasets", body(kind, more)).expect(201).self();
      int part = data.length / 3 + 1;
      List<String> entries = new ArrayList<>();
      for (int i = (data.length - 1) / part; i >= 0; i--) {
        int end = Math.min(data.length, (i + 1) * part);
        put(dataset, block(i), Arrays.copyOfRange(data, i * part, end)).expect(201);
        entries.add(0, entry("Latest", block(i)));
      }
      assertThat(commit(dataset, entries.toArray(String[]::new)).expect(200).text()).isEmpty();
      return dataset;
    }

    private ApiAnswer ended(String dataset) {
      return await()
          .atMost(Duration.ofMinutes(2))
          .until(
              () -> api.get(dataset).expect(200),
              answer -> List.of("Succeeded", "Failed").contains(answer.text("status")));
    }

    private String project() {
      return ApiClient.withKey(port, programs.key(admin, Role.ORGADMIN))
          .post("/projects", "{\"displayName\": \"Cardiology\", \"locale\": \"en-US\"}")
          .expect(201)
          .self();
    }

    private static String reference(String self) {
      return "{\"self\": \"%s\"}".formatted(self);
    }

    @Test
    void comeInBlocksAndAreUsedWhereTheyAreRight() {
      String project = project();
      byte[] data = RestData.acoustic();
      ApiAnswer made =
          api.post(
                  "/datasets",
                  body(
                      "acoustic",
                      ", \"project\": " + reference(project) + ", \"contentUrl\": null"))
              .expect(201);
      String dataset = made.self();

      assertThat(made.header("Location")).isEqualTo(dataset);
      assertThat(made.text("status")).isEqualTo("NotStarted");
      assertThat(made.text("links", "commitBlocks")).isEqualTo(dataset + "/blocks:commit");
      assertThat(made.text("project", "self")).isEqualTo(project);
      assertThat(api.get(dataset).header("Retry-After")).isNotEmpty();
      put(dataset, block(1), Arrays.copyOfRange(data, 1000, data.length)).expect(201);
      put(dataset, block(0), new byte[] {1, 2, 3}).expect(201);
      // A retry replaces what came before.
      put(dataset, block(0), Arrays.copyOf(data, 1000)).expect(201);
      put(dataset, block(2), new byte[] {9}).expect(201);
      ApiAnswer listed = api.get(dataset + "/blocks").expect(200);
      assertThat(listed.json().path("uncommittedBlocks").size()).isEqualTo(3);
      assertThat(listed.json().path("uncommittedBlocks").path(0).path("size").intValue())
          .isEqualTo(1000);
      commit(dataset, entry("uncommitted", block(0)), entry("Latest", block(1))).expect(200);

      ApiAnswer done = ended(dataset);
      assertThat(done.text("status")).as(done.text()).isEqualTo("Succeeded");
      assertThat(done.json().path("properties").path("acceptedLineCount").intValue()).isEqualTo(2);
      assertThat(done.json().path("properties").path("rejectedLineCount").intValue()).isPositive();
      assertThat(done.text("properties", "duration")).startsWith("PT");
      assertThat(done.header("Retry-After")).isEmpty();
      assertThat(api.get(dataset + "/blocks").json().path("committedBlocks").size()).isEqualTo(2);
      assertThat(api.get(project).json().path("properties").path("datasetCount").intValue())
          .isEqualTo(1);
      assertThat(api.get(project + "/datasets").values("self")).containsExactly(dataset);

      ApiAnswer files = api.get(dataset + "/files").expect(200);
      assertThat(files.values("kind"))
          .containsExactlyInAnyOrder(
              "DatasetReport", "Audio", "Audio", "AcousticDataTranscriptionV2");
      String texts =
          dataset
              + "/files?sasValidityInSeconds=60&filter="
              + URLEncoder.encode("kind eq 'AcousticDataTranscriptionV2'", StandardCharsets.UTF_8);
      JsonNode file = api.get(texts).expect(200).json().path("values").path(0);
      assertThat(file.path("name").stringValue()).isEqualTo("trans.txt");
      String url = file.path("links").path("contentUrl").stringValue();
      ApiAnswer content = ApiClient.stranger(port).get(url).expect(200);
      assertThat(content.text()).startsWith("audio1.wav\topen the north gate\n");
      ApiAnswer report =
          api.get(
                  api.get(
                          dataset
                              + "/files?filter="
                              + URLEncoder.encode("name eq 'report.json'", StandardCharsets.UTF_8))
                      .values("self")
                      .get(0))
              .expect(200);
      ApiAnswer findings =
          ApiClient.stranger(port).get(report.text("links", "contentUrl")).expect(200);
      assertThat(findings.json().path("version").intValue()).isEqualTo(1);
      assertThat(findings.body()).hasSize(report.json().path("properties").path("size").intValue());
      assertThat(findings.text()).contains("audio3.wav");

      api.delete(dataset).expect(204);
      api.get(dataset).expect(404);
      ApiClient.stranger(port).get(url).expect(404);
      assertThat(api.get(project).json().path("properties").path("datasetCount").intValue())
          .isZero();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "AudioFiles",
          "Language",
          "LanguageMarkdown",
          "Pronunciation",
          "OutputFormatting"
        })
    void areOfEveryKind(String kind) {
      String dataset = sent(kind, "", RestData.ofKind(kind));

      ApiAnswer done = ended(dataset);
      assertThat(done.text("status")).as(done.text()).isEqualTo("Succeeded");
      assertThat(done.text("kind")).isEqualTo(kind);
      JsonNode facts = done.json().path("properties");
      boolean lines = !kind.equals("AudioFiles");
      assertThat(facts.has("acceptedLineCount")).isEqualTo(lines);
      assertThat(facts.path("acceptedLineCount").asInt(0)).isGreaterThanOrEqualTo(lines ? 1 : 0);
      assertThat(facts.has("rejectedLineCount")).isEqualTo(lines);
    }

    @ParameterizedTest
    @CsvSource({
      "Acoustic, AudioFiles, validation_failed",
      "Acoustic, Language, invalid_audio_format",
      "Language, Pronunciation, validation_failed",
      "Pronunciation, Language, validation_failed"
    })
    void failWithACodeWhereTheyAreNotWhatTheyAreSaidToBe(String kind, String data, String code) {
      ApiAnswer done = ended(sent(kind, "", RestData.ofKind(data)));

      assertThat(done.text("status")).as(done.text()).isEqualTo("Failed");
      assertThat(done.text("properties", "error", "code")).isEqualTo(code);
      assertThat(done.text("properties", "error", "message")).isNotBlank();
    }

    @Test
    void refuseBlocksThatBreakTheRules() {
      String dataset = api.post("/datasets", body("Language", "")).expect(201).self();
      byte[] bytes = RestData.text("open the gate\n");

      put(dataset, "not base64!", bytes).expect(400, "InvalidRequest", "InvalidParameter");
      put(dataset, Base64.getEncoder().encodeToString(new byte[65]), bytes).expect(400);
      api.send("PUT", dataset + "/blocks", bytes, BYTES).expect(400);
      put(dataset, block(1), new byte[0]).expect(400);
      put(dataset, block(1), new byte[8 * 1024 * 1024 + 1]).expect(413);
      api.send(
              "PUT",
              address(dataset, block(1)),
              bytes,
              Map.of("Content-Type", "application/x-www-form-urlencoded"))
          .expect(415);
      put(dataset, block(1), new byte[8 * 1024 * 1024]).expect(201);
      put(dataset, block(1), bytes).expect(201);
      put(dataset, "QUFB", bytes).expect(400, "InvalidRequest", "InvalidParameter");
      // A plus sign that nobody escaped.
      api.send("PUT", dataset + "/blocks?blockid=" + block(2).replace('/', '+'), bytes, BYTES);

      commit(dataset).expect(400);
      commit(dataset, entry("Latest", block(7))).expect(400, "InvalidRequest", "InvalidParameter");
      commit(dataset, entry("Committed", block(1))).expect(400);
      commit(dataset, entry("Newest", block(1))).expect(400);
      commit(dataset, entry("Latest", block(1)), entry("Latest", block(1))).expect(400);
      api.post(dataset + "/blocks:commit", "{}").expect(400);
      assertThat(api.get(dataset).text("status")).isEqualTo("NotStarted");
      commit(dataset, entry("Latest", block(1))).expect(200);
      commit(dataset, entry("Latest", block(1))).expect(409, "Conflict", "InvalidPrerequisite");
      put(dataset, block(1), bytes).expect(409, "Conflict", "InvalidPrerequisite");
      put("/datasets/" + UUID.randomUUID(), block(1), bytes).expect(404);
      assertThat(ended(dataset).text("status")).isEqualTo("Succeeded");
    }

    @Test
    void areFetchedFromAddressesOfThePublicNetworkAndAllowedHosts() throws IOException {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
      server.createContext(
          "/data.txt",
          exchange -> {
            byte[] bytes = RestData.ofKind("Language");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
          });
      server.start();
      try {
        String there = ":" + server.getAddress().getPort() + "/data.txt";
        String allowed = ", \"contentUrl\": \"http://127.0.0.1" + there + "\"";
        ApiAnswer made = api.post("/datasets", body("Language", allowed)).expect(201);
        assertThat(made.json().path("links").has("uploadBlocks")).isFalse();
        assertThat(made.text("contentUrl")).endsWith(there);
        put(made.self(), block(0), new byte[] {1}).expect(409);
        assertThat(ended(made.self()).text("status")).isEqualTo("Succeeded");
        ApiAnswer signed =
            api.post("/datasets", body("Language", allowed.replace(".txt", ".txt?sig=secret")))
                .expect(201);
        assertThat(ended(signed.self()).text("status")).isEqualTo("Succeeded");
        assertThat(
                jdbc.sql("select source from dataset where id = :id")
                    .param("id", UUID.fromString(signed.self().replaceFirst(".*/", "")))
                    .query(String.class)
                    .single())
            .as("shown to all who see the dataset")
            .isEqualTo("http://127.0.0.1" + there);

        for (String host : List.of("localhost" + there, "[::1]" + there, "10.1.2.3/x")) {
          String refused = ", \"contentUrl\": \"http://" + host + "\"";
          ApiAnswer failed =
              ended(api.post("/datasets", body("Language", refused)).expect(201).self());
          assertThat(failed.text("status")).isEqualTo("Failed");
          assertThat(failed.text("properties", "error", "code")).isEqualTo("DataImportFailed");
        }
        String gone = ", \"contentUrl\": \"http://127.0.0.1" + there + "x/y\"";
        server.removeContext("/data.txt");
        assertThat(
                ended(api.post("/datasets", body("Language", gone)).expect(201).self())
                    .text("properties", "error", "message"))
            .contains("404");
      } finally {
        server.stop(0);
      }
      api.post("/datasets", body("Language", ", \"contentUrl\": \"file:///etc/passwd\""))
          .expect(400, "InvalidRequest", "InvalidPayload");
    }

    private ApiAnswer upload(Map<String, String> fields, byte[] data) {
      ByteArrayOutputStream form = new ByteArrayOutputStream();
      form.writeBytes(
          RestData.text(
              "--b\r\nContent-Disposition: form-data; name=\"data\"; filename=\"x.txt\"\r\n\r\n"));
      form.writeBytes(data);
      fields.forEach(
          (name, value) ->
              form.writeBytes(
                  RestData.text(
                      "\r\n--b\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s"
                          .formatted(name, value))));
      form.writeBytes(RestData.text("\r\n--b--\r\n"));
      return api.send(
          "POST",
          "/datasets/upload",
          form.toByteArray(),
          Map.of("Content-Type", "multipart/form-data; boundary=b"));
    }

    @Test
    void comeInAForm() {
      Map<String, String> fields =
          Map.of(
              "displayName", "Orders",
              "locale", "en-US",
              "kind", "Language",
              "project", project(),
              "customProperties", "{\"ticket\": \"C-17\"}");
      ApiAnswer made = upload(fields, RestData.ofKind("Language")).expect(201);

      assertThat(made.header("Location")).isEqualTo(made.self());
      assertThat(made.text("customProperties", "ticket")).isEqualTo("C-17");
      assertThat(made.json().path("links").has("uploadBlocks")).isFalse();
      assertThat(made.text("project", "self")).isEqualTo(fields.get("project"));
      assertThat(ended(made.self()).text("status")).isEqualTo("Succeeded");
      upload(fields, RestData.ofKind("Pronunciation"))
          .expect(400, "InvalidRequest", "InvalidPayload");
      upload(Map.of("displayName", "x"), new byte[] {1}).expect(400);
      api.post("/datasets/upload", "{}").expect(415);
      assertThat(api.get("/datasets").values("self")).containsExactly(made.self());
    }

    @Test
    void changeNameTextsAndProject() {
      String project = project();
      String dataset = api.post("/datasets", body("Language", "")).expect(201).self();

      ApiAnswer changed =
          api.merge(
                  dataset,
                  "{\"displayName\": \"Rounds\", \"description\": \"All\", \"kind\": \"Acoustic\","
                      + " \"customProperties\": {\"a\": \"1\"}, \"project\": "
                      + reference(project)
                      + "}")
              .expect(200);
      assertThat(changed.text("displayName")).isEqualTo("Rounds");
      assertThat(changed.text("kind")).isEqualTo("Language");
      assertThat(changed.text("project", "self")).isEqualTo(project);
      ApiAnswer alone =
          api.patch(dataset, "{\"project\": null, \"description\": null}").expect(200);
      assertThat(alone.json().has("project")).isFalse();
      assertThat(alone.json().has("description")).isFalse();
      assertThat(alone.text("customProperties", "a")).isEqualTo("1");
      for (String none :
          List.of(
              reference(dataset),
              reference(project.replaceFirst("[^/]+$", UUID.randomUUID().toString())))) {
        api.patch(dataset, "{\"project\": %s}".formatted(none))
            .expect(400, "InvalidRequest", "InvalidProject");
      }
      api.patch(dataset, "{\"project\": \"%s\"}".formatted(project))
          .expect(400, "InvalidRequest", "InvalidPayload");
      String elsewhere = project.replaceFirst("http://[^/]+", "https://proxy.example");
      api.patch(dataset, "{\"project\": %s}".formatted(reference(elsewhere))).expect(200);
    }

    @Test
    void areListedWithThoseOfThePortal() {
      String language = sent("Language", "", RestData.ofKind("Language"));
      ended(language);
      String waiting = api.post("/datasets", body("Acoustic", "")).expect(201).self();

      assertThat(api.get("/datasets").values("self")).containsExactly(waiting, language);
      assertThat(api.get("/datasets").header("Retry-After")).isNotEmpty();
      ApiAnswer done =
          api.get(
              "/datasets?filter="
                  + URLEncoder.encode(
                      "status eq 'succeeded' and kind eq 'Language' and locale eq 'en-US'",
                      StandardCharsets.UTF_8));
      assertThat(done.values("self")).containsExactly(language);
      assertThat(done.header("Retry-After")).isEmpty();
      assertThat(api.get("/datasets?top=1").text("@nextLink")).endsWith("?skip=1&top=1");
      ApiClient others = ApiClient.withKey(port, programs.key(Role.ORGADMIN));
      assertThat(others.get("/datasets").values("self")).isEmpty();
      others.get(language).expect(404);
      others.patch(language, "{}").expect(404);
      others.get(language + "/files").expect(404);
      others.get(waiting + "/blocks").expect(404);
      others.delete(language).expect(204);
      api.get(language).expect(200);
    }

    @Test
    void stayWhenAModelThatUsesThemGoes() {
      String dataset = sent("Language", "", RestData.ofKind("Language"));
      ended(dataset);
      DatasetId id =
          new DatasetId(UUID.fromString(dataset.substring(dataset.lastIndexOf('/') + 1)));
      CustomModelId model = models.model(admin, "Court");
      kept.use(model, id, admin);

      customModels.delete(model, admin);

      api.get(dataset).expect(200);
    }

    @Test
    void giveUpBlocksThatNobodyCommitsWithinADay() {
      String dataset = api.post("/datasets", body("Language", "")).expect(201).self();
      put(dataset, block(0), RestData.text("open the gate")).expect(201);
      UUID id = UUID.fromString(dataset.substring(dataset.lastIndexOf('/') + 1));

      blocks.giveUp();
      assertThat(api.get(dataset).text("status")).isEqualTo("NotStarted");
      jdbc.sql(
              "update dataset_arrival set changed_at = changed_at - interval '25' hour"
                  + " where id = :id")
          .param("id", id)
          .update();
      blocks.giveUp();

      ApiAnswer failed = api.get(dataset).expect(200);
      assertThat(failed.text("status")).isEqualTo("Failed");
      assertThat(
              jdbc.sql(
                      "select count(*) from dataset_block where arrival_id = :id and sha256 is not null")
                  .param("id", id)
                  .query(Long.class)
                  .single())
          .isZero();
    }

    @Test
    void comeTwentyAtOnce() throws Exception {
      ExecutorService threads = Executors.newFixedThreadPool(20);
      List<Future<String>> sent = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        byte[] data = RestData.text("open gate number %d\n".formatted(i).repeat(50_000));
        sent.add(threads.submit(() -> sent("Language", "", data)));
      }
      for (Future<String> dataset : sent) {
        assertThat(ended(dataset.get(2, TimeUnit.MINUTES)).text("status")).isEqualTo("Succeeded");
      }
      threads.shutdown();
    }
  }

  @Nested
  class H2Test extends Cases {}

  @Nested
  @OnPostgres
  class PostgresTest extends Cases {}
}
