package io.diction.api.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.diction.api.ApiAnswer;
import io.diction.api.ApiClient;
import io.diction.api.ApiFixtures;
import io.diction.api.ApiSchema;
import io.diction.api.hook.Receiver.Told;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.OrganizationFixtures;
import io.diction.testing.OnPostgres;
import io.diction.testing.PortalTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
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

class WebHooksApiTest {
  @PortalTest
  @TestPropertySource(
      properties = {
        "diction.api.rate-limit=100000",
        "diction.api.allowed-hosts=127.0.0.1",
        "diction.api.web-hook-retry=10ms",
        "diction.api.web-hook-turn=50ms"
      })
  @Import({OrganizationFixtures.class, ApiFixtures.class})
  abstract static class Cases {
    private static final String DATASET =
        "{\"kind\": \"Language\", \"displayName\": \"Orders\", \"locale\": \"en-US\"}";

    @Autowired private OrganizationFixtures people;
    @Autowired private ApiFixtures programs;
    @Autowired private JdbcClient jdbc;
    @LocalServerPort private int port;

    private Receiver receiver;
    private SignedIn admin;
    private ApiClient api;

    @BeforeEach
    void enter() throws IOException {
      receiver = new Receiver();
      admin = people.user(Role.ORGADMIN);
      api = ApiClient.withKey(port, programs.key(admin, Role.ORGADMIN));
    }

    @AfterEach
    void leave() {
      receiver.close();
    }

    private static String body(String address, String events, String more) {
      return """
          {"displayName": "Ward", "webUrl": "%s", "events": {%s}%s}
          """
          .formatted(address, events, more);
    }

    private static String secret(String secret) {
      return ", \"properties\": {\"secret\": \"%s\"}".formatted(secret);
    }

    private ApiAnswer create(String events, String more) {
      return api.post("/webhooks", body(receiver.address(), events, more)).expect(201);
    }

    private ApiAnswer ended(String hook) {
      return await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () -> api.get(hook).expect(200),
              answer -> List.of("Succeeded", "Failed").contains(answer.text("status")));
    }

    private String passed(String events, String more) {
      String hook = create(events, more).self();
      assertThat(ended(hook).text("status")).isEqualTo("Succeeded");
      return hook;
    }

    private List<Told> told(String event, int count) {
      return await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> receiver.told(event), calls -> calls.size() >= count);
    }

    private static String signature(String secret, byte[] message) {
      try {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return Base64.getEncoder().encodeToString(mac.doFinal(message));
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    @Test
    void passAChallengeBeforeAnythingElse() {
      ApiAnswer made = create("\"datasetCreation\": true", secret("s3cret"));

      assertThat(made.text("status")).isIn("NotStarted", "Running");
      assertThat(made.header("Location")).isEqualTo(made.self());
      assertThat(made.text("links", "ping")).isEqualTo(made.self() + ":ping");
      assertThat(made.text("links", "test")).isEqualTo(made.self() + ":test");
      assertThat(made.text()).doesNotContain("s3cret");
      assertThat(ended(made.self()).text("status")).isEqualTo("Succeeded");
      assertThat(api.get(made.self()).header("Retry-After")).isEmpty();
      Told challenge = receiver.told("Challenge").get(0);
      assertThat(challenge.query()).startsWith("validationToken=");
      assertThat(challenge.signature()).isEqualTo(signature("s3cret", challenge.body()));
      byte[] stored =
          jdbc.sql("select secret from web_hook where id = :id")
              .param("id", UUID.fromString(made.self().replaceFirst(".*/", "")))
              .query(byte[].class)
              .single();
      assertThat(new String(stored, StandardCharsets.ISO_8859_1)).doesNotContain("s3cret");
    }

    @Test
    void failWhereTheTokenIsNotSaidBack() {
      receiver.ignoreChallenges();
      ApiAnswer ended = ended(create("\"datasetCreation\": true", "").self());

      assertThat(ended.text("status")).isEqualTo("Failed");
      assertThat(ended.text("properties", "error", "code")).isEqualTo("WebHookChallengeFailed");
      assertThat(receiver.told("Challenge")).hasSize(6);
    }

    @Test
    void areTriedAgainWhenTheAddressIsSetAgain() throws IOException {
      receiver.ignoreChallenges();
      String hook = create("\"datasetCreation\": true", "").self();
      assertThat(ended(hook).text("status")).isEqualTo("Failed");

      try (Receiver other = new Receiver()) {
        ApiAnswer changed =
            api.patch(hook, "{\"webUrl\": \"%s\"}".formatted(other.address())).expect(200);

        assertThat(changed.text("status")).isIn("NotStarted", "Running");
        assertThat(changed.text("properties", "error", "code")).isEmpty();
        assertThat(ended(hook).text("status")).isEqualTo("Succeeded");
        assertThat(other.told("Challenge")).hasSize(1);
      }
    }

    /** Whatever one looks up to be of this machine is refused, and nothing arrives. */
    @Test
    void leadNowhereInsideTheNetwork() {
      String hook =
          api.post("/webhooks", body(receiver.address("localhost"), "\"ping\": true", ""))
              .expect(201)
              .self();

      assertThat(ended(hook).text("properties", "error", "message")).contains("public network");
      assertThat(receiver.told()).isEmpty();
    }

    @Test
    void tellATranscriptionsLife() throws Exception {
      passed(
          "\"transcriptionCreation\": true, \"transcriptionProcessing\": true,"
              + " \"transcriptionCompletion\": true, \"transcriptionDeletion\": true",
          secret("k"));
      // Nothing is fetched from there, so that it fails.
      String made =
          api.post(
                  "/transcriptions",
                  "{\"displayName\": \"Clinic\", \"locale\": \"en-US\","
                      + " \"contentUrls\": [\"http://192.0.2.1/a.wav\"]}")
              .expect(201)
              .self();

      Told done = told("TranscriptionCompletion", 1).get(0);
      api.delete(made).expect(204);
      Told deleted = told("TranscriptionDeletion", 1).get(0);

      assertThat(receiver.told("TranscriptionCreation")).hasSize(1);
      assertThat(receiver.told("TranscriptionProcessing")).hasSize(1);
      ApiSchema.check("Transcription", done.json(), "told");
      assertThat(done.json().path("status").stringValue()).isEqualTo("Failed");
      assertThat(deleted.json().path("self").stringValue()).isEqualTo(made);
    }

    @Test
    void tellADatasetsLifeSigned() throws Exception {
      passed(
          "\"datasetCreation\": true, \"datasetProcessing\": true, \"datasetCompletion\": true,"
              + " \"datasetDeletion\": true",
          secret("k"));
      String form =
          "--b\r\nContent-Disposition: form-data; name=\"data\"; filename=\"x.txt\"\r\n\r\n"
              + "open the gate\r\n"
              + field("displayName", "Orders")
              + field("locale", "en-US")
              + field("kind", "Language")
              + "--b--\r\n";
      String dataset =
          api.send(
                  "POST",
                  "/datasets/upload",
                  form.getBytes(StandardCharsets.UTF_8),
                  Map.of("Content-Type", "multipart/form-data; boundary=b"))
              .expect(201)
              .self();

      Told done = told("DatasetCompletion", 1).get(0);
      api.delete(dataset).expect(204);
      Told deleted = told("DatasetDeletion", 1).get(0);

      assertThat(receiver.told("DatasetCreation")).hasSize(1);
      assertThat(receiver.told("DatasetProcessing")).hasSize(1);
      ApiSchema.check("Dataset", done.json(), "told");
      assertThat(done.json().path("self").stringValue()).isEqualTo(dataset);
      assertThat(done.json().path("status").stringValue()).isEqualTo("Succeeded");
      assertThat(deleted.json().path("self").stringValue()).isEqualTo(dataset);
      for (Told call : receiver.told()) {
        assertThat(call.signature()).isEqualTo(signature("k", call.body()));
      }
      assertThat(receiver.told().stream().map(Told::delivery)).doesNotHaveDuplicates();
    }

    /** What the address gives is no recording, which ends it too. */
    @Test
    void tellTranscriptionsAndEndpoints() {
      String hook =
          passed(
              "\"transcriptionCreation\": true, \"transcriptionProcessing\": true,"
                  + " \"transcriptionCompletion\": true, \"transcriptionDeletion\": true,"
                  + " \"endpointCreation\": true, \"endpointProcessing\": true,"
                  + " \"endpointCompletion\": true, \"endpointDeletion\": true",
              "");
      String transcription =
          api.post(
                  "/transcriptions",
                  """
                  {"displayName": "Clinic", "locale": "en-US", "contentUrls": ["http://127.0.0.1:1/a.wav"]}
                  """)
              .expect(201)
              .self();
      String endpoint =
          api.post("/endpoints", "{\"displayName\": \"Ward\", \"locale\": \"en-US\"}")
              .expect(201)
              .self();

      ApiSchema.check("Transcription", told("TranscriptionCompletion", 1).get(0).json(), "told");
      ApiSchema.check("Endpoint", told("EndpointCompletion", 1).get(0).json(), "told");
      api.post(hook + ":test", "").expect(202);
      assertThat(told("EndpointCompletion", 2).get(1).json().path("self").stringValue())
          .isEqualTo(endpoint);
      told("TranscriptionCompletion", 2);
      api.delete(transcription).expect(204);
      api.delete(endpoint).expect(204);
      assertThat(told("TranscriptionDeletion", 1).get(0).json().path("self").stringValue())
          .isEqualTo(transcription);
      told("EndpointDeletion", 1);
      for (String event :
          List.of(
              "TranscriptionCreation",
              "TranscriptionProcessing",
              "EndpointCreation",
              "EndpointProcessing")) {
        assertThat(receiver.told(event)).as(event).isNotEmpty();
      }
    }

    private static String field(String name, String value) {
      return "--b\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
          .formatted(name, value);
    }

    @Test
    void tellAgainUntilTheyAreHeard() {
      String hook = passed("\"datasetCreation\": true", "");
      AtomicInteger calls = new AtomicInteger();
      receiver.answer(call -> calls.incrementAndGet() < 4 ? 503 : 204);
      api.post("/datasets", DATASET).expect(201);

      List<Told> told = told("DatasetCreation", 4);

      assertThat(told).extracting(Told::delivery).containsOnly(told.get(0).delivery());
      assertThat(api.get(hook).text("properties", "error", "code")).isEmpty();
    }

    @Test
    void sayWhatCouldNotBeToldAndStayInUse() {
      String hook = passed("\"datasetCreation\": true", "");
      receiver.answer(call -> 302);
      api.post("/datasets", DATASET).expect(201);

      ApiAnswer failed =
          await()
              .atMost(Duration.ofSeconds(60))
              .until(
                  () -> api.get(hook),
                  answer -> !answer.text("properties", "error", "code").isEmpty());
      assertThat(failed.text("properties", "error", "code")).isEqualTo("WebHookDeliveryFailed");
      assertThat(failed.text("properties", "error", "message")).contains("302");
      assertThat(failed.text("status")).isEqualTo("Succeeded");
      assertThat(receiver.told("DatasetCreation")).hasSize(6);

      receiver.answer(call -> 200);
      api.post(hook + ":ping", "").expect(202);
      told("Ping", 1);
      await().until(() -> api.get(hook).text("properties", "error", "code").isEmpty());
    }

    @Test
    void arePingedWithThemselvesAndTestedWithWhatThereIs() {
      String hook = passed("\"datasetCreation\": true, \"modelDeletion\": true", "");
      api.post(hook + ":test", "").expect(204);
      String dataset = api.post("/datasets", DATASET).expect(201).self();
      told("DatasetCreation", 1);

      ApiAnswer pinged = api.post(hook + ":ping", "").expect(202);
      api.post(hook + "%3Atest", "").expect(202);

      assertThat(pinged.header("Retry-After")).isNotEmpty();
      assertThat(told("Ping", 1).get(0).json()).isEqualTo(api.get(hook).json());
      assertThat(told("DatasetCreation", 2).get(1).json().path("self").stringValue())
          .isEqualTo(dataset);
      assertThat(receiver.told("ModelDeletion")).isEmpty();
    }

    @Test
    void keepTheirSecretUnlessPropertiesAreSaid() {
      String hook = passed("\"ping\": true", secret("k"));
      api.patch(hook, "{\"displayName\": \"Renamed\"}").expect(200);
      api.post(hook + ":ping", "").expect(202);
      Told first = told("Ping", 1).get(0);
      assertThat(first.signature()).isEqualTo(signature("k", first.body()));

      api.patch(hook, "{\"displayName\": \"Renamed\", \"properties\": {}}").expect(200);
      api.post(hook + ":ping", "").expect(202);
      assertThat(told("Ping", 2).get(1).signature()).isNull();
      assertThat(receiver.told("Challenge")).as("the address stayed").hasSize(1);
    }

    @Test
    void changeTheirEvents() {
      String hook = create("\"ping\": true, \"datasetCreation\": true", "").self();

      assertThat(
              api.merge(hook, "{\"events\": {\"ping\": false, \"modelCreation\": true}}")
                  .expect(200)
                  .json()
                  .path("events")
                  .toString())
          .isEqualTo("{\"datasetCreation\":true,\"modelCreation\":true}");
      assertThat(
              api.patch(hook, "{\"events\": {\"ping\": true}}")
                  .expect(200)
                  .json()
                  .path("events")
                  .toString())
          .isEqualTo("{\"ping\":true}");
    }

    @Test
    void hearNothingOfWhatWasUndoneAndNothingOfOthers() {
      passed("\"datasetCreation\": true", "");
      ApiClient other = ApiClient.withKey(port, programs.key(Role.ORGADMIN));
      other.post("/datasets", DATASET).expect(201);
      api.post("/datasets", "{\"kind\": \"Language\"}").expect(400);
      String own = api.post("/datasets", DATASET).expect(201).self();

      told("DatasetCreation", 1);
      assertThat(receiver.told("DatasetCreation"))
          .extracting(call -> call.json().path("self").stringValue())
          .containsExactly(own);
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "{\"displayName\": \"x\", \"events\": {}}                                    | InvalidPayload",
          "{\"displayName\": \"x\", \"webUrl\": \"http://x.org\"}                      | InvalidWebHookEventKind",
          "{\"displayName\": \"x\", \"webUrl\": \"http://x.org\", \"events\": {\"x\": true}} | InvalidWebHookEventKind",
          "{\"displayName\": \"x\", \"webUrl\": \"http://x.org\", \"events\": {\"ping\": 1}} | InvalidPayload",
          "{\"displayName\": \"x\", \"webUrl\": \"http://a:b@x.org\", \"events\": {}}  | InvalidCallbackUri",
          "{\"displayName\": \"x\", \"webUrl\": \"file:///etc/passwd\", \"events\": {}} | InvalidCallbackUri",
          "{\"displayName\": \"x\", \"webUrl\": \"no address\", \"events\": {}}        | InvalidCallbackUri"
        })
    void areRefusedWhenTheyAreWrong(String body, String code) {
      api.post("/webhooks", body).expect(400, "InvalidRequest", code);
    }

    @Test
    void keepWhatTheirAddressesSayToAdministrators() {
      String secret = "https://hooks.example.org:8443/services/T0/B1?token=abc";
      String hook = api.post("/webhooks", body(secret, "", "")).expect(201).self();
      ApiClient user = ApiClient.withKey(port, programs.key(admin, Role.USER));

      assertThat(api.get(hook).expect(200).text("webUrl")).isEqualTo(secret);
      assertThat(user.get(hook).expect(200).text("webUrl"))
          .isEqualTo("https://hooks.example.org:8443/");
      assertThat(user.get("/webhooks").expect(200).values("webUrl"))
          .containsExactly("https://hooks.example.org:8443/");
    }

    @Test
    void areNoMoreThanAHundred() {
      String hook = body("https://hooks.example.org/", "", "");
      for (int i = 0; i < 100; i++) {
        api.post("/webhooks", hook).expect(201);
      }

      api.post("/webhooks", hook).expect(403, "Forbidden", "QuotaViolation");

      api.delete(api.get("/webhooks").values("self").get(0)).expect(204);
      api.post("/webhooks", hook).expect(201);
    }

    @Test
    void areListedAndFiltered() {
      String first = create("\"ping\": true", "").self();
      List<String> all = new ArrayList<>(List.of(first));
      all.add(
          0, api.post("/webhooks", body("http://other.example.org/", "", "")).expect(201).self());

      assertThat(api.get("/webhooks").values("self")).isEqualTo(all);
      assertThat(
              api.get("/webhooks?filter=webUrl%20ne%20'http://other.example.org/'").values("self"))
          .containsExactly(first);
      assertThat(api.get("/webhooks?filter=status%20eq%20'Running'").expect(200).values("self"))
          .isNotNull();
    }
  }

  @Nested
  class H2Test extends Cases {}

  @Nested
  @OnPostgres
  class PostgresTest extends Cases {}
}
