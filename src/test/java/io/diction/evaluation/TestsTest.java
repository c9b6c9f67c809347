package io.diction.evaluation;

import static io.diction.organization.OrganizationFixtures.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.diction.catalog.BaseModels;
import io.diction.custommodel.CustomModelFixtures;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.CustomModels;
import io.diction.custommodel.ModelArchive;
import io.diction.custommodel.ModelView;
import io.diction.custommodel.Permission;
import io.diction.dataset.DatasetFiles;
import io.diction.dataset.DatasetFiles.Sent;
import io.diction.dataset.DatasetFixtures;
import io.diction.dataset.DatasetId;
import io.diction.dataset.TestData.TestSet;
import io.diction.dataset.clip.ClipFixtures;
import io.diction.evaluation.figures.Figures.Known;
import io.diction.evaluation.run.TestRows;
import io.diction.evaluation.run.TestRun;
import io.diction.evaluation.run.TestSubject;
import io.diction.evaluation.run.TestUtterance;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.OrganizationFixtures;
import io.diction.speech.Progress;
import io.diction.speech.audio.Audio;
import io.diction.speech.audio.AudioDecoder;
import io.diction.speech.audio.WavWriter;
import io.diction.storage.Blob;
import io.diction.storage.Blobs;
import io.diction.testing.PortalTest;
import io.diction.testing.SpeechFixtures;
import io.diction.training.TestWanted;
import io.diction.training.TrainingFinished;
import io.diction.training.run.Outcome;
import io.diction.training.run.RunId;
import io.diction.vocabulary.VocabularyTerms;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@PortalTest
@Import({
  OrganizationFixtures.class,
  CustomModelFixtures.class,
  DatasetFixtures.class,
  ClipFixtures.class,
  EvaluationFixtures.class
})
class TestsTest {
  private static final String BOUNDARY = "a-boundary-of-the-test";

  @Autowired private MockMvc mvc;
  @Autowired private VocabularyTerms terms;
  @Autowired private OrganizationFixtures people;
  @Autowired private CustomModelFixtures models;
  @Autowired private DatasetFixtures datasets;
  @Autowired private ClipFixtures clips;
  @Autowired private EvaluationFixtures tests;
  @Autowired private CustomModels customModels;
  @Autowired private BaseModels baseModels;
  @Autowired private TestRows runs;
  @Autowired private TestChoices choices;
  @Autowired private UploadedLeaks leaks;
  @Autowired private AudioDecoder decoder;
  @Autowired private Blobs blobs;
  @Autowired private ModelArchive archive;
  @Autowired private StandingTests standing;
  @Autowired private TransactionOperations transaction;
  @Autowired private JdbcClient jdbc;
  @TempDir private Path folder;

  private SignedIn user;
  private CustomModelId model;
  private String place;

  @BeforeEach
  void makeModel() {
    user = people.user(Role.USER);
    model = models.trained(user, "Court");
    place = "/custom-models/" + model + "/tests";
  }

  @Test
  void measuresTheBaseModelOnUploadedRecordingsAndExportsWhatItFound() throws Exception {
    assertThat(page(user, place).select("main").text()).contains("No tests yet");
    String test =
        start(
            user,
            Map.of("subject", base(), "name", "First <b>look"),
            Map.of(
                "hill.wav", sound("the house is on the green hill"),
                "hill.txt", bytes("The house is on the greene hill, today.")));

    Document page = awaitEnd(test);

    assertThat(page.select("h1").text()).isEqualTo("First <b>look");
    assertThat(page.select(".status-badge").first().text()).isEqualTo("Finished");
    assertThat(page.select("[data-label=Words]").text()).isEqualTo("8");
    JsonNode json = JsonMapper.shared().readTree(export(test, "results.json"));
    JsonNode errors = json.get("subjects").get(0).get("errors");
    int wrong =
        errors.get("substitutions").asInt()
            + errors.get("deletions").asInt()
            + errors.get("insertions").asInt();
    assertThat(wrong).isPositive();
    assertThat(page.select("[data-label=WER]").text())
        .isEqualTo("%.1f %%".formatted(100.0 * wrong / 8));
    assertThat(json.get("test").get("dataSha256").asString()).hasSize(64);
    JsonNode words = json.get("utterances").get(0).get("hypotheses").get(0).get("words");
    assertThat(words.get(0).get("end").asDouble())
        .isGreaterThan(words.get(0).get("start").asDouble());
    assertThat(export(test, "results.csv"))
        .contains("hill.wav")
        .contains("greene hill")
        .contains(",alignment\r\n", "S:greene:green H:hill:hill");
    assertThat(export(test, "reference.trn"))
        .isEqualTo("the house is on the greene hill today(unknown-00001)\n".replace("(", " ("));
    assertThat(export(test, "hypothesis.trn")).contains("house").endsWith("(unknown-00001)\n");
    assertThat(export(test, "hypothesis.ctm")).contains("unknown-00001 1 ").contains(" on 0.");
    JsonNode measured = json.get("subjects").get(0);
    assertThat(disposition(test + "/export/hypothesis.trn"))
        .contains(
            "hypothesis-1 (" + measured.get("label").asString(),
            ", " + measured.get("sha256").asString().substring(0, 12) + ").trn");
    assertThat(disposition(test + "/export/reference.trn")).contains("\"reference.trn\"");
    assertThat(export(test, "report.html"))
        .contains("First &lt;b&gt;look")
        .contains("<table>", "Missed most: ", "By noise", " UTC;")
        .containsOnlyOnce("<audio controls preload=\"none\" src=\"data:audio/wav;base64,UklGR")
        .doesNotContain("href=", "http");
    assertThat(export(test, "results.schema.json")).contains("\"$schema\"");
    assertThat(status(user, test + "/export/passwords.txt")).isEqualTo(404);
  }

  @Test
  void saysHowMuchMoreTestDataWouldTell() throws Exception {
    assertThat(page(user, place + "/" + tests.finished(model, user)).text())
        .contains("possibly chance less than a minute more of test data would tell");
  }

  @Test
  void showsUtterancesWordByWordFindsThemAndKeepsComments() throws Exception {
    String test = place + "/" + tests.finished(model, user);

    Document all = page(user, test + "/utterances");
    assertThat(all.select("[data-utterance]")).hasSize(4);
    assertThat(all.select("[data-utterance]").first().text()).contains("1 error in 4 words");
    assertThat(page(user, test + "/utterances?fault=RIGHT").select("[data-utterance]")).hasSize(2);
    assertThat(page(user, test + "/utterances?subject=0&fault=SUBSTITUTION").text())
        .contains("patience")
        .doesNotContain("monday");
    assertThat(page(user, test + "/utterances?words=MONDAY").select("[data-utterance]")).hasSize(1);
    assertThat(page(user, test + "/utterances?words=100%25").text())
        .contains("No utterance is like that");
    for (String sort : List.of("rate", "number", "speaker", "length", "noise")) {
      assertThat(page(user, test + "/utterances?sort=" + sort).select("[data-utterance]"))
          .hasSize(4);
    }

    // Rates stand in the list without its figures being read.
    assertThat(page(user, place).select(".test-rate strong")).hasSize(2);

    Document one = page(user, test + "/utterances/1");
    assertThat(one.select(".heard-substitution").text()).contains("patience");
    assertThat(one.select("[aria-labelledby=why-title]").text())
        .contains("heard as “patience”")
        .contains("12 times likelier");
    String mend =
        one.select("[aria-labelledby=why-title] a:contains(with this sentence)").attr("href");
    Document vocabulary = page(user, mend);
    assertThat(vocabulary.select("#term").val()).isEqualTo("patient");
    assertThat(vocabulary.select("#context").val()).isEqualTo("the patient slept well");
    assertThat(send(user, test + "/utterances/1/comments", "text", " ").getStatus()).isEqualTo(422);
    assertThat(
            send(user, test + "/utterances/1/comments", "text", "She says <i>patient").getStatus())
        .isEqualTo(302);
    assertThat(page(user, test + "/utterances/1").select("#comments li").text())
        .contains("She says <i>patient");
    assertThat(page(user, test + "/utterances?sort=number").text()).contains("1 comment");
    jdbc.sql(
            """
            insert into test_comment (id, run_id, utterance, by_user, by_name, text, created_at)
            select random_uuid(), c.run_id, c.utterance, c.by_user, c.by_name, c.text, c.created_at
            from test_comment c, system_range(1, 199)
            where c.run_id = :run
            """)
        .param("run", UUID.fromString(test.substring(test.lastIndexOf('/') + 1)))
        .update();
    assertThat(send(user, test + "/utterances/1/comments", "text", "One more").getStatus())
        .as("there is an end to what one page shows")
        .isEqualTo(409);
    MockHttpServletResponse sound =
        mvc.perform(get(test + "/utterances/2/audio").with(as(user))).andReturn().getResponse();
    assertThat(sound.getContentAsByteArray()).startsWith('R', 'I', 'F', 'F');
    assertThat(status(user, test + "/utterances/5")).isEqualTo(404);
  }

  /**
   * The page of the test leads to the right ones and the missed ones of a term, and to speakers.
   */
  @Test
  void leadsFromTheFiguresToTheUtterancesBehindThem() throws Exception {
    terms.add(model, "patient", "", "", 1, user);
    terms.add(model, "stent", "", "", 1, user);
    String test = place + "/" + tests.finished(model, user);

    Document page = page(user, test);

    assertThat(page.select("[aria-labelledby=speakers-title] th a").eachText())
        .containsExactly("Ann", "Ben");
    assertThat(utterancesBehind(page, "[aria-labelledby=speakers-title] th a:contains(Ben)"))
        .containsExactly("3", "4");
    Elements recalls = page.select("[aria-labelledby=terms-title] [data-label=Recall]");
    assertThat(recalls.eachText())
        .containsExactly("0.0 % 1 missed", "100.0 %", "0.0 % 1 missed", "100.0 %");
    assertThat(recalls.get(0).select("a").eachText()).containsExactly("1 missed");
    assertThat(utterancesBehind(recalls.get(0), "a")).containsExactly("1");
    assertThat(utterancesBehind(recalls.get(3), "a")).containsExactly("2");
    assertThat(recalls.get(3).select("a").attr("href")).contains("outcome=RIGHT");
  }

  private List<String> utterancesBehind(Element within, String link) throws Exception {
    return page(user, within.select(link).attr("href"))
        .select("[data-utterance] h3")
        .eachText()
        .stream()
        .map(name -> name.substring(0, name.indexOf(' ')))
        .sorted()
        .toList();
  }

  @Test
  void goesFromOneUtteranceToTheNextAsTheListHasThem() throws Exception {
    String list = place + "/" + tests.finished(model, user) + "/utterances";
    for (String query : List.of("", "?sort=number", "?subject=0&sort=length", "?fault=RIGHT")) {
      List<String> links =
          page(user, list + query).select("[data-utterance] h3 a:not([href*=#])").eachAttr("href");
      assertThat(links).hasSize(query.endsWith("RIGHT") ? 2 : 4);
      List<String> walked = new ArrayList<>();
      String at = links.get(0);
      while (!at.isEmpty()) {
        walked.add(at);
        Document one = page(user, at);
        assertThat(one.select("[rel=prev]").attr("href"))
            .isEqualTo(walked.size() == 1 ? "" : walked.get(walked.size() - 2));
        assertThat(one.select(".crumbs li:last-child a").attr("href")).isEqualTo(list + query);
        at = one.select("[rel=next]").attr("href");
      }
      assertThat(walked).isEqualTo(links);
    }
    // A comment leads back to the same place of the same list.
    String first = page(user, list + "?fault=RIGHT").select("[data-utterance] h3 a").attr("href");
    String form = page(user, first).select("#comments form").attr("action");
    assertThat(send(user, form, "text", "Good").getRedirectedUrl()).isEqualTo(first);
    assertThat(page(user, list + "/1?words=nothing%20like%20it").select("[rel=prev], [rel=next]"))
        .isEmpty();
  }

  /** Links of the scorecard: "art" is no part of "start" there, and each model has its own. */
  @Test
  void findsTermsAsWholeWordsAndWhatBecameOfThem() throws Exception {
    String list = place + "/" + tests.finished(model, user) + "/utterances";
    assertThat(page(user, list + "?words=pat").select("[data-utterance]")).hasSize(1);
    assertThat(page(user, list + "?term=pat").select("[data-utterance]")).isEmpty();
    Document found = page(user, list + "?term=The%20Stent");
    assertThat(found.select("[data-utterance]")).hasSize(1);
    assertThat(found.select("#narrowed").text()).contains("With the term “The Stent”");
    assertThat(found.select("input[name=term]").val()).isEqualTo("The Stent");

    Document said = page(user, list + "?speaker=Ann");
    assertThat(said.select("[data-utterance]")).hasSize(2);
    assertThat(said.select("#narrowed").text()).isEqualTo("Said by Ann. Clear filters");
    assertThat(said.select("#narrowed a").attr("href")).isEqualTo(list);
    assertThat(said.select("input[name=speaker]").val()).isEqualTo("Ann");
    assertThat(page(user, list).select("#narrowed, input[name=speaker]")).isEmpty();

    Map<String, Integer> outcomes =
        Map.of(
            "term=stent&subject=0&outcome=MISSED", 1,
            "term=stent&subject=1&outcome=MISSED", 0,
            "term=stent&subject=1&outcome=RIGHT", 1,
            "term=spent&subject=0&outcome=FALSE", 1,
            "term=spent&subject=1&outcome=FALSE", 0,
            "term=she%20goes&subject=0&outcome=RIGHT", 1,
            "term=stent&outcome=drop%20table", 1);
    outcomes.forEach(
        (asked, hits) ->
            assertThat(quiet(list + "?" + asked).select("[data-utterance]"))
                .as(asked)
                .hasSize(hits));
  }

  private Document quiet(String path) {
    try {
      return page(user, path);
    } catch (Exception problem) {
      throw new AssertionError(path, problem);
    }
  }

  @Test
  void looksAtRecordingsWithoutTranscriptsSideBySide() throws Exception {
    String test =
        start(
            user,
            Map.of("subject", base()),
            Map.of("a.wav", sound("the house is on the green hill")));

    Document page = awaitEnd(test);

    assertThat(page.select("main").text()).contains("Inspection").doesNotContain("WER");
    assertThat(page(user, test + "/utterances").select(".heard-word").text()).contains("house");
    assertThat(status(user, test + "/export/reference.trn")).isEqualTo(404);
  }

  /** What was set aside of a dataset is tested, also by itself from now on. */
  @Test
  void measuresWhatADatasetHoldsOutAndKeepsItAsStandingTest() throws Exception {
    UUID dataset = datasets.mendable(model, user, UUID.randomUUID());
    clips.add(dataset);
    assertThat(page(user, place + "/new").select("[name=dataset]")).isEmpty();
    jdbc.sql("update dataset set status = 'READY' where id = :id").param("id", dataset).update();
    assertThat(page(user, place + "/new").select("fieldset").text())
        .contains("calls.zip 1 utterance");

    String test = start(user, Map.of("subject", base(), "dataset", dataset.toString()), Map.of());

    Document page = awaitEnd(test);
    assertThat(page.select("h1").text()).isEqualTo("calls.zip");
    assertThat(page.select("[data-label=Words]").text()).isEqualTo("4");
    assertThat(page.select("[aria-labelledby=speakers-title] tbody th").text()).isEqualTo("Ben");
    assertThat(page.text()).contains("16000 Hz");

    assertThat(send(user, place + "/standing", "dataset", dataset.toString()).getStatus())
        .isEqualTo(302);
    assertThat(page(user, place).select("form[action$=standing] [checked]")).hasSize(1);
    assertThat(send(user, place + "/standing", "dataset", UUID.randomUUID().toString()).getStatus())
        .isEqualTo(422);
  }

  /** Where datasets are ticked already, what is uploaded is tested in their place. */
  @Test
  void looksAtUploadedRecordingsInThePlaceOfTheTestData() throws Exception {
    UUID dataset = heldOut();
    assertThat(page(user, place + "/new").select("#test-files-hint").text())
        .contains("in the place of the model’s test data", "200 files", "4 GB", "10 minutes");

    String test =
        start(
            user,
            Map.of("subject", base(), "dataset", dataset.toString()),
            Map.of("a.wav", sound("the house is on the green hill")));

    Document page = awaitEnd(test);
    assertThat(page.select("h1").text()).isEqualTo("a.wav");
    assertThat(page.select("main").text()).contains("Inspection");
    assertThat(page(user, test + "/utterances").select("[data-utterance]")).hasSize(1);
  }

  @Test
  void keepsWhatWasFilledInWhereItIsRefused() throws Exception {
    UUID dataset = heldOut();
    Map<String, String> fields = new LinkedHashMap<>();
    String version = "version:" + customModels.get(model, user).acceptedVersion();
    fields.put("subject", version);
    fields.put("name", "Ward \"B\"");

    Document form = form(fields, Map.of("a.wav", bytes("no sound")));

    assertThat(form.select("#test-name").val()).isEqualTo("Ward \"B\"");
    assertThat(form.select("[name=subject][checked]").eachAttr("value")).containsExactly(version);
    assertThat(form.select("[name=dataset]").eachAttr("value")).containsExactly(dataset.toString());
    assertThat(form.select("[name=dataset][checked]")).isEmpty();
    assertThat(form.select("[role=alert] a").attr("href")).isEqualTo("#files");
    assertThat(form.select("#files .field-error").text()).contains("cannot be decoded");
    assertThat(form.select("#subjects .field-error")).isEmpty();

    Document nothing = form(Map.of("dataset", dataset.toString()), Map.of());
    assertThat(nothing.select("#subjects .field-error").text()).contains("at least one model");
    assertThat(nothing.select("[name=dataset][checked]")).hasSize(1);
  }

  @Test
  void testsANewVersionWhereThatWasAskedForWithItsTraining() {
    UUID training = UUID.randomUUID();
    UUID dataset = heldOut();
    transaction.executeWithoutResult(
        status -> standing.on(new TestWanted(new RunId(training), model, user.organization())));

    standing.on(
        new TrainingFinished(new RunId(training), model, user.organization(), Outcome.SUCCEEDED));

    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> page(user, place).select("tbody").text().contains("calls.zip"));
    standing.set(model, List.of(new DatasetId(dataset)), user);
    assertThat(standing.standing(customModels.get(model, user)))
        .extracting(TestSet::name)
        .containsExactly("calls.zip");
  }

  /** With what is said before, and nothing is asked where a test begins by itself. */
  @Test
  void saysWhenTrainingIsAskedForWhatItsVersionIsTestedWith() throws Exception {
    DatasetId dataset = new DatasetId(heldOut());
    models.feed(model);
    String dialog = "/custom-models/" + model + "/train";

    Document asked = page(user, dialog);
    assertThat(asked.select("#add-test")).hasSize(1);
    assertThat(asked.select("#add-test-hint").text()).contains("calls.zip", "the one in use");

    standing.set(model, List.of(dataset), user);

    Document known = page(user, dialog);
    assertThat(known.select("#add-test")).isEmpty();
    assertThat(known.select("#standing-test").text()).contains("by itself", "calls.zip");
  }

  private UUID heldOut() {
    UUID dataset = datasets.mendable(model, user, UUID.randomUUID());
    clips.add(dataset);
    jdbc.sql("update dataset set status = 'READY' where id = :id").param("id", dataset).update();
    return dataset;
  }

  /** The clip is known by its sound in another container, the sentence by its words. */
  @Test
  void namesWhatOfUploadedRecordingsTrainsTheModel() throws Exception {
    String trained = "the patient slept well until the morning came";
    byte[] wav = sound(trained);
    upload("AUDIO", new Sent("night.wav", wav));
    upload("TRANSCRIPT", Sent.text("night.txt", trained + "\n"));
    ModelView view = customModels.get(model, user);
    UUID run = UUID.randomUUID();
    List<TestSubject> subjects =
        choices.require(run, view, List.of(base(), "version:" + view.acceptedVersion()), user);
    Audio quieter = decoder.decode(SpeechFixtures.wav(folder.resolve("night.wav"), trained));
    for (int i = 0; i < quieter.samples().length; i++) {
      quieter.samples()[i] *= 0.5f;
    }
    byte[] same = WavWriter.bytes(quieter);
    byte[] other = sound("nobody has ever trained on these words");
    List<TestUtterance> heard =
        List.of(
            uploaded(run, 1, same, "quite different words were written here"),
            uploaded(run, 2, other, "nobody has ever trained on these words"),
            uploaded(run, 3, sound("morning"), "The patient slept well, until the morning came!"));
    TestRun test = runs.find(user.organization(), tests.queued(model, user)).orElseThrow();

    Known known = leaks.known(test, subjects, heard, Progress.NONE);

    assertThat(known).isNotNull();
    assertThat(known.clips()).containsExactly(1);
    assertThat(known.sentences()).containsExactly(3);
    assertThat(known.isAny()).isTrue();
    // The base model was not trained on it.
    assertThat(leaks.known(test, subjects.subList(0, 1), heard, Progress.NONE)).isNull();
  }

  @Test
  void marksInListsWhatTrainsTheModelItTests() throws Exception {
    UUID honest = tests.finished(model, user);
    UUID leaky = tests.leaky(model, user);

    Document list = page(user, place);

    assertThat(list.select("tbody tr:contains(Some of it trains the model) th a").eachAttr("href"))
        .containsExactly(place + "/" + leaky)
        .doesNotContain(place + "/" + honest);
    assertThat(page(user, place + "/" + leaky).select("#known").text()).contains("trains it");
    UUID version = customModels.get(model, user).acceptedVersion().value();
    assertThat(
            page(user, "/custom-models/" + model + "/versions/" + version)
                .select("li:contains(Some of it trains the model) a")
                .eachAttr("href"))
        .containsExactly(place + "/" + leaky);
  }

  private TestUtterance uploaded(UUID run, int number, byte[] wav, String words) throws Exception {
    Blob blob = blobs.store(user.organization(), new ByteArrayInputStream(wav));
    return new TestUtterance(
        run,
        number,
        null,
        "clip.wav",
        blob.sha256(),
        0,
        null,
        words,
        "",
        16_000,
        1000L,
        null,
        TestUtterance.State.HEARD,
        "");
  }

  private void upload(String type, Sent file) throws Exception {
    mvc.perform(
            post("/custom-models/{id}/datasets", model)
                .contentType("multipart/form-data; boundary=" + DatasetFiles.BOUNDARY)
                .content(DatasetFiles.form(type, List.of(file)))
                .with(as(user))
                .with(csrf().asHeader()))
        .andReturn();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              String rows =
                  page(user, "/custom-models/" + model + "/datasets").select("#datasets").text();
              return rows.contains(file.name()) && !rows.contains("Validating");
            });
  }

  @Test
  void failsAndSaysSoWhereAVersionCannotBeLoaded() throws Exception {
    String version = "version:" + customModels.get(model, user).acceptedVersion();
    String test = start(user, Map.of("subject", version), Map.of("a.wav", sound("nobody")));

    Document page = awaitEnd(test);

    assertThat(page.select("[role=alert] code").text()).isEqualTo("not_found");
    assertThat(page.text()).contains("Court #1").doesNotContain("Exception");
    assertThat(status(user, test + "/utterances")).isEqualTo(409);
  }

  @Test
  void refusesWhatCannotBeTested() throws Exception {
    byte[] sound = sound("nobody");
    Map<String, String> fields = Map.of("subject", base());
    assertThat(refused(Map.of(), Map.of("a.wav", sound))).contains("at least one model");
    assertThat(refused(fields, Map.of())).contains("Choose test data");
    assertThat(refused(fields, Map.of("a.wav", bytes("no sound")))).contains("cannot be decoded");
    assertThat(refused(fields, Map.of("a.exe", bytes("MZ")))).contains("neither a recording");
    assertThat(refused(fields, Map.of("a.wav", sound, "b.txt", bytes("hello"))))
        .contains("no recording of the same name");
    assertThat(refused(fields, Map.of("a.wav", sound, "a.txt", bytes("x"), "b.wav", sound)))
        .contains("Test them separately");
    byte[] long11 = WavWriter.bytes(SpeechFixtures.tone(440, 0.5, 660, 8_000));
    assertThat(refused(fields, Map.of("long.wav", long11)))
        .contains("“long.wav” is longer than 10");
    assertThat(refused(fields, Map.of("long.wav", long11, "long.txt", bytes("one word"))))
        .contains("Add a .vtt");
    assertThat(refused(Map.of("subject", "version:" + UUID.randomUUID()), Map.of("a.wav", sound)))
        .contains("cannot be tested any more");
    assertThat(
            refused(Map.of("subject", base(), "dataset", UUID.randomUUID().toString()), Map.of()))
        .contains("not test data of this model");
    assertThat(page(user, place).select("main").text()).contains("No tests yet");
  }

  /** Figures are for all who see the model; words are for the organization that tested. */
  @Test
  void showsOthersTheFiguresAlone() throws Exception {
    UUID run = tests.finished(model, user);
    SignedIn other = people.user(Role.USER);
    models.share(model, other.organization(), Permission.VIEW);

    Document seen = page(other, place + "/" + run);

    assertThat(seen.select("[data-label=WER]")).hasSize(2);
    assertThat(seen.text())
        .doesNotContain("Ward round", "Ann", "patience", "By speaker", "By noise");
    for (String part : List.of("/utterances", "/utterances/1", "/export/results.csv", "/delete")) {
      assertThat(status(other, place + "/" + run + part)).as(part).isEqualTo(404);
    }
    assertThat(status(people.user(Role.SYSOP), place + "/" + run)).isEqualTo(404);
  }

  @Test
  void keepsWhatTheOwnerTriesOutToTheOwner() throws Exception {
    SignedIn other = people.user(Role.USER);
    models.share(model, other.organization(), Permission.VIEW);
    UUID run = tests.finished(model, user);
    UUID waiting = tests.queued(model, user);
    assertThat(status(other, place + "/" + run)).isEqualTo(200);
    assertThat(status(other, place + "/" + waiting)).isEqualTo(404);

    jdbc.sql("update model_version set accepted_at = null where model_id = :model")
        .param("model", model.value())
        .update();

    assertThat(status(other, place + "/" + run)).isEqualTo(404);
    assertThat(page(other, place).select("main").text()).contains("No tests yet");
    assertThat(status(user, place + "/" + run)).isEqualTo(200);
  }

  @Test
  void goesWithTheShareOfTheOrganizationThatMadeIt() throws Exception {
    SignedIn customer = people.user(Role.USER);
    SignedIn admin = people.user(user.organization(), Role.ORGADMIN);
    models.share(model, customer.organization(), Permission.USE);
    UUID own = tests.finished(model, user);
    UUID run = tests.finished(model, customer);
    UUID waiting = tests.queued(model, customer);
    assertThat(blobs.usedBytes(customer.organization())).isPositive();

    archive.archive(model, admin);

    assertThat(runs.find(customer.organization(), run)).isEmpty();
    assertThat(runs.find(customer.organization(), waiting)).isEmpty();
    assertThat(blobs.usedBytes(customer.organization())).isZero();
    assertThat(runs.find(user.organization(), own)).isPresent();
  }

  @Test
  void goesWithItsModelAndLetsGoOfItsRecordings() throws Exception {
    SignedIn admin = people.user(user.organization(), Role.ORGADMIN);
    UUID run = tests.finished(model, user);
    UUID waiting = tests.queued(model, user);
    TestRun kept = runs.find(user.organization(), run).orElseThrow();
    long used = blobs.usedBytes(user.organization());
    assertThat(used).isPositive();
    assertThat(page(admin, "/custom-models/" + model + "/delete").text()).contains("2 tests");

    customModels.delete(model, admin);

    assertThat(runs.find(user.organization(), run)).isEmpty();
    assertThat(runs.find(user.organization(), waiting)).isEmpty();
    assertThat(blobs.usedBytes(user.organization())).isZero();
    assertThat(kept.dataSha256()).hasSize(64);
  }

  @Test
  void deletesATestThatSomebodyConfirms() throws Exception {
    String test = place + "/" + tests.finished(model, user);
    assertThat(page(user, test + "/delete").select("[role=alertdialog]").text())
        .contains("Ward round");
    assertThat(send(user, test + "/delete", "x", "").getStatus()).isEqualTo(302);
    assertThat(status(user, test)).isEqualTo(404);
  }

  private String base() {
    return "base:" + baseModels.usable("en-US").get(0).id().value();
  }

  private byte[] sound(String words) throws Exception {
    return Files.readAllBytes(SpeechFixtures.wav(folder.resolve("sound.wav"), words));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private String start(SignedIn who, Map<String, String> fields, Map<String, byte[]> files)
      throws Exception {
    MockHttpServletResponse answer = upload(who, fields, files);
    assertThat(answer.getStatus()).as(answer.getContentAsString()).isEqualTo(302);
    return String.valueOf(answer.getRedirectedUrl());
  }

  private String refused(Map<String, String> fields, Map<String, byte[]> files) throws Exception {
    return form(fields, files).select("[role=alert]").text();
  }

  private Document form(Map<String, String> fields, Map<String, byte[]> files) throws Exception {
    MockHttpServletResponse answer = upload(user, fields, files);
    assertThat(answer.getStatus()).isEqualTo(422);
    return Jsoup.parse(answer.getContentAsString(StandardCharsets.UTF_8));
  }

  private MockHttpServletResponse upload(
      SignedIn who, Map<String, String> fields, Map<String, byte[]> files) throws Exception {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    fields.forEach(
        (name, value) -> part(body, "form-data; name=\"%s\"".formatted(name), bytes(value)));
    new LinkedHashMap<>(files)
        .forEach(
            (name, bytes) ->
                part(body, "form-data; name=\"files\"; filename=\"%s\"".formatted(name), bytes));
    body.writeBytes(bytes("--" + BOUNDARY + "--\r\n"));
    return mvc.perform(
            post(place)
                .contentType("multipart/form-data; boundary=" + BOUNDARY)
                .content(body.toByteArray())
                .with(as(who))
                .with(csrf().asHeader()))
        .andReturn()
        .getResponse();
  }

  private static void part(ByteArrayOutputStream body, String disposition, byte[] bytes) {
    body.writeBytes(
        bytes("--%s\r\nContent-Disposition: %s\r\n\r\n".formatted(BOUNDARY, disposition)));
    body.writeBytes(bytes);
    body.writeBytes(bytes("\r\n"));
  }

  private Document awaitEnd(String test) {
    Document[] last = new Document[1];
    await()
        .atMost(Duration.ofMinutes(3))
        .pollInterval(Duration.ofMillis(300))
        .until(
            () -> {
              last[0] = page(user, test);
              return !last[0].select("#found").hasAttr("hx-get");
            });
    return last[0];
  }

  private String export(String test, String file) throws Exception {
    MockHttpServletResponse answer =
        mvc.perform(get(test + "/export/" + file).with(as(user))).andReturn().getResponse();
    assertThat(answer.getStatus()).as(file).isEqualTo(200);
    assertThat(answer.getHeader("Content-Disposition")).startsWith("attachment");
    return answer.getContentAsString(StandardCharsets.UTF_8);
  }

  private String disposition(String path) throws Exception {
    return Objects.requireNonNull(
        mvc.perform(get(path).with(as(user)))
            .andReturn()
            .getResponse()
            .getHeader("Content-Disposition"));
  }

  private Document page(SignedIn who, String path) throws Exception {
    MockHttpServletResponse response =
        mvc.perform(get(URI.create(path)).with(as(who))).andReturn().getResponse();
    assertThat(response.getStatus()).as(path).isEqualTo(200);
    return Jsoup.parse(response.getContentAsString(StandardCharsets.UTF_8));
  }

  private int status(SignedIn who, String path) throws Exception {
    return mvc.perform(get(path).with(as(who))).andReturn().getResponse().getStatus();
  }

  private MockHttpServletResponse send(SignedIn who, String path, String name, String value)
      throws Exception {
    return mvc.perform(post(path).param(name, value).with(as(who)).with(csrf()))
        .andReturn()
        .getResponse();
  }
}
