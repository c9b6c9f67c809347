package io.diction.api.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.diction.api.ApiAnswer;
import io.diction.api.ApiClient;
import io.diction.api.ApiFixtures;
import io.diction.api.answer.Links;
import io.diction.api.model.ModelReferences;
import io.diction.custommodel.CustomModelFixtures;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.ModelArchive;
import io.diction.custommodel.ModelVersion;
import io.diction.custommodel.Permission;
import io.diction.custommodel.Versions;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.OrganizationFixtures;
import io.diction.speech.audio.Audio;
import io.diction.speech.audio.WavWriter;
import io.diction.testing.OnPostgres;
import io.diction.testing.PortalTest;
import io.diction.testing.SpeechFixtures;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

class EndpointsApiTest {
  @PortalTest
  @TestPropertySource(properties = "diction.api.rate-limit=100000")
  @Import({OrganizationFixtures.class, ApiFixtures.class, CustomModelFixtures.class})
  abstract static class Cases {
    private static final byte[] SPEECH =
        WavWriter.bytes(SpeechFixtures.say("please open the gate"));
    private static final Map<String, String> WAV = Map.of("Content-Type", "audio/wav");
    private static final String PLACE = "/speech/recognition/conversation/cognitiveservices/v1";

    @Autowired private OrganizationFixtures people;
    @Autowired private ApiFixtures programs;
    @Autowired private EndpointRows rows;
    @Autowired private ApiEndpoints endpoints;
    @Autowired private EndpointLogs logs;
    @Autowired private CustomModelFixtures models;
    @Autowired private ModelReferences references;
    @Autowired private Versions versions;
    @Autowired private ModelArchive archive;
    @Autowired private JdbcClient jdbc;
    @LocalServerPort private int port;

    private SignedIn admin;
    private String key;
    private ApiClient api;

    @BeforeEach
    void enter() {
      admin = people.user(Role.ORGADMIN);
      key = programs.key(admin, Role.USER);
      api = ApiClient.withKey(port, key);
    }

    private static String body(String more) {
      return "{\"displayName\": \"Ward 7\", \"locale\": \"en-US\"%s}".formatted(more);
    }

    private static String properties(String within) {
      return ", \"properties\": {%s}".formatted(within);
    }

    private String create(String more) {
      return api.post("/endpoints", body(more)).expect(201).self();
    }

    private static String id(String self) {
      return self.substring(self.lastIndexOf('/') + 1);
    }

    private ApiAnswer ended(String endpoint) {
      return await()
          .atMost(Duration.ofMinutes(2))
          .until(
              () -> api.get(endpoint).expect(200),
              answer -> List.of("Succeeded", "Failed").contains(answer.text("status")));
    }

    private ApiAnswer recognise(String query, byte[] audio) {
      return api.send("POST", api.place(PLACE + query), audio, WAV);
    }

    @Test
    void deployABaseModelAndRecogniseWithIt() {
      String base = api.get("/models/base").values("self").get(0);
      ApiAnswer made =
          api.post("/endpoints", body(", \"model\": {\"self\": \"%s\"}".formatted(base)))
              .expect(201);

      assertThat(made.header("Location")).isEqualTo(made.self());
      // The job may have begun before the answer was written.
      assertThat(made.text("status")).isIn("NotStarted", "Running");
      assertThat(made.text("model", "self")).isEqualTo(base);
      assertThat(made.json().path("properties").path("loggingEnabled").booleanValue()).isFalse();
      ApiAnswer done = ended(made.self());
      assertThat(done.text("status")).isEqualTo("Succeeded");
      assertThat(done.header("Retry-After")).isEmpty();

      ApiAnswer heard =
          api.send("POST", done.text("links", "restConversation"), SPEECH, WAV).expect(200);
      assertThat(heard.text("RecognitionStatus")).isEqualTo("Success");
      assertThat(heard.text("DisplayText")).containsIgnoringCase("gate");
      assertThat(heard.text("Model", "Name")).isEqualTo(api.get(base).text("displayName"));
      assertThat(heard.text("Model", "Sha256"))
          .isEqualTo(
              jdbc.sql("select pack_sha256 from base_model where id = :id")
                  .param("id", UUID.fromString(base.substring(base.lastIndexOf('/') + 1)))
                  .query(String.class)
                  .single());
      api.get(made.self() + "/files/logs").expect(409, "Conflict", "EndpointWithoutLogging");
      assertThat(
              jdbc.sql(
                      """
                      select audio_ms from usage_entry where organization_id = :organization
                      """)
                  .param("organization", admin.organization().value())
                  .query(Long.class)
                  .list())
          .hasSize(1)
          .allMatch(ms -> ms > 500);
    }

    /** What people choose at Home, programs name by the model's id. */
    @Test
    void takeASharedModelUntilItsOwnerTakesItBackAndSayWhy() {
      SignedIn owner = people.user(Role.RESELLER);
      CustomModelId shared = models.trained(owner, "Cardiology");
      String base = api.get("/models/base").values("self").get(0);
      String self = base.substring(0, base.indexOf("/base/")) + "/" + shared;
      String named = ", \"model\": {\"self\": \"%s\"}".formatted(self);
      String transcription = body(named + ", \"contentUrls\": [\"https://example.com/call.wav\"]");
      api.post("/endpoints", body(named)).expect(400, "InvalidRequest", "InvalidModel");

      SignedIn viewer = people.user(Role.ORGADMIN);
      models.share(shared, viewer.organization(), Permission.VIEW);
      ApiAnswer shown =
          ApiClient.withKey(port, programs.key(viewer, Role.USER)).post("/endpoints", body(named));
      shown.expect(400, "InvalidRequest", "InvalidModel");
      assertThat(shown.text("message")).contains("may only be looked at");
      api.get(self).expect(404);

      models.share(shared, admin.organization(), Permission.USE);
      assertThat(api.post("/endpoints", body(named)).expect(201).text("model", "self"))
          .isEqualTo(self);
      assertThat(api.post("/transcriptions", transcription).expect(201).text("model", "self"))
          .isEqualTo(self);
      ApiAnswer seen = api.get(self).expect(200);
      assertThat(seen.text("self")).isEqualTo(self);
      assertThat(seen.text("displayName")).isEqualTo("Cardiology");
      api.get(self + "/files").expect(404);
      api.get(self + "/manifest").expect(404);
      ApiClient.withKey(port, programs.key(admin, Role.ORGADMIN)).delete(self);
      api.get(self).expect(200);

      archive.archive(shared, owner);
      api.get(self).expect(404);
      for (ApiAnswer refused :
          List.of(
              api.post("/endpoints", body(named)), api.post("/transcriptions", transcription))) {
        refused.expect(400, "InvalidRequest", "InvalidModel");
        assertThat(refused.text("message")).contains("has archived Cardiology");
        assertThat(refused.text()).contains("sharing.ended.archived");
      }
    }

    @Test
    void recogniseWithoutAnEndpointAndInDetail() {
      JsonNode heard =
          recognise("?language=en-us&format=detailed&wordLevelTimestamps=true", SPEECH)
              .expect(200)
              .json();

      assertThat(heard.path("RecognitionStatus").stringValue()).isEqualTo("Success");
      JsonNode best = heard.path("NBest").path(0);
      assertThat(best.propertyNames())
          .containsExactly("Confidence", "Lexical", "ITN", "MaskedITN", "Display", "Words");
      assertThat(best.path("Lexical").stringValue()).isEqualTo("please open the gate");
      assertThat(best.path("Display").stringValue()).startsWith("Please open the gate");
      assertThat(best.path("Confidence").doubleValue()).isBetween(0.01, 1.0);
      assertThat(best.path("Words")).hasSize(4);
      long first = best.path("Words").path(0).path("Offset").longValue();
      assertThat(heard.path("Offset").longValue()).isEqualTo(first);
      assertThat(heard.path("Duration").longValue()).isBetween(5_000_000L, 60_000_000L);
      List<String> all = new ArrayList<>();
      heard.path("NBest").forEach(one -> all.add(one.path("Lexical").stringValue()));
      assertThat(all).doesNotHaveDuplicates().hasSizeBetween(1, 5);
    }

    @Test
    void takeATokenToo() {
      String token =
          api.send("POST", api.place("/sts/v1.0/issueToken"), null, Map.of()).expect(200).text();

      ApiAnswer heard =
          ApiClient.withToken(port, token)
              .send("POST", api.place(PLACE + "?language=en-US"), SPEECH, WAV);

      assertThat(heard.expect(200).text("RecognitionStatus")).isEqualTo("Success");
      Map<String, String> both = new HashMap<>(WAV);
      both.put("Ocp-Apim-Subscription-Key", "of yesterday");
      ApiClient.withToken(port, token)
          .send("POST", api.place(PLACE + "?language=en-US"), SPEECH, both)
          .expect(200);
      ApiClient.stranger(port)
          .send("POST", api.place(PLACE + "?language=en-US"), SPEECH, WAV)
          .expect(401, "Unauthorized", "InvalidSubscription");
    }

    @Test
    void sayWhenNothingIsSaid() {
      byte[] silence = WavWriter.bytes(new Audio(new float[16_000], Audio.RECOGNITION_RATE_HZ));

      ApiAnswer heard = recognise("?language=en-US", silence).expect(200);

      assertThat(heard.text("RecognitionStatus")).isEqualTo("NoMatch");
      assertThat(heard.json().path("Duration").longValue()).isEqualTo(10_000_000);
    }

    @Test
    void refuseWhatTheyCannotRecognise() {
      String endpoint = id(create(""));
      byte[] minutes =
          WavWriter.bytes(new Audio(new float[61 * 16_000], Audio.RECOGNITION_RATE_HZ));

      recognise("?language=en-US", minutes).expect(400, "InvalidRequest", "InvalidPayload");
      recognise("?language=en-US", new byte[0]).expect(400, "InvalidRequest", "EmptyRequest");
      ApiAnswer text =
          recognise("?language=en-US", "<html>no audio</html>".getBytes(StandardCharsets.UTF_8));
      text.expect(400, "InvalidRequest", "InvalidPayload");
      assertThat(text.text("innerError", "details", "dictionCode"))
          .isEqualTo("invalid_audio_format");
      recognise("", SPEECH).expect(400, "InvalidRequest", "InvalidParameter");
      recognise("?language=xx-XX", SPEECH).expect(400, "InvalidRequest", "InvalidLocale");
      recognise("?cid=5", SPEECH).expect(400, "InvalidRequest", "InvalidParameterValue");
      recognise("?cid=" + UUID.randomUUID(), SPEECH).expect(404);
      recognise("?cid=" + endpoint + "&language=de-DE", SPEECH)
          .expect(400, "InvalidRequest", "InvalidLocale");
      recognise("?language=en-US&format=odd", SPEECH)
          .expect(400, "InvalidRequest", "InvalidParameterValue");
      recognise("?language=en-US", new byte[17 * 1024 * 1024]).expect(413);
      api.get(api.place(PLACE)).expect(405);
      api.get(api.place("/speech/nothing")).expect(404);
      ApiClient.withKey(port, programs.key(Role.ORGADMIN))
          .send("POST", api.place(PLACE + "?cid=" + endpoint), SPEECH, WAV)
          .expect(404);
    }

    @Test
    void keepWhatTheyRecogniseWhereThatIsWanted() {
      String endpoint = create(properties("\"loggingEnabled\": true"));
      for (int i = 0; i < 3; i++) {
        recognise("?cid=" + id(endpoint), SPEECH).expect(200);
      }

      List<String> names = new ArrayList<>();
      String next = endpoint + "/files/logs?top=4";
      while (!next.isEmpty()) {
        ApiAnswer page = api.get(next).expect(200);
        names.addAll(page.values("name"));
        next = page.text("@nextLink");
      }
      assertThat(names).hasSize(6).doesNotHaveDuplicates();
      assertThat(names.stream().map(name -> name.replaceFirst("\\..*", "")).distinct()).hasSize(3);
      String sound = names.stream().filter(name -> name.endsWith(".wav")).findFirst().orElseThrow();
      ApiAnswer file = api.get(endpoint + "/files/logs/" + sound).expect(200);
      assertThat(file.text("kind")).isEqualTo("Audio");
      assertThat(file.text("properties", "duration")).startsWith("PT");
      ApiClient stranger = ApiClient.stranger(port);
      assertThat(stranger.get(file.text("links", "contentUrl")).expect(200).body())
          .isEqualTo(SPEECH);
      String answer = sound.replace(".wav", ".json");
      ApiAnswer said = api.get(endpoint + "/files/logs/" + answer).expect(200);
      assertThat(stranger.get(said.text("links", "contentUrl")).text()).contains("DisplayText");

      api.delete(endpoint + "/files/logs/" + sound).expect(204);
      api.delete(endpoint + "/files/logs/" + sound).expect(404, "NotFound", "InvalidLogId");
      api.delete(endpoint + "/files/logs?endDate=2020-01-01").expect(202);
      assertThat(api.get(endpoint + "/files/logs").values("name")).hasSize(5);
      api.delete(endpoint + "/files/logs?endDate=2020-02-30")
          .expect(400, "InvalidRequest", "InvalidLogDate");
      api.delete(endpoint + "/files/logs").expect(202);
      assertThat(api.get(endpoint + "/files/logs").values("name")).isEmpty();
      api.get(endpoint + "/files/logs?skipToken=x!")
          .expect(400, "InvalidRequest", "InvalidSkipTokenForLogs");
      api.get(endpoint + "/files/logs?top=0").expect(400, "InvalidRequest", "InvalidTopForLogs");
    }

    @Test
    void keepWhatABaseModelRecognisesWhereThatIsAsked() {
      recognise("?language=en-US", SPEECH).expect(200);
      assertThat(api.get("/endpoints/base/en-US/files/logs").values("name")).isEmpty();

      recognise("?language=en-US&storeAudio=true", SPEECH).expect(200);

      List<String> names = api.get("/endpoints/base/en-us/files/logs").expect(200).values("name");
      assertThat(names).hasSize(2);
      ApiClient other = ApiClient.withKey(port, programs.key(Role.ORGADMIN));
      assertThat(other.get("/endpoints/base/en-US/files/logs").values("name")).isEmpty();
      other.get("/endpoints/base/en-US/files/logs/" + names.get(0)).expect(404);
      api.get("/endpoints/base/xx-XX/files/logs").expect(404);
    }

    @Test
    void forgetWhatTheyKeptAfterAMonthAndWithThemselves() {
      String endpoint = create(properties("\"loggingEnabled\": true"));
      recognise("?cid=" + id(endpoint), SPEECH).expect(200);
      String content =
          api.get(endpoint + "/files/logs").json().at("/values/0/links/contentUrl").stringValue();
      jdbc.sql(
              """
              update endpoint_log set created_at = created_at - interval '31' day
              where endpoint_id = :id and name like '%.json'
              """)
          .param("id", UUID.fromString(id(endpoint)))
          .update();

      logs.removeOld();

      assertThat(api.get(endpoint + "/files/logs").values("kind")).containsExactly("Audio");
      api.delete(endpoint).expect(204);
      api.delete(endpoint).expect(404);
      ApiClient.stranger(port).get(content).expect(404);
    }

    @Test
    void forgetManyInSteps() {
      String endpoint = create(properties("\"loggingEnabled\": true"));
      recognise("?cid=" + id(endpoint), SPEECH).expect(200);
      String kept = create(properties("\"loggingEnabled\": true"));
      recognise("?cid=" + id(kept), SPEECH).expect(200);
      jdbc.sql(
              "update blob set reference_count = reference_count + 1000 where organization_id = :id")
          .param("id", admin.organization().value())
          .update();
      for (int i = 0; i < 1000; i++) {
        jdbc.sql(
                """
                insert into endpoint_log (organization_id, name, id, endpoint_id, locale, sha256,
                                          size_bytes, duration_ms, created_at)
                select organization_id, :name, :id, endpoint_id, locale, sha256, size_bytes,
                       duration_ms, created_at
                from endpoint_log where endpoint_id = :endpoint and name like '%.wav'
                fetch first 1 row only
                """)
            .param("name", i + ".wav")
            .param("id", UUID.randomUUID())
            .param("endpoint", UUID.fromString(id(endpoint)))
            .update();
      }

      api.delete(endpoint + "/files/logs").expect(202);

      assertThat(api.get(endpoint + "/files/logs").expect(200).values("name")).isEmpty();
      api.get(endpoint + "/files/logs/7.wav").expect(404);
      // Those that are left, fewer where the task that removes them is at it already.
      assertThat(logsOfTheOrganization()).isBetween(2L, 504L);
      api.delete(endpoint).expect(204);
      logs.sweep();
      assertThat(logsOfTheOrganization()).isEqualTo(2);
      assertThat(api.get(kept + "/files/logs").expect(200).values("name")).hasSize(2);
    }

    private long logsOfTheOrganization() {
      return jdbc.sql("select count(*) from endpoint_log where organization_id = :id")
          .param("id", admin.organization().value())
          .query(Long.class)
          .single();
    }

    @Test
    void goWhenTheirTimeIsOver() {
      String endpoint = create(properties("\"timeToLive\": \"PT1H\""));
      assertThat(ended(endpoint).text("properties", "timeToLive")).isEqualTo("PT1H");
      assertThat(rows.over(1000)).noneMatch(over -> over.id().toString().equals(id(endpoint)));
      jdbc.sql("update endpoint set delete_at = created_at where id = :id")
          .param("id", UUID.fromString(id(endpoint)))
          .update();

      rows.over(1000).stream()
          .filter(over -> over.id().toString().equals(id(endpoint)))
          .forEach(over -> endpoints.expire(over.organization(), over.id()));

      api.get(endpoint).expect(404);
    }

    @Test
    void changeNameProjectAndLogging() {
      String project =
          ApiClient.withKey(port, programs.key(admin, Role.ORGADMIN))
              .post("/projects", "{\"displayName\": \"Cardiology\", \"locale\": \"en-US\"}")
              .expect(201)
              .self();
      String endpoint = create("");

      ApiAnswer changed =
          api.patch(
                  endpoint,
                  """
                  {"displayName": "Ward 8", "properties": {"contentLoggingEnabled": true},
                   "project": {"self": "%s"}, "locale": "de-DE"}
                  """
                      .formatted(project))
              .expect(200);

      assertThat(changed.text("displayName")).isEqualTo("Ward 8");
      assertThat(changed.text("locale")).isEqualTo("en-US");
      assertThat(changed.json().at("/properties/loggingEnabled").booleanValue()).isTrue();
      assertThat(api.get(project + "/endpoints").expect(200).values("self"))
          .containsExactly(endpoint);
      assertThat(api.get(project).json().at("/properties/endpointCount").intValue()).isEqualTo(1);
      assertThat(api.get("/endpoints?filter=displayName%20eq%20'Ward%208'").values("self"))
          .containsExactly(endpoint);
      api.delete(endpoint).expect(204);
      assertThat(api.get(project).json().at("/properties/endpointCount").intValue()).isZero();
    }

    /** By whoever may, and with the model's artifact gone the endpoint says that it failed. */
    @Test
    void acceptAVersionThatNobodyHasAcceptedYet() {
      CustomModelId model = models.trained(admin, "Cardiology");
      ModelVersion version = models.retrain(model, admin, CustomModelFixtures.BETTER);
      assertThat(version.acceptedAt()).isNull();
      String self =
          references
              .link(version.id(), admin.organization(), new Links("http://localhost"))
              .orElseThrow()
              .self();
      String body = body(", \"model\": {\"self\": \"%s\"}".formatted(self));
      ApiClient program = ApiClient.withKey(port, programs.key(admin, Role.ORGADMIN));

      api.post("/endpoints", body).expect(403, "Forbidden", "InvalidPermissions");
      String endpoint = program.post("/endpoints", body).expect(201).self();

      assertThat(versions.accepted(model).map(ModelVersion::id)).hasValue(version.id());
      api.post("/endpoints", body).expect(201);
      ApiAnswer ended = ended(endpoint);
      assertThat(ended.text("status")).isEqualTo("Failed");
      assertThat(ended.text("properties", "error", "code")).isNotEmpty();
      recognise("?cid=" + id(endpoint), SPEECH)
          .expect(409, "Conflict", "ModelDeploymentNotCompleteState");

      String base = api.get("/models/base").values("self").get(0);
      api.patch(endpoint, "{\"model\": {\"self\": \"%s\"}}".formatted(base)).expect(200);
      assertThat(ended(endpoint).text("status")).isEqualTo("Succeeded");
    }

    /**
     * A person is asked twice about it, or rolls back on purpose; an archived one serves nobody.
     */
    @Test
    void acceptNothingThatAPersonWouldDoubtAndNothingArchived() {
      CustomModelId model = models.trained(admin, "Cardiology");
      ModelVersion used = versions.accepted(model).orElseThrow();
      ModelVersion older = models.retrain(model, admin, CustomModelFixtures.BETTER);
      ModelVersion newer = models.retrain(model, admin, CustomModelFixtures.BETTER);
      ModelVersion worse = models.retrain(model, admin, CustomModelFixtures.WORSE);
      versions.accept(model, newer.id(), admin);
      ApiClient program = ApiClient.withKey(port, programs.key(admin, Role.ORGADMIN));

      assertThat(
              program
                  .post("/endpoints", of(worse))
                  .expect(409, "Conflict", "ModelNotDeployable")
                  .text())
          .contains("worse than its base model");
      assertThat(
              program
                  .post("/endpoints", of(older))
                  .expect(409, "Conflict", "ModelNotDeployable")
                  .text())
          .contains("older than version");
      assertThat(versions.accepted(model).map(ModelVersion::id)).hasValue(newer.id());
      program.post("/endpoints", of(used)).expect(201);

      archive.archive(model, admin);

      program.post("/endpoints", of(newer)).expect(400, "InvalidRequest", "InvalidModel");
    }

    private String of(ModelVersion version) {
      return body(
          ", \"model\": {\"self\": \"%s\"}"
              .formatted(
                  references
                      .link(version.id(), admin.organization(), new Links("http://localhost"))
                      .orElseThrow()
                      .self()));
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "{\"displayName\": \"x\"}                                                | InvalidPayload",
          "{\"displayName\": \"x\", \"locale\": \"xx-XX\"}                         | InvalidLocale",
          "{\"displayName\": \"x\", \"locale\": \"en-US\", \"text\": \"gate\"}     | InvalidPayload",
          "{\"displayName\": \"x\", \"locale\": \"en-US\", \"model\": \"5\"}       | InvalidPayload",
          "{\"displayName\": \"x\", \"locale\": \"en-US\", \"properties\": {\"timeToLive\": \"P32D\"}} | InvalidTimeToLive"
        })
    void areRefusedWhenTheyAreWrong(String body, String code) {
      api.post("/endpoints", body).expect(400, "InvalidRequest", code);
    }

    /** Sixteen programs at once: each has its answer, or is told to come again. */
    @Test
    void answerManyAtOnce() {
      List<Integer> statuses =
          Arrays.stream(new int[16])
              .parallel()
              .mapToObj(i -> recognise("?language=en-US", SPEECH).status())
              .toList();

      assertThat(statuses).isSubsetOf(200, 503).contains(200);
    }
  }

  @Nested
  class H2Test extends Cases {}

  @Nested
  @OnPostgres
  class PostgresTest extends Cases {}
}
