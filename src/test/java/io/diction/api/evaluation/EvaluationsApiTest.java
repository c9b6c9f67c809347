package io.diction.api.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.diction.api.ApiAnswer;
import io.diction.api.ApiClient;
import io.diction.api.ApiFixtures;
import io.diction.api.ContentServer;
import io.diction.custommodel.CustomModelFixtures;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.CustomModels;
import io.diction.custommodel.Versions;
import io.diction.dataset.DatasetId;
import io.diction.dataset.Datasets;
import io.diction.dataset.KeptDatasets;
import io.diction.evaluation.Tests;
import io.diction.identity.Ids;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.OrganizationFixtures;
import io.diction.speech.audio.WavWriter;
import io.diction.storage.Blobs;
import io.diction.testing.OnPostgres;
import io.diction.testing.PortalTest;
import io.diction.testing.SpeechFixtures;
import io.diction.web.Refusal.WrongState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

class EvaluationsApiTest {
  @PortalTest
  @TestPropertySource(
      properties = {"diction.api.rate-limit=100000", "diction.api.allowed-hosts=127.0.0.1"})
  @Import({OrganizationFixtures.class, ApiFixtures.class, CustomModelFixtures.class})
  abstract static class Cases {
    @Autowired private OrganizationFixtures people;
    @Autowired private ApiFixtures programs;
    @Autowired private CustomModelFixtures models;
    @Autowired private CustomModels customModels;
    @Autowired private Versions versions;
    @Autowired private Datasets datasets;
    @Autowired private KeptDatasets keptDatasets;
    @Autowired private TransactionTemplate transaction;
    @Autowired private Tests tests;
    @Autowired private Blobs blobs;
    @Autowired private JdbcClient jdbc;
    @LocalServerPort private int port;

    private final ContentServer server = new ContentServer();
    private SignedIn admin;
    private ApiClient api;

    @BeforeEach
    void enter() {
      admin = people.user(Role.ORGADMIN);
      api = ApiClient.withKey(port, programs.key(admin, Role.USER));
    }

    @AfterEach
    void leave() {
      server.close();
    }

    /** Two recordings, and what is said in them where that is told. */
    private static byte[] archive(String texts) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
        for (String words : List.of("the house is on the green hill", "open the north gate")) {
          zip.putNextEntry(new ZipEntry(words.substring(words.length() - 4) + ".wav"));
          zip.write(WavWriter.bytes(SpeechFixtures.say(words)));
          zip.closeEntry();
        }
        if (!texts.isEmpty()) {
          zip.putNextEntry(new ZipEntry("trans.txt"));
          zip.write(texts.getBytes(StandardCharsets.UTF_8));
          zip.closeEntry();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return bytes.toByteArray();
    }

    private String dataset(String kind, String texts) {
      String url = server.put("/" + kind + ".zip", archive(texts));
      String dataset =
          api.post(
                  "/datasets",
                  "{\"kind\": \"%s\", \"displayName\": \"Said\", \"locale\": \"en-US\", \"contentUrl\": \"%s\"}"
                      .formatted(kind, url))
              .expect(201)
              .self();
      await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> api.get(dataset).text("status").equals("Succeeded"));
      return dataset;
    }

    private String baseModel() {
      return api.get("/models/base?filter=locale%20eq%20'en-US'").values("self").get(0);
    }

    private static String reference(String name, String self) {
      return "\"%s\": {\"self\": \"%s\"}".formatted(name, self);
    }

    private String body(String dataset, String more) {
      return "{\"displayName\": \"Base against base\", \"locale\": \"en-us\", %s, %s, %s%s}"
          .formatted(
              reference("model1", baseModel()),
              reference("model2", baseModel()),
              reference("dataset", dataset),
              more);
    }

    private ApiAnswer ended(String evaluation) {
      return await()
          .atMost(Duration.ofMinutes(2))
          .until(
              () -> api.get(evaluation).expect(200),
              answer -> List.of("Succeeded", "Failed").contains(answer.text("status")));
    }

    private JsonNode content(JsonNode file) {
      ApiAnswer single = api.get(file.path("self").stringValue()).expect(200);
      ApiAnswer content =
          ApiClient.stranger(port).get(single.text("links", "contentUrl")).expect(200);
      assertThat(content.body()).hasSize(single.json().path("properties").path("size").intValue());
      return content.json();
    }

    @Test
    void measureModelsOnADatasetWithTheirTranscriptions() {
      String dataset =
          dataset(
              "Acoustic",
              "hill.wav\tThe house is on the green hill.\ngate.wav\tOpen the north gate!\n");
      String project =
          ApiClient.withKey(port, programs.key(admin, Role.ORGADMIN))
              .post("/projects", "{\"displayName\": \"Cardiology\", \"locale\": \"en-US\"}")
              .expect(201)
              .self();
      ApiAnswer made =
          api.post("/evaluations", body(dataset, ", " + reference("project", project))).expect(201);
      assertThat(made.header("Location")).isEqualTo(made.self());
      assertThat(made.json().path("properties").path("wordErrorRate2").doubleValue())
          .isEqualTo(-1.0);
      assertThat(made.json().path("properties").path("tokenCount1").intValue()).isEqualTo(-1);
      String transcription = made.text("transcription1", "self");
      assertThat(made.text("transcription2", "self")).isEqualTo(transcription);

      ApiAnswer done = ended(made.self());
      assertThat(done.text("status")).as(done.text()).isEqualTo("Succeeded");
      JsonNode figures = done.json().path("properties");
      assertThat(figures.path("sentenceCount1").intValue()).isEqualTo(2);
      assertThat(figures.path("wordCount1").intValue()).isEqualTo(11);
      assertThat(figures.path("tokenCount1").intValue()).isEqualTo(13);
      assertThat(figures.path("wordErrorRate1").doubleValue()).isBetween(0.0, 0.8);
      assertThat(
              figures.path("correctWordCount1").intValue()
                  + figures.path("wordSubstitutionCount1").intValue()
                  + figures.path("wordDeletionCount1").intValue())
          .isEqualTo(11);
      assertThat(figures.path("wordErrorRate2").doubleValue())
          .isEqualTo(figures.path("wordErrorRate1").doubleValue());
      assertThat(figures.path("tokenErrors1").path("lexical").path("numberOfEdits").isInt())
          .isTrue();

      JsonNode files = api.get(made.self() + "/files").expect(200).json().path("values");
      assertThat(files.valueStream().map(file -> file.path("name").stringValue()))
          .containsExactlyInAnyOrder(
              "hill.wav.model1_score.json",
              "hill.wav.model2_score.json",
              "gate.wav.model1_score.json",
              "gate.wav.model2_score.json");
      assertThat(files.path(0).path("kind").stringValue()).isEqualTo("EvaluationDetails");
      JsonNode details = content(files.path(0));
      assertThat(details.path("version").intValue()).isEqualTo(1);
      assertThat(details.path("utterances").path(0).path("reference").stringValue()).isNotEmpty();
      assertThat(details.path("utterances").path(0).path("alignment").size()).isPositive();

      ApiAnswer heard = api.get(transcription).expect(200);
      assertThat(heard.text("status")).isEqualTo("Succeeded");
      assertThat(heard.text("dataset", "self")).isEqualTo(dataset);
      JsonNode results = api.get(transcription + "/files").expect(200).json().path("values");
      assertThat(results.size()).isEqualTo(3);
      JsonNode words = content(results.path(1));
      assertThat(words.path("recognizedPhrases").path(0).path("nBest").path(0).path("words").size())
          .isPositive();
      for (String table : List.of("evaluation_order", "transcription_order")) {
        setState(table, "RUNNING");
        api.delete(dataset).expect(409, "Conflict", "InUseViolation");
        setState(table, "SUCCEEDED");
      }

      assertThat(api.get(project + "/evaluations").values("self")).containsExactly(made.self());
      assertThat(api.get("/evaluations?filter=status%20eq%20'Running'").values("self")).isEmpty();
      assertThat(
              api.patch(made.self(), "{\"displayName\": \"Again\"}")
                  .expect(200)
                  .text("displayName"))
          .isEqualTo("Again");
      long used = blobs.usedBytes(admin.organization());
      api.delete(made.self()).expect(204);
      api.delete(made.self()).expect(204);
      api.get(made.self()).expect(404);
      api.get(transcription).expect(404);
      assertThat(blobs.usedBytes(admin.organization())).isLessThanOrEqualTo(used);
      assertThat(count("test_run")).isZero();
    }

    /** What nothing does by itself any more. */
    private void setState(String table, String state) {
      jdbc.sql("update " + table + " set state = :state where organization_id = :organization")
          .param("state", state)
          .param("organization", admin.organization().value())
          .update();
    }

    @Test
    void stayWithoutTheirTranscriptions() {
      String dataset = dataset("Acoustic", "hill.wav\tThe house is on the green hill.\n");
      String made = api.post("/evaluations", body(dataset, "")).expect(201).self();
      ApiAnswer done = ended(made);
      String transcription = done.text("transcription1", "self");
      setState("transcription_order", "RUNNING");
      api.delete(transcription).expect(409, "Conflict", "InUseViolation");
      setState("transcription_order", "SUCCEEDED");

      api.delete(transcription).expect(204);

      api.get(transcription).expect(404);
      ApiAnswer left = api.get(made).expect(200);
      assertThat(left.json().has("transcription1")).isFalse();
      assertThat(left.json().has("transcription2")).isFalse();
      assertThat(left.json().path("properties")).isEqualTo(done.json().path("properties"));
      JsonNode files = api.get(made + "/files").expect(200).json().path("values");
      assertThat(content(files.path(0)).path("utterances").size()).isOne();
      api.delete(dataset).expect(204);
      api.delete(made).expect(204);
    }

    private long count(String table) {
      return jdbc.sql("select count(*) from " + table + " where organization_id = :organization")
          .param("organization", admin.organization().value())
          .query(Long.class)
          .single();
    }

    @Test
    void listenToRecordingsWithoutTranscriptsAndScoreNothing() {
      String dataset = dataset("AudioFiles", "");
      String made = api.post("/evaluations", body(dataset, "")).expect(201).self();

      ApiAnswer done = ended(made);
      assertThat(done.text("status")).as(done.text()).isEqualTo("Succeeded");
      assertThat(done.json().path("properties").path("wordErrorRate1").doubleValue())
          .isEqualTo(-1.0);
      JsonNode files = api.get(made + "/files").expect(200).json().path("values");
      JsonNode utterance = content(files.path(0)).path("utterances").path(0);
      assertThat(utterance.path("hypothesis").stringValue()).isNotEmpty();
      assertThat(utterance.has("reference")).isFalse();
    }

    @Test
    void refuseWhatCannotBeMeasured() {
      String dataset =
          api.post(
                  "/datasets",
                  "{\"kind\": \"Language\", \"displayName\": \"Text\", \"locale\": \"en-US\"}")
              .expect(201)
              .self();
      api.post("/evaluations", body(dataset, "")).expect(400, "InvalidRequest", "InvalidDataset");
      String waiting = dataset.replaceFirst("[^/]+$", UUID.randomUUID().toString());
      api.post("/evaluations", body(waiting, "")).expect(400, "InvalidRequest", "InvalidDataset");
      api.post("/evaluations", "{\"displayName\": \"x\", \"locale\": \"en-US\"}")
          .expect(400, "InvalidRequest", "InvalidPayload");
      String audio =
          api.post(
                  "/datasets",
                  "{\"kind\": \"Acoustic\", \"displayName\": \"Waits\", \"locale\": \"en-US\"}")
              .expect(201)
              .self();
      api.post("/evaluations", body(audio, "")).expect(409, "Conflict", "InvalidPrerequisite");
      assertThat(api.get("/evaluations").values("self")).isEmpty();
      assertThat(count("test_run")).isZero();
      assertThat(count("transcription_order")).isZero();
    }

    @Test
    void ofACustomModelAreAmongItsTests() {
      String dataset = dataset("Acoustic", "hill.wav\tThe house is on the green hill.\n");
      CustomModelId model = models.trained(admin, "Gate control");
      // Its files are not there, so that it cannot be measured.
      String version = versions.list(model, admin).get(0).job().toString();
      String made =
          api.post(
                  "/evaluations",
                  body(dataset, "")
                      .replaceFirst(
                          "(\"model2\": \\{\"self\": \"[^\"]*)/base/[^\"]*", "$1/" + version))
              .expect(201)
              .self();

      ApiAnswer failed = ended(made);
      assertThat(failed.text("model2", "self")).endsWith("/models/" + version);
      assertThat(failed.text("transcription2", "self"))
          .isNotEqualTo(failed.text("transcription1", "self"));
      assertThat(failed.text("status")).as(failed.text()).isEqualTo("Failed");
      assertThat(failed.text("properties", "error", "code")).isEqualTo("not_found");
      assertThat(api.get(failed.text("transcription2", "self")).text("status")).isEqualTo("Failed");
      UUID test = UUID.fromString(made.substring(made.lastIndexOf('/') + 1));
      assertThat(tests.get(model, test, admin).run().name()).isEqualTo("Base against base");

      tests.delete(model, test, admin);

      api.get(made).expect(404);
      assertThat(count("transcription_order")).isZero();
    }

    private static UUID id(String self) {
      return UUID.fromString(self.substring(self.lastIndexOf('/') + 1));
    }

    private String transcribed(String model) {
      return "{\"displayName\": \"Call\", \"locale\": \"en-US\", %s, \"contentUrls\": [\"%s\"]}"
          .formatted(
              reference("model", model),
              server.put("/call.wav", WavWriter.bytes(SpeechFixtures.say("open the gate"))));
    }

    private String version(CustomModelId model) {
      return baseModel().replaceFirst("/base/.*", "/" + versions.list(model, admin).get(0).job());
    }

    /**
     * What a program asks for while somebody deletes what it needs comes after that.
     *
     * @param code of the refusal
     */
    private void comesTooLate(Runnable deletion, String path, String body, String code)
        throws Exception {
      CompletableFuture<ApiAnswer> asked =
          transaction.execute(
              status -> {
                deletion.run();
                CompletableFuture<ApiAnswer> sent =
                    CompletableFuture.supplyAsync(() -> api.post(path, body));
                // Answered before the end of this, it would have been without a look at what is.
                assertThatThrownBy(() -> sent.get(500, TimeUnit.MILLISECONDS))
                    .isInstanceOf(TimeoutException.class);
                return sent;
              });
      asked.get(1, TimeUnit.MINUTES).expect(400, "InvalidRequest", code);
    }

    @Test
    void areNotMadeOfWhatIsDeletedAtTheSameMoment() throws Exception {
      String dataset = dataset("Acoustic", "hill.wav\tThe house is on the green hill.\n");
      for (String path : List.of("/evaluations", "/transcriptions", "/endpoints")) {
        CustomModelId model = models.trained(admin, "Gate control " + path.substring(1));
        String version = version(model);
        String body =
            switch (path) {
              case "/evaluations" ->
                  body(dataset, "")
                      .replaceFirst("(\"model2\": \\{\"self\": \")[^\"]*", "$1" + version);
              case "/transcriptions" -> transcribed(version);
              default ->
                  "{\"displayName\": \"Ward 7\", \"locale\": \"en-US\", %s}"
                      .formatted(reference("model", version));
            };
        comesTooLate(() -> customModels.delete(model, admin), path, body, "InvalidModel");
      }
      comesTooLate(
          () -> keptDatasets.delete(new DatasetId(id(dataset)), admin),
          "/evaluations",
          body(dataset, ""),
          "InvalidDataset");
      assertThat(count("test_run")).isZero();
      assertThat(count("transcription_order")).isZero();
      assertThat(count("endpoint")).isZero();
    }

    /**
     * Copies of what there is in a table, until there are a thousand under way.
     *
     * @param columns all but id and state
     */
    private void fill(String table, String columns) {
      for (int i = 0; i < 1000; i++) {
        jdbc.sql(
                "insert into %1$s (id, state, %2$s) select :id, 'RUNNING', %2$s from %1$s"
                        .formatted(table, columns)
                    + " where organization_id = :organization and state <> 'RUNNING'"
                    + " order by id fetch first 1 rows only")
            .param("id", Ids.next())
            .param("organization", admin.organization().value())
            .update();
      }
    }

    @Test
    void andTranscriptionsAreAThousandAtMostThatWait() {
      String dataset = dataset("Acoustic", "hill.wav\tThe house is on the green hill.\n");
      ended(api.post("/evaluations", body(dataset, "")).expect(201).self());
      fill(
          "evaluation_order",
          "organization_id, locale, model1_kind, model1_ref, model2_kind, model2_ref, dataset_id,"
              + " transcription1_id, transcription2_id, created_at, changed_at");
      fill(
          "transcription_order",
          "organization_id, locale, model_kind, model_ref, model_label, model_hash, word_times,"
              + " display_word_times, channels, punctuation, profanity, created_at, created_by,"
              + " created_by_name, created_by_role, changed_at");

      api.post("/evaluations", body(dataset, "")).expect(403, "Forbidden", "QuotaViolation");
      api.post("/transcriptions", transcribed(baseModel()))
          .expect(403, "Forbidden", "QuotaViolation");

      setState("evaluation_order", "SUCCEEDED");
      setState("transcription_order", "SUCCEEDED");
      api.post("/evaluations", body(dataset, "")).expect(201);
    }

    @Test
    void keepTheModelThatTheyAreMadeWith() {
      CustomModelId model = models.trained(admin, "Gate control");
      String version = version(model);
      String transcription = api.post("/transcriptions", transcribed(version)).expect(201).self();
      ended(transcription);
      setState("transcription_order", "RUNNING");
      assertThatThrownBy(() -> customModels.delete(model, admin))
          .isInstanceOfSatisfying(
              WrongState.class,
              refused -> assertThat(refused.messageKey()).isEqualTo("custommodel.delete-in-use"));
      setState("transcription_order", "SUCCEEDED");
      String endpoint =
          api.post(
                  "/endpoints",
                  "{\"displayName\": \"Ward 7\", \"locale\": \"en-US\", %s}"
                      .formatted(reference("model", version)))
              .expect(201)
              .self();
      assertThatThrownBy(() -> customModels.delete(model, admin)).isInstanceOf(WrongState.class);
      api.delete(endpoint).expect(204);

      customModels.delete(model, admin);

      api.get(version).expect(404);
    }

    @Test
    void keepTheDatasetThatTheyHear() {
      String dataset = dataset("Acoustic", "hill.wav\tThe house is on the green hill.\n");
      String made = api.post("/evaluations", body(dataset, "")).expect(201).self();
      ended(made);
      // As one that was uploaded to a model at its page.
      CustomModelId model = models.model(admin, "Court");
      keptDatasets.use(model, new DatasetId(id(dataset)), admin);
      jdbc.sql("update dataset set kept = false where id = :id").param("id", id(dataset)).update();
      setState("evaluation_order", "RUNNING");
      assertThatThrownBy(() -> datasets.delete(model, new DatasetId(id(dataset)), admin))
          .isInstanceOfSatisfying(
              WrongState.class,
              refused -> assertThat(refused.messageKey()).isEqualTo("dataset.delete.in-use"));
      assertThatThrownBy(() -> customModels.delete(model, admin)).isInstanceOf(WrongState.class);
      api.get(dataset).expect(200);
      setState("evaluation_order", "SUCCEEDED");

      customModels.delete(model, admin);

      api.get(dataset).expect(404);
    }

    @Test
    void areCalledOffByDeletingThem() {
      String dataset = dataset("Acoustic", "hill.wav\tThe house is on the green hill.\n");
      String made = api.post("/evaluations", body(dataset, "")).expect(201).self();

      api.delete(made).expect(204);

      api.get(made).expect(404);
      assertThat(count("test_run")).isZero();
      assertThat(count("transcription_order")).isZero();
    }
  }

  @Nested
  class H2Test extends Cases {}

  @Nested
  @OnPostgres
  class PostgresTest extends Cases {}
}
