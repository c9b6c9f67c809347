package io.diction.api.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.diction.api.ApiAnswer;
import io.diction.api.ApiClient;
import io.diction.api.ApiFixtures;
import io.diction.catalog.BaseModelFixtures;
import io.diction.catalog.BaseModels;
import io.diction.custommodel.CustomModelFixtures;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.CustomModels;
import io.diction.custommodel.ModelVersion;
import io.diction.custommodel.Permission;
import io.diction.custommodel.Versions;
import io.diction.dataset.DatasetId;
import io.diction.dataset.KeptDatasets;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.OrganizationFixtures;
import io.diction.organization.plan.Credits;
import io.diction.speech.SpeechModel;
import io.diction.speech.adapt.ModelFolder;
import io.diction.speech.pack.LanguagePack;
import io.diction.testing.OnPostgres;
import io.diction.testing.PortalTest;
import io.diction.training.Training;
import io.diction.web.Refusal.WrongState;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

class CustomModelsApiTest {
  private static final String TEXT = "open the north gate\\nclose the south gate";

  @PortalTest
  @Import({
    OrganizationFixtures.class,
    ApiFixtures.class,
    CustomModelFixtures.class,
    BaseModelFixtures.class
  })
  abstract static class Stage {
    @Autowired private OrganizationFixtures people;
    @Autowired ApiFixtures programs;
    @Autowired private Credits credits;
    @Autowired CustomModelFixtures fixtures;
    @Autowired BaseModelFixtures bases;
    @Autowired BaseModels baseModels;
    @Autowired CustomModels models;
    @Autowired Versions versions;
    @Autowired Training training;
    @Autowired KeptDatasets kept;
    @Autowired JdbcClient jdbc;
    @LocalServerPort int port;

    SignedIn owner;
    SignedIn other;
    ApiClient api;

    @BeforeEach
    void enter() {
      owner = people.user(Role.ORGADMIN);
      other = people.user(Role.ORGADMIN);
      OrganizationFixtures.grant(credits, owner.organization(), 10);
      api = ApiClient.withKey(port, programs.key(owner, Role.ORGADMIN));
    }

    static String asked(String more) {
      return "{\"displayName\": \"Gates\", \"locale\": \"en-US\"" + more + "}";
    }

    static UUID id(ApiAnswer answer) {
      return UUID.fromString(answer.self().substring(answer.self().lastIndexOf('/') + 1));
    }

    String path(ApiAnswer answer) {
      return "/models/" + id(answer);
    }
  }

  /** Nothing is trained here: jobs wait. */
  @TestPropertySource(properties = "diction.jobs.here=false")
  abstract static class Cases extends Stage {
    @Test
    void areMadeWithOneVersionThatWaitsForItsTraining() {
      String project =
          api.post("/projects", "{\"displayName\": \"P\", \"locale\": \"en-US\"}")
              .expect(201)
              .self();
      ApiAnswer made =
          api.post(
                  "/models",
                  asked(
                      """
                      , "description": "all of them", "text": "%s", "baseModel": null,
                      "project": {"self": "%s"}, "customProperties": {"ticket": "C-17"},
                      "properties": {"customModelWeightPercent": 30, "email": "a@example.org"}
                      """
                          .formatted(TEXT, project)))
              .expect(201);

      assertThat(made.header("Location")).isEqualTo(made.self());
      assertThat(made.text("status")).isEqualTo("NotStarted");
      assertThat(made.text("text")).isEqualTo(TEXT.replace("\\n", "\n"));
      assertThat(made.text("baseModel", "self"))
          .endsWith("/models/base/" + baseModels.trainable("en-US").get(0).id());
      assertThat(made.text("project", "self")).isEqualTo(project);
      assertThat(made.text("customProperties", "ticket")).isEqualTo("C-17");
      JsonNode facts = made.json().path("properties");
      assertThat(facts.path("customModelWeightPercent").intValue()).isEqualTo(30);
      assertThat(facts.path("email").stringValue()).isEqualTo("a@example.org");
      assertThat(facts.path("features").path("supportsTranscriptions").booleanValue()).isFalse();
      ApiAnswer again = api.get(path(made)).expect(200);
      assertThat(again.json()).isEqualTo(made.json());
      assertThat(again.header("Retry-After")).isNotEmpty();
      ApiAnswer list = api.get("/models").expect(200);
      assertThat(list.values("self")).containsExactly(made.self());
      assertThat(list.values("text")).containsExactly("");
      assertThat(
              api.get(project.substring(project.indexOf("/projects")) + "/models").values("self"))
          .containsExactly(made.self());
      assertThat(models.own(owner)).isOne();
    }

    @Test
    void refuseWhatTheyCannotBeMadeOf() {
      String waiting =
          api.post(
                  "/datasets",
                  "{\"kind\": \"Language\", \"displayName\": \"x\", \"locale\": \"en-US\"}")
              .expect(201)
              .self();
      api.post("/models", asked("")).expect(400, "InvalidRequest", "InvalidPayload");
      api.post("/models", asked(", \"datasets\": []"))
          .expect(400, "InvalidRequest", "InvalidPayload");
      api.post("/models", asked(", \"datasets\": [{\"self\": \"%s\"}]".formatted(waiting)))
          .expect(409, "Conflict", "InvalidPrerequisite");
      api.post(
              "/models",
              asked(
                  ", \"datasets\": [{\"self\": \"http://x/speechtotext/v3.2/datasets/%s\"}]"
                      .formatted(UUID.randomUUID())))
          .expect(400, "InvalidRequest", "InvalidDataset");
      api.post("/models", asked(", \"text\": \"\\t\\n ... !\""))
          .expect(400, "InvalidRequest", "InvalidPayload");
      api.post("/models", asked(", \"text\": \"%s\"".formatted("a b ".repeat(130_000))))
          .expect(400, "InvalidRequest", "InvalidPayload");
      for (String weight : new String[] {"0", "101", "1.5", "\"30\""}) {
        api.post(
                "/models",
                asked(
                    ", \"text\": \"%s\", \"properties\": {\"customModelWeightPercent\": %s}"
                        .formatted(TEXT, weight)))
            .expect(400, "InvalidRequest", "InvalidPayload");
      }
      assertThat(api.get("/models").expect(200).values("self")).isEmpty();
      assertThat(models.own(owner)).as("nothing half made").isZero();
    }

    @Test
    void nameTheSuccessorOfABaseModelThatIsOver() {
      UUID expired = bases.expired().value();
      ApiAnswer refused =
          api.post(
                  "/models",
                  asked(
                      ", \"text\": \"%s\", \"baseModel\": {\"self\": \"%s\"}"
                          .formatted(TEXT, "http://x/speechtotext/v3.2/models/base/" + expired)))
              .expect(400, "InvalidRequest", "ModelDeprecated");

      assertThat(refused.text("innerError", "details", "dictionCode"))
          .isEqualTo("base_model_expired");
      assertThat(refused.text("innerError", "details", "successor"))
          .isEqualTo(baseModels.trainable("en-US").get(0).id().toString());
    }

    @Test
    void needACredit() {
      String base = "http://x/speechtotext/v3.2/models/base/" + bases.charged();
      ApiClient poor = ApiClient.withKey(port, programs.key(other, Role.USER));
      ApiAnswer refused =
          poor.post(
                  "/models",
                  asked(
                      ", \"text\": \"%s\", \"baseModel\": {\"self\": \"%s\"}"
                          .formatted(TEXT, base)))
              .expect(403, "Forbidden", "QuotaViolation");
      assertThat(refused.text("innerError", "details", "dictionCode"))
          .isEqualTo("no-claims-available");
    }

    @Test
    void areVersionsOfThePortalsModels() {
      CustomModelId model = fixtures.trained(owner, "Gate control");
      ModelVersion first = versions.list(model, owner).get(0);
      ModelVersion second = fixtures.retrain(model, owner, CustomModelFixtures.BETTER);
      fixtures.trained(other, "Of others");

      ApiAnswer list = api.get("/models").expect(200);
      assertThat(list.values("self"))
          .extracting(self -> self.substring(self.lastIndexOf('/') + 1))
          .containsExactly(second.job().toString(), first.job().toString());
      assertThat(list.values("displayName")).containsOnly("Gate control");
      assertThat(list.values("status")).containsOnly("Succeeded");
      assertThat(list.header("Retry-After")).isEmpty();
      assertThat(filtered("status eq 'Running'")).isZero();
      assertThat(filtered("displayName eq 'Gate control' and locale eq 'en-US'")).isEqualTo(2);
      assertThat(filtered("status eq 'Succeeded' and description ne 'x'")).isEqualTo(2);

      ApiAnswer renamed =
          api.patch(
                  "/models/" + first.job(),
                  """
                  {"displayName": "Gates 1", "description": "the first", "locale": "nl-NL",
                  "customProperties": {"a": "b"}}
                  """)
              .expect(200);
      assertThat(renamed.text("displayName")).isEqualTo("Gates 1");
      assertThat(renamed.text("locale")).isEqualTo("en-US");
      assertThat(filtered("displayName eq 'Gates 1' and description eq 'the first'")).isOne();
      assertThat(models.get(model, owner).name()).isEqualTo("Gate control");
    }

    private long filtered(String filter) {
      return api.get("/models?filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8))
          .expect(200)
          .values("self")
          .size();
    }

    @Test
    void goOneByOne() {
      CustomModelId model = fixtures.trained(owner, "Gate control");
      ModelVersion first = versions.list(model, owner).get(0);
      ModelVersion second = fixtures.retrain(model, owner, CustomModelFixtures.BETTER);

      api.delete("/models/" + first.job()).expect(204);

      assertThat(versions.list(model, owner))
          .extracting(ModelVersion::id)
          .containsExactly(second.id());
      assertThat(models.get(model, owner).acceptedVersion()).isNull();
      api.get("/models/" + first.job()).expect(404);
      api.delete("/models/" + first.job()).expect(204);
      api.delete("/models/" + second.job()).expect(204);
      assertThat(versions.list(model, owner)).isEmpty();
      assertThat(models.get(model, owner).offersTraining()).as("it stays, to be trained").isTrue();
    }

    @Test
    void thatOthersUseStay() {
      CustomModelId model = fixtures.trained(owner, "Gate control");
      UUID id = versions.list(model, owner).get(0).job();
      fixtures.share(model, other.organization(), Permission.USE);

      api.delete("/models/" + id).expect(409, "Conflict", "InUseViolation");

      fixtures.endShare(model, other.organization());
      api.delete("/models/" + id).expect(204);
    }

    @Test
    void thatAreDeployedStay() {
      CustomModelId model = fixtures.trained(owner, "Gate control");
      UUID id = versions.list(model, owner).get(0).job();
      String self = api.get("/models/" + id).expect(200).self();
      ApiAnswer endpoint =
          api.post("/endpoints", asked(", \"model\": {\"self\": \"%s\"}".formatted(self)))
              .expect(201);

      api.delete("/models/" + id).expect(409, "Conflict", "InUseViolation");

      String path = endpoint.self().substring(endpoint.self().indexOf("/endpoints"));
      api.delete(path).expect(204);
      api.delete("/models/" + id).expect(204);
    }

    @Test
    void thatTranscriptionsWaitForStay() {
      CustomModelId model = fixtures.trained(owner, "Gate control");
      UUID id = versions.list(model, owner).get(0).job();
      String self = api.get("/models/" + id).expect(200).self();
      String waiting =
          api.post(
                  "/transcriptions",
                  asked(
                      ", \"contentUrls\": [\"http://192.0.2.1/a.wav\"], \"model\": {\"self\": \"%s\"}"
                          .formatted(self)))
              .expect(201)
              .self();

      api.delete("/models/" + id).expect(409, "Conflict", "InUseViolation");

      api.delete(waiting).expect(204);
      api.delete("/models/" + id).expect(204);
    }

    /** The portal's button and a program's request lead to one queue. */
    @Test
    void areTrainedOnceWhateverThePortalIsAskedMeanwhile() throws Exception {
      ApiAnswer made = api.post("/models", asked(", \"text\": \"" + TEXT + "\"")).expect(201);
      CustomModelId model =
          new CustomModelId(
              jdbc.sql("select id from custom_model where organization_id = :organization")
                  .param("organization", owner.organization().value())
                  .query(UUID.class)
                  .single());
      UUID base = baseModels.trainable("en-US").get(0).id().value();
      assertThatThrownBy(() -> training.start(model, base, owner)).isInstanceOf(WrongState.class);

      training.cancel(model, owner);
      CustomModelId again = fixtures.model(owner, "Again");
      jdbc.sql("select id from dataset where organization_id = :organization")
          .param("organization", owner.organization().value())
          .query(UUID.class)
          .list()
          .forEach(text -> kept.use(again, new DatasetId(text), owner));
      List<CompletableFuture<Boolean>> asked =
          IntStream.range(0, 4)
              .mapToObj(
                  i ->
                      CompletableFuture.supplyAsync(
                          () -> {
                            try {
                              return training.start(again, base, owner) != null;
                            } catch (WrongState underWay) {
                              return false;
                            }
                          }))
              .toList();
      int begun = 0;
      for (CompletableFuture<Boolean> one : asked) {
        begun += one.get(1, TimeUnit.MINUTES) ? 1 : 0;
      }

      assertThat(begun).isOne();
      assertThat(
              jdbc.sql("select count(*) from training_run where model_id = :model")
                  .param("model", again.value())
                  .query(Long.class)
                  .single())
          .isOne();
      api.get(path(made)).expect(404);
    }

    @Test
    void thatWaitAreCalledOffAndGoAsAWhole() {
      ApiAnswer made = api.post("/models", asked(", \"text\": \"" + TEXT + "\"")).expect(201);
      ApiAnswer datasets = api.get("/datasets").expect(200);
      assertThat(datasets.values("self")).as("the text").hasSize(1);

      api.delete(path(made)).expect(204);

      api.get(path(made)).expect(404);
      assertThat(models.own(owner)).isZero();
      assertThat(api.get("/datasets").expect(200).values("self")).isEmpty();
    }
  }

  @Nested
  class H2Test extends Cases {}

  @Nested
  @OnPostgres
  class PostgresTest extends Cases {}

  /** Trained for real. */
  @Nested
  class TrainedTest extends Stage {
    @TempDir private Path folder;

    @Test
    void takeTheWeightThatIsAskedFor() throws Exception {
      String text =
          IntStream.range(0, 40)
              .mapToObj(i -> "open the north gate number " + i)
              .collect(Collectors.joining("\\n"));
      ApiAnswer made =
          api.post(
                  "/models",
                  asked(
                      ", \"text\": \"%s\", \"properties\": {\"customModelWeightPercent\": 37}"
                          .formatted(text)))
              .expect(201);

      await()
          .atMost(Duration.ofMinutes(3))
          .pollInterval(Duration.ofMillis(500))
          .until(() -> !api.get(path(made)).expect(200).text("status").matches("NotS.*|Run.*"));

      ApiAnswer done = api.get(path(made)).expect(200);
      assertThat(done.text("status")).as(done.text()).isEqualTo("Succeeded");
      assertThat(done.json().path("properties").path("customModelWeightPercent").intValue())
          .isEqualTo(37);
      assertThat(done.header("Retry-After")).isEmpty();
      String settings =
          jdbc.sql("select settings from model_version where job_id = :id")
              .param("id", id(made))
              .query(String.class)
              .single();
      assertThat(settings).contains("\"domainWeight\":0.37", "\"weightCurve\":[]");
      runElsewhereByTheirFiles(made);
      sayWhatTheirTrainingSays(made);
    }

    private void runElsewhereByTheirFiles(ApiAnswer made) throws Exception {
      JsonNode manifest = api.get(path(made) + "/manifest").expect(200).json();
      for (JsonNode file : manifest.path("modelFiles")) {
        Path copy = folder.resolve(file.path("name").stringValue());
        Files.createDirectories(copy.getParent());
        Files.write(copy, content(file.path("contentUrl").stringValue()));
      }
      LanguagePack pack = LanguagePack.read(folder.resolve(ModelFolder.BASE));
      SpeechModel model = ModelFolder.read(folder).open(pack.speechModel());

      assertThat(model.locale().toLanguageTag()).isEqualTo("en-US");
      assertThat(manifest.path("properties").path("base").path("sha256").stringValue())
          .isEqualTo(pack.sha256());
    }

    private void sayWhatTheirTrainingSays(ApiAnswer made) throws Exception {
      ApiAnswer files = api.get(path(made) + "/files").expect(200);
      assertThat(files.values("name")).containsExactly("report.json", "training.json");
      assertThat(files.values("kind")).containsOnly("ModelReport");
      String self = files.values("self").get(0);
      ApiAnswer file =
          api.get(path(made) + "/files/" + self.substring(self.lastIndexOf('/') + 1)).expect(200);
      byte[] report = content(file.text("links", "contentUrl"));

      assertThat(file.json().path("properties").path("size").intValue()).isEqualTo(report.length);
      assertThat(new String(report, StandardCharsets.UTF_8))
          .contains("\"vocabularySize\"", "\"domainWeight\" : 0.37");
      assertThat(api.get(path(made) + "/files?filter=name%20eq%20'x'").values("name")).isEmpty();
    }

    private static byte[] content(String url) throws Exception {
      try (InputStream in = URI.create(url).toURL().openStream()) {
        return in.readAllBytes();
      }
    }

    @Test
    void stopWhenTheyAreDeletedWhileTheyTrain() {
      ApiAnswer made = api.post("/models", asked(", \"text\": \"" + TEXT + "\"")).expect(201);
      await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> !api.get(path(made)).expect(200).text("status").equals("NotStarted"));

      api.delete(path(made)).expect(204);

      api.get(path(made)).expect(404);
      await().atMost(Duration.ofMinutes(1)).until(() -> models.own(owner) == 0);
    }
  }
}
