package io.diction.evaluation;

import static io.diction.organization.OrganizationFixtures.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import io.diction.api.ApiClient;
import io.diction.api.ApiFixtures;
import io.diction.catalog.BaseModels;
import io.diction.custommodel.CustomModelFixtures;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.ModelVersion;
import io.diction.custommodel.Permission;
import io.diction.custommodel.Versions;
import io.diction.dataset.DatasetFiles;
import io.diction.dataset.DatasetFiles.Sent;
import io.diction.dataset.TrainingData.Pair;
import io.diction.evaluation.run.TestHypothesis;
import io.diction.evaluation.run.TestRows;
import io.diction.evaluation.run.UtteranceRows;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.OrganizationFixtures;
import io.diction.speech.audio.Audio;
import io.diction.speech.audio.WavWriter;
import io.diction.speech.evaluate.ErrorCauses.Cause;
import io.diction.storage.Blob;
import io.diction.storage.Blobs;
import io.diction.testing.PortalTest;
import io.diction.testing.SpeechFixtures;
import io.diction.training.Training;
import io.diction.web.Refusal.WrongState;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;

/** Real trainings of small models, and all that follows from them by itself or on demand. */
@PortalTest
@Import({OrganizationFixtures.class, CustomModelFixtures.class, ApiFixtures.class})
class TrainedVersionTest {
  private static final List<String> EVERYDAY =
      List.of(
          "the house is on the green hill",
          "she goes home with her brother every evening",
          "we would like to have some bread and butter",
          "there was nobody in the street this morning",
          "he said that it was too late to go back",
          "they have been waiting for a letter for weeks");

  private static final List<String> SURGERY =
      List.of(
          "the stenosis of the left artery was severe",
          "we implanted a stent in the right coronary artery",
          "no stenosis was seen after the stent");

  @Autowired private MockMvc mvc;
  @Autowired private OrganizationFixtures people;
  @Autowired private CustomModelFixtures models;
  @Autowired private Versions versions;
  @Autowired private BaseModels baseModels;
  @Autowired private Training training;
  @Autowired private NewTests newTests;
  @Autowired private TestRows runs;
  @Autowired private UtteranceRows rows;
  @Autowired private Blobs blobs;
  @Autowired private ApiFixtures programs;
  @LocalServerPort private int port;

  private SignedIn admin;

  @BeforeEach
  void makeAdmin() {
    admin = people.user(Role.ORGADMIN);
  }

  @Test
  void isTestedReproducedAndTakenApart() throws Exception {
    CustomModelId model = models.model(admin, "Surgery");
    String place = "/custom-models/" + model;
    sendTests(model, SURGERY);
    send(
        model,
        "TRANSCRIPT",
        Sent.text(
            "operations.txt",
            String.join(
                "\n",
                SURGERY.get(0),
                SURGERY.get(1),
                "the artery was open after the stent was implanted",
                "a severe stenosis of the right coronary artery was seen")),
        Sent.text(
            "weather.txt",
            "rain is expected in the north\nthe wind will be weak\nit stays cold until friday\n"));
    String[] tests = data(place + "/tests", "standing");
    assertThat(post(place + "/tests/standing", "dataset", tests).getStatus()).isEqualTo(302);

    ModelVersion version = train(model);

    assertThat(version.made().settings()).containsPattern("\"testData\":\"[0-9a-f]{64}\"");
    // The standing test of the new version begins by itself and stands in the history.
    awaitThat(() -> history(place).contains("Version 1"));
    String versionPage = place + "/versions/" + version.id();
    Document shown = page(versionPage);
    assertThat(shown.select("#weight tbody tr")).hasSize(11);
    assertThat(shown.select("#weight polyline").last().attr("points"))
        .startsWith("0.0,")
        .contains(" 90.0,");
    assertThat(shown.select("#worth form").text()).contains("2 trainings aside", "no credits");

    assertThat(post(versionPage + "/reproduce", "x", "").getStatus()).isEqualTo(302);
    assertThat(post(versionPage + "/worth", "x", "").getStatus()).isEqualTo(302);
    assertThat(post(versionPage + "/worth", "x", "").getStatus()).isEqualTo(409);
    awaitThat(
        () -> {
          Document now = page(versionPage);
          return now.select("#worth [role=status], [aria-labelledby=again-title] [role=status]")
              .isEmpty();
        });

    Document done = page(versionPage);
    assertThat(done.select("[aria-labelledby=again-title] .status-badge").text())
        .isEqualTo("the same bytes");
    assertThat(done.select("[aria-labelledby=again-title] code").text())
        .isEqualTo(version.made().artifact().sha256());
    assertThat(done.select("#worth tbody th").eachText())
        .containsExactlyInAnyOrder("operations.txt", "weather.txt");
    assertThat(done.select("#worth").text()).contains("of 24 words in 3 utterances");
    for (Element row : done.select("#worth tbody tr")) {
      assertThat(row.text()).containsPattern("[+-][0-9]+\\.[0-9] points");
    }
    // Nothing has changed: training again is refused, and Retrain leads to the data.
    assertThatThrownBy(() -> training.start(model, version.baseModel().value(), admin))
        .isInstanceOf(WrongState.class);
    assertThat(page(place + "/versions").select("#retrain").attr("href")).endsWith("/datasets");
  }

  /** It learns a few words by heart, and hears them everywhere. */
  @Test
  void isHeldBackWhereItForgotEverydaySpeech() throws Exception {
    CustomModelId everyday = models.model(admin, "Everyday");
    sendTests(everyday, EVERYDAY);
    String tests = "/custom-models/" + everyday + "/tests";
    assertThat(post(tests + "/guard", "dataset", data(tests, "guard")).getStatus()).isEqualTo(302);
    CustomModelId model = models.model(admin, "Numbers");
    List<String> digits = List.of("seven", "eight", "nine", "four");
    send(
        model,
        "TRANSCRIPT",
        Sent.text(
            "numbers.txt",
            String.join(
                "\n",
                IntStream.range(0, 600)
                    .mapToObj(
                        i ->
                            "code "
                                + digits.get(i % 4)
                                + " "
                                + digits.get(i / 4 % 4)
                                + " "
                                + digits.get(i / 16 % 4)
                                + " over")
                    .toList())));

    ModelVersion version = train(model);

    String place = "/custom-models/" + model + "/versions/" + version.id();
    awaitThat(() -> !page(place).select("#guard dl").isEmpty());
    assertThat(page(place).select("#guard").text()).contains("lost more than it may", "real");
    assertThat(versions.accepted(model)).isEmpty();
    String asked = post(place + "/accept", "x", "").getContentAsString(StandardCharsets.UTF_8);
    assertThat(Jsoup.parse(asked).select("#accept-objection-text").text())
        .contains("points (", "train again");
    assertThat(post(place + "/accept", "reason", "Digits are all we need").getStatus())
        .isEqualTo(302);
    assertThat(versions.accepted(model).orElseThrow().number()).isEqualTo(1);
    knowsOwnTermsWhereACustomerMeasuresWithThem(model, version);
  }

  private void knowsOwnTermsWhereACustomerMeasuresWithThem(
      CustomModelId model, ModelVersion version) throws Exception {
    SignedIn customer = people.user(Role.ORGADMIN);
    models.share(model, customer.organization(), Permission.USE);
    mvc.perform(
            MockMvcRequestBuilders.post("/custom-models/{id}/own-terms", model)
                .param("terms", "Brindamoor")
                .with(as(customer))
                .with(csrf()))
        .andReturn();
    String said = "we drove to brindamoor";
    Blob sound =
        blobs.store(
            customer.organization(),
            new ByteArrayInputStream(WavWriter.bytes(SpeechFixtures.say(said))));
    SaidClip clip =
        new SaidClip(
            null,
            new Pair(
                "trip.wav",
                blobs.file(customer.organization(), sound.sha256()),
                sound.sha256(),
                0,
                null,
                said,
                ""),
            Audio.RECOGNITION_RATE_HZ);

    UUID run =
        newTests.start(
            model,
            new NewTest(
                "",
                List.of("version:" + version.id(), "own:" + version.id()),
                List.of(),
                List.of(clip)),
            customer);
    awaitThat(() -> runs.find(customer.organization(), run).orElseThrow().isFinished());

    List<TestHypothesis> heard = rows.heard(run, null);
    assertThat(heard).hasSize(2);
    assertThat(cause(heard.get(0), "brindamoor")).isEqualTo(Cause.UNKNOWN_WORD);
    assertThat(cause(heard.get(1), "brindamoor")).isNotEqualTo(Cause.UNKNOWN_WORD);
    hearsOwnTermsAtAnEndpoint(model, customer);
  }

  private void hearsOwnTermsAtAnEndpoint(CustomModelId model, SignedIn customer) {
    SignedIn other = people.user(Role.ORGADMIN);
    models.share(model, other.organization(), Permission.USE);

    assertThat(heardAtAnEndpoint(model, customer)).contains("brindamoor");
    assertThat(heardAtAnEndpoint(model, other)).as("a list is of one").doesNotContain("brindamoor");
  }

  private String heardAtAnEndpoint(CustomModelId model, SignedIn who) {
    ApiClient api = ApiClient.withKey(port, programs.key(who, Role.USER));
    String base = api.get("/models/base").values("self").get(0);
    String self = base.substring(0, base.indexOf("/base/")) + "/" + model;
    String endpoint =
        api.post(
                "/endpoints",
                """
                {"displayName": "Ward", "locale": "en-US", "model": {"self": "%s"}}
                """
                    .formatted(self))
            .expect(201)
            .self();
    awaitThat(() -> api.get(endpoint).text("status").equals("Succeeded"));
    return api.send(
            "POST",
            api.place(
                "/speech/recognition/conversation/cognitiveservices/v1?format=detailed&cid="
                    + endpoint.substring(endpoint.lastIndexOf('/') + 1)),
            WavWriter.bytes(SpeechFixtures.say("we drove to brindamoor")),
            Map.of("Content-Type", "audio/wav"))
        .expect(200)
        .text();
  }

  private static @Nullable Cause cause(TestHypothesis heard, String word) {
    return heard.words().stream()
        .filter(one -> word.equals(one.reference()))
        .findFirst()
        .orElseThrow()
        .cause();
  }

  /** All that a form of the page offers. */
  private String[] data(String path, String form) {
    List<String> values =
        page(path).select("form[action$=/" + form + "] [name=dataset]").eachAttr("value");
    assertThat(values).isNotEmpty();
    return values.toArray(String[]::new);
  }

  private String history(String place) {
    return page(place + "/tests").select("[aria-labelledby=history-title] tbody").text();
  }

  private ModelVersion train(CustomModelId model) {
    training.start(model, baseModels.trainable("en-US").get(0).id().value(), admin);
    awaitThat(() -> !versions.list(model, admin).isEmpty());
    return versions.list(model, admin).get(0);
  }

  private void sendTests(CustomModelId model, List<String> sentences) throws Exception {
    List<Sent> sounds = new ArrayList<>();
    List<Sent> texts = new ArrayList<>();
    for (int i = 0; i < sentences.size(); i++) {
      sounds.add(
          new Sent("clip-" + i + ".wav", WavWriter.bytes(SpeechFixtures.say(sentences.get(i)))));
      texts.add(Sent.text("clip-" + i + ".txt", sentences.get(i) + "\n"));
    }
    send(model, "AUDIO", sounds.toArray(Sent[]::new));
    send(model, "TEST", texts.toArray(Sent[]::new));
  }

  private void send(CustomModelId model, String type, Sent... files) throws Exception {
    mvc.perform(
            MockMvcRequestBuilders.post("/custom-models/{id}/datasets", model)
                .contentType("multipart/form-data; boundary=" + DatasetFiles.BOUNDARY)
                .content(DatasetFiles.form(type, List.of(files)))
                .with(as(admin))
                .with(csrf().asHeader()))
        .andReturn();
    awaitThat(
        () ->
            !page("/custom-models/" + model + "/datasets")
                .select("#datasets")
                .text()
                .contains("Validating"));
  }

  private static void awaitThat(BooleanSupplier holds) {
    await()
        .atMost(Duration.ofMinutes(4))
        .pollInterval(Duration.ofMillis(300))
        .until(holds::getAsBoolean);
  }

  private Document page(String path) {
    try {
      MockHttpServletResponse response =
          mvc.perform(get(path).with(as(admin))).andReturn().getResponse();
      assertThat(response.getStatus()).as(path).isEqualTo(200);
      return Jsoup.parse(response.getContentAsString(StandardCharsets.UTF_8));
    } catch (Exception e) {
      throw new AssertionError(path, e);
    }
  }

  private MockHttpServletResponse post(String path, String name, String... value) throws Exception {
    return mvc.perform(
            MockMvcRequestBuilders.post(path).param(name, value).with(as(admin)).with(csrf()))
        .andReturn()
        .getResponse();
  }
}
