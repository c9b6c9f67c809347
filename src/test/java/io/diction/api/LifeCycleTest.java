package io.diction.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.diction.api.hook.Receiver;
import io.diction.api.hook.Receiver.Told;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.OrganizationFixtures;
import io.diction.organization.plan.Credits;
import io.diction.speech.audio.WavWriter;
import io.diction.testing.PortalTest;
import io.diction.testing.SpeechFixtures;
import jakarta.mail.Message;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** What a program does with a model from its data to its copy elsewhere, and what it is told. */
@PortalTest
@TestPropertySource(
    properties = {
      "diction.api.rate-limit=100000",
      "diction.api.allowed-hosts=127.0.0.1",
      "diction.api.web-hook-turn=50ms",
      "diction.mail.from=portal@diction.example",
      "spring.mail.host=127.0.0.1"
    })
@Import({OrganizationFixtures.class, ApiFixtures.class})
class LifeCycleTest {
  private static final GreenMail MAIL =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
  private static final String SAID = "open the north gate";
  private static final byte[] SPEECH = WavWriter.bytes(SpeechFixtures.say(SAID));
  private static final Map<String, String> WAV = Map.of("Content-Type", "audio/wav");
  private static final String EMAIL = "\"email\": \"somebody@example.org\"";

  @DynamicPropertySource
  static void mail(DynamicPropertyRegistry properties) {
    MAIL.start();
    properties.add("spring.mail.port", () -> MAIL.getSmtp().getPort());
  }

  @AfterAll
  static void stop() {
    MAIL.stop();
  }

  @Autowired private OrganizationFixtures people;
  @Autowired private ApiFixtures programs;
  @Autowired private Credits credits;
  @LocalServerPort private int port;

  private final ContentServer server = new ContentServer();
  private Receiver receiver;
  private SignedIn admin;
  private ApiClient api;

  @BeforeEach
  void enter() throws IOException {
    receiver = new Receiver();
    admin = people.user(Role.ORGADMIN);
    OrganizationFixtures.grant(credits, admin.organization(), 1);
    api = ApiClient.withKey(port, programs.key(admin, Role.ORGADMIN));
  }

  @AfterEach
  void leave() {
    receiver.close();
    server.close();
  }

  private String create(String collection, String more) {
    ApiAnswer made =
        api.post(
                "/" + collection, "{\"displayName\": \"Gates\", \"locale\": \"en-US\"" + more + "}")
            .expect(201);
    assertThat(made.header("Location")).isEqualTo(made.self());
    return made.self();
  }

  private static String reference(String name, String self) {
    return ", \"%s\": {\"self\": \"%s\"}".formatted(name, self);
  }

  private ApiAnswer succeeded(ApiClient who, String self) {
    ApiAnswer ended =
        await()
            .atMost(Duration.ofMinutes(2))
            .pollInterval(Duration.ofMillis(200))
            .until(
                () -> who.get(self).expect(200),
                answer -> List.of("Succeeded", "Failed").contains(answer.text("status")));
    assertThat(ended.text("status")).as(ended.text()).isEqualTo("Succeeded");
    return ended;
  }

  private String data() {
    String text =
        IntStream.range(0, 40)
            .mapToObj(i -> SAID + " number " + i)
            .collect(Collectors.joining("\n", "\uFEFF", "\n"));
    return create(
        "datasets",
        ", \"kind\": \"Language\", \"contentUrl\": \"%s\""
            .formatted(server.put("/said.txt", text.getBytes(StandardCharsets.UTF_8))));
  }

  private String test() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("gate.wav"));
      zip.write(SPEECH);
      zip.putNextEntry(new ZipEntry("trans.txt"));
      zip.write(("gate.wav\t" + SAID + "\n").getBytes(StandardCharsets.UTF_8));
    }
    return create(
        "datasets",
        ", \"kind\": \"Acoustic\", \"contentUrl\": \"%s\""
            .formatted(server.put("/test.zip", bytes.toByteArray())));
  }

  private String hook() {
    String hook =
        api.post(
                "/webhooks",
                """
                {"displayName": "Gates", "webUrl": "%s", "events": {"modelCreation": true,
                 "modelProcessing": true, "modelCompletion": true, "modelDeletion": true}}
                """
                    .formatted(receiver.address()))
            .expect(201)
            .self();
    return succeeded(api, hook).self();
  }

  @Test
  void leadsFromDataToAModelThatRecognisesAndIsCopied() throws Exception {
    var unused = hook();
    String data = data();
    String test = test();
    succeeded(api, data);
    succeeded(api, test);

    String model =
        create(
            "models",
            ", \"datasets\": [{\"self\": \"%s\"}], \"properties\": {%s}".formatted(data, EMAIL));
    String base = succeeded(api, model).text("baseModel", "self");
    assertThat(api.get(model).text("properties", "email")).isEmpty();

    measures(base, model, test);
    deploys(model);
    transcribes(model);
    copies(model);

    api.delete(model).expect(204);
    api.get(model).expect(404);
    List<Told> told =
        await().atMost(Duration.ofSeconds(30)).until(receiver::told, calls -> calls.size() >= 5);
    assertThat(told)
        .extracting(Told::event)
        .containsExactly(
            "Challenge", "ModelCreation", "ModelProcessing", "ModelCompletion", "ModelDeletion");
    assertThat(told.subList(1, 5))
        .allSatisfy(call -> assertThat(call.json().path("self").stringValue()).isEqualTo(model));
    ApiSchema.check("CustomModel", told.get(3).json(), "what is told");
    assertThat(told.get(3).json().path("status").stringValue()).isEqualTo("Succeeded");
    assertThat(subjects())
        .containsExactlyInAnyOrder(
            "Diction: Gates has succeeded",
            "Diction: Gates has succeeded",
            "Diction: Gates has succeeded",
            "Diction: Gates has succeeded");
  }

  private static List<String> subjects() throws Exception {
    assertThat(MAIL.waitForIncomingEmail(30_000, 4)).isTrue();
    List<String> subjects = new ArrayList<>();
    for (Message message : MAIL.getReceivedMessages()) {
      subjects.add(message.getSubject());
    }
    return subjects;
  }

  private void measures(String base, String model, String test) {
    String evaluation =
        create(
            "evaluations",
            reference("model1", base)
                + reference("model2", model)
                + reference("dataset", test)
                + ", \"properties\": {"
                + EMAIL
                + "}");
    JsonNode figures = succeeded(api, evaluation).json().path("properties");
    assertThat(figures.path("wordCount2").intValue()).isEqualTo(4);
    assertThat(figures.path("wordErrorRate2").doubleValue())
        .isBetween(0.0, figures.path("wordErrorRate1").doubleValue());
    assertThat(figures.has("email")).isFalse();
    assertThat(api.get(evaluation + "/files").expect(200).values("name"))
        .containsExactlyInAnyOrder("gate.wav.model1_score.json", "gate.wav.model2_score.json");
    api.delete(evaluation).expect(204);
  }

  private void deploys(String model) {
    String endpoint =
        create("endpoints", reference("model", model) + ", \"properties\": {" + EMAIL + "}");
    ApiAnswer deployed = succeeded(api, endpoint);
    assertThat(deployed.text("properties", "email")).isEmpty();
    ApiAnswer heard =
        api.send("POST", deployed.text("links", "restConversation"), SPEECH, WAV).expect(200);
    assertThat(heard.text("DisplayText")).containsIgnoringCase(SAID);
    api.delete(model).expect(409, "Conflict", "InUseViolation");
    api.delete(endpoint).expect(204);
  }

  private void transcribes(String model) {
    String transcription =
        create(
            "transcriptions",
            reference("model", model)
                + ", \"contentUrls\": [\"%s\"], \"properties\": {%s}"
                    .formatted(server.put("/gate.wav", SPEECH), EMAIL));
    assertThat(succeeded(api, transcription).text("model", "self")).isEqualTo(model);
    JsonNode file =
        api.get(transcription + "/files?filter=kind%20eq%20'Transcription'")
            .expect(200)
            .json()
            .at("/values/0");
    JsonNode heard =
        ApiClient.stranger(port).get(file.at("/links/contentUrl").stringValue()).expect(200).json();
    assertThat(heard.at("/combinedRecognizedPhrases/0/lexical").stringValue()).isEqualTo(SAID);
    api.delete(transcription).expect(204);
  }

  private void copies(String model) {
    SignedIn taker = people.user(Role.ORGADMIN);
    ApiClient target = ApiClient.withKey(port, programs.key(taker, Role.ORGADMIN));
    String allowed =
        target
            .post(
                "/models:authorizecopy",
                "{\"sourceResourceId\": \"org-%s\"}".formatted(admin.organization()))
            .expect(200)
            .text();
    ApiAnswer operation = api.post(model.replaceFirst(".*(?=/models)", "") + ":copy", allowed);
    String copy = succeeded(api, operation.expect(202).self()).text("result", "link");
    assertThat(target.get(copy).expect(200).text("status")).isEqualTo("Succeeded");
    JsonNode theirs = target.get(copy + "/manifest").expect(200).json().path("modelFiles");
    JsonNode ours = api.get(model + "/manifest").expect(200).json().path("modelFiles");
    assertThat(names(theirs)).isEqualTo(names(ours)).isNotEmpty();
    target.delete(copy).expect(204);
  }

  private static List<String> names(JsonNode files) {
    return files.valueStream().map(file -> file.path("name").stringValue()).toList();
  }
}
