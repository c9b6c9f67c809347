package io.diction.dataset;

import static io.diction.organization.OrganizationFixtures.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.diction.custommodel.CustomModelFixtures;
import io.diction.custommodel.CustomModelId;
import io.diction.dataset.DatasetFiles.Sent;
import io.diction.dataset.TestData.TestSet;
import io.diction.dataset.TrainingData.Pair;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.OrganizationFixtures;
import io.diction.speech.audio.Audio;
import io.diction.speech.audio.WavWriter;
import io.diction.storage.Blobs;
import io.diction.testing.EncodedAudio;
import io.diction.testing.EncodedAudio.Format;
import io.diction.testing.PortalTest;
import io.diction.testing.SpeechFixtures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** A recording and its text that are datasets of their own are clips like those of archives. */
@PortalTest
@Import({OrganizationFixtures.class, CustomModelFixtures.class})
class DatasetPairsTest {
  private static final String SUBTITLES =
      """
      WEBVTT

      00:00.000 --> 00:00.400
      <v Ann>one two three

      00:00.400 --> 00:00.800
      <v Ben>four five

      00:00.800 --> 00:01.250
      <v Ben>six seven
      """;

  @Autowired private MockMvc mvc;
  @Autowired private OrganizationFixtures organizations;
  @Autowired private CustomModelFixtures models;
  @Autowired private TestData testData;
  @Autowired private TrainingData trainingData;
  @Autowired private PairingJob pairing;
  @Autowired private PairRows pairs;
  @Autowired private Blobs blobs;
  @Autowired private JdbcClient jdbc;
  @TempDir private Path folder;

  private SignedIn user;
  private CustomModelId model;

  @BeforeEach
  void makeModel() {
    user = organizations.user(Role.USER);
    model = models.model(user, "Medical EN");
  }

  @Test
  void showsSearchesSplitsAndCountsThePartsOfAPair() throws Exception {
    upload(new Sent("talk.wav", DatasetFiles.wav(440)), Sent.text("talk.vtt", SUBTITLES));
    String recording = address("talk.wav");

    assertThat(page(recording + "/recordings").select("tbody th").eachText())
        .containsExactly("one two three", "four five", "six seven");
    assertThat(page(address("talk.vtt")).select("a[href$=/recordings]").attr("href"))
        .as("the text leads to them")
        .isEqualTo(recording + "/recordings");
    assertThat(page(path() + "/search?words=FOUR").select("#hits li a").attr("href"))
        .startsWith(recording + "/recordings/");
    Document statistics = page(recording + "/statistics");
    assertThat(statistics.select(".fact").text()).contains("Clips3", "Words7");
    assertThat(statistics.select("[aria-labelledby=speakers-title] tbody th").eachText())
        .containsExactly("Ben", "Ann");
    assertThat(page(path()).select("#paired").text()).startsWith("3 ");

    send(
        post(recording + "/split")
            .param("method", "RANDOM")
            .param("share", "34")
            .param("seed", "7"));
    assertThat(testTexts()).hasSize(1).doesNotContainAnyElementsOf(texts());
    assertThat(texts()).hasSize(2);
    assertThat(page(path()).select("#paired").text()).startsWith("2 ");
  }

  @Test
  void doesCorrectionsAgainWhenTheTextIsReplacedAndForgetsTheClipsWhenItGoes() throws Exception {
    upload(new Sent("talk.wav", DatasetFiles.wav(440)), Sent.text("talk.vtt", SUBTITLES));
    String clips = address("talk.wav") + "/recordings";
    send(post(clips + "/1/cut").param("at", "0.2").param("words", "2"));
    send(post(page(clips + "?words=six").select("tbody th a").attr("href") + "/leave-out"));
    assertThat(pairs())
        .extracting(Pair::text, Pair::startMs, Pair::durationMs)
        .containsExactlyInAnyOrder(
            tuple("one two", 0L, 200L), tuple("three", 200L, 200L), tuple("four five", 400L, 400L));

    replace(
        "talk.vtt",
        SUBTITLES.replace("four five", "four and five").getBytes(StandardCharsets.UTF_8));
    settled("talk.vtt");

    assertThat(texts()).containsExactlyInAnyOrder("one two", "three", "four and five");
    send(post(clips + "/undo").param("edit", "2"));
    assertThat(texts()).contains("six seven");

    send(post(address("talk.vtt") + "/delete"));
    assertThat(page(clips).select("tbody tr")).isEmpty();
    assertThat(page(path() + "/search?words=four").select("#hits li")).isEmpty();
    assertThat(texts()).isEmpty();

    upload(Sent.text("talk.vtt", SUBTITLES));
    assertThat(texts()).as("as they were corrected").contains("one two", "three", "six seven");
  }

  @Test
  void keepsThePairWhenTheRecordingIsReplacedAndTheTextAloneWhenItGoes() throws Exception {
    upload(new Sent("talk.wav", DatasetFiles.wav(440)), Sent.text("talk.vtt", SUBTITLES));
    byte[] shorter =
        WavWriter.bytes(
            new Audio(Arrays.copyOf(SpeechFixtures.say("one two").samples(), 12_000), 16_000));

    replace("talk.wav", shorter);
    settled("talk.wav");

    assertThat(texts()).containsExactlyInAnyOrder("one two three", "four five");
    assertThat(page(address("talk.vtt")).text()).contains("starts at 0.8 s");
    send(post(address("talk.wav") + "/delete"));
    assertThat(page(path() + "/search?words=four").select("#hits li")).isEmpty();
    assertThat(trainingData.get(model, user.organization()).texts()).hasSize(1);
    assertThat(page(address("talk.vtt")).text()).doesNotContain("starts at 0.8 s");
  }

  @Test
  void takesTheTestOfAName() throws Exception {
    upload(new Sent("talk.wav", DatasetFiles.wav(440)), Sent.text("talk.txt", "all of it\n"));
    assertThat(texts()).containsExactly("all of it");

    upload("TEST", Sent.text("talk.vtt", SUBTITLES));

    assertThat(texts()).isEmpty();
    assertThat(testTexts()).containsExactly("one two three", "four five", "six seven");
    assertThat(amount()).isZero();
    assertThat(page(path()).select("#paired").text()).startsWith("no ");
    send(post(address("talk.vtt") + "/delete"));
    assertThat(texts()).containsExactly("all of it");
    assertThat(amount()).isEqualTo(1.25);
  }

  @Test
  void testsWithAPairAsItWasCorrectedUnderItsRecording() throws Exception {
    upload("TEST", new Sent("talk.wav", DatasetFiles.wav(440)), Sent.text("talk.vtt", SUBTITLES));
    List<TestSet> sets = testData.list(model, user.organization());
    assertThat(sets)
        .extracting(TestSet::name, TestSet::clips)
        .containsExactly(tuple("talk.wav", 3));
    String clips = address("talk.wav") + "/recordings";
    send(post(clips + "/1/cut").param("at", "0.2").param("words", "2"));
    send(post(page(clips + "?words=six").select("tbody th a").attr("href") + "/leave-out"));

    assertThat(testedTexts()).containsExactlyInAnyOrder("one two", "three", "four five");
    assertThat(testedTexts()).containsExactlyInAnyOrderElementsOf(testTexts());
  }

  @Test
  void testsWithThePartOfAPairThatIsHeldOut() throws Exception {
    upload(new Sent("talk.wav", DatasetFiles.wav(440)), Sent.text("talk.vtt", SUBTITLES));
    assertThat(testData.list(model, user.organization())).isEmpty();
    send(
        post(address("talk.wav") + "/split")
            .param("method", "RANDOM")
            .param("share", "34")
            .param("seed", "7"));

    assertThat(testData.list(model, user.organization()))
        .extracting(TestSet::name, TestSet::clips)
        .containsExactly(tuple("talk.wav", 1));
    assertThat(testedTexts()).hasSize(1).isEqualTo(testTexts());
  }

  @Test
  void makesTheClipsOfPairsFromBeforeAndSaysWhichCannotBeRead() throws Exception {
    upload(new Sent("talk.wav", DatasetFiles.wav(440)), Sent.text("talk.vtt", SUBTITLES));
    upload(new Sent("lost.wav", DatasetFiles.wav(550)), Sent.text("lost.vtt", SUBTITLES + "\n"));
    forgetClips();
    Path lost =
        blobs.file(
            user.organization(),
            jdbc.sql("select sha256 from dataset where organization_id = :o and name = 'lost.vtt'")
                .param("o", user.organization().value())
                .query(String.class)
                .single());
    Files.delete(lost);

    pairing.queueUnmade();

    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              assertThat(page(address("talk.wav") + "/recordings").select("tbody th").eachText())
                  .containsExactly("one two three", "four five", "six seven");
              assertThat(page(address("lost.vtt")).text()).contains("could not be read");
            });
    assertThat(pairs.unmade(1 << 20))
        .as("those that cannot be read are not tried each day")
        .noneMatch(key -> key.organization().equals(user.organization()));
  }

  private void forgetClips() {
    for (String table : List.of("paired_text where audio_id", "dataset_clip where dataset_id")) {
      jdbc.sql("delete from " + table + " in (select id from dataset where organization_id = :o)")
          .param("o", user.organization().value())
          .update();
    }
  }

  @Test
  void saysATextAloudToTestWithIt() throws Exception {
    upload(Sent.text("terms.txt", "the patient took zentrafine\nthe lakeside ward was full\n"));
    assertThat(page(address("terms.txt")).select("form[action$=/speak] button").text())
        .isEqualTo("Say it for a test");

    send(post(address("terms.txt") + "/speak"));
    settled("terms (synthesised).zip");

    assertThat(testData.list(model, user.organization()))
        .extracting(TestSet::name, TestSet::clips)
        .containsExactly(tuple("terms (synthesised).zip", 2));
    assertThat(testedTexts())
        .containsExactlyInAnyOrder("the patient took zentrafine", "the lakeside ward was full");
    assertThat(pairs()).as("it never trains").isEmpty();
    assertThat(page(address("terms (synthesised).zip") + "/recordings").select("tbody tr"))
        .hasSize(2);
  }

  @Test
  void takesNoWordsOfATextThatNoRecordingIsLongEnoughFor() throws Exception {
    String endless = "word after word after word\n".repeat((8 << 20) / 27 + 1);
    upload(new Sent("talk.wav", DatasetFiles.wav(440)), Sent.text("talk.txt", endless));

    assertThat(page(address("talk.txt")).text()).contains("could not be read when the clips");
    assertThat(pairs()).isEmpty();
  }

  @Test
  void saysBesideTheButtonHowMuchOfATextTheModelKnows() throws Exception {
    upload(Sent.text("terms.txt", "the patient took zentrafine\nthe lakeside ward was full\n"));
    upload("TEST", Sent.text("exam.txt", "the lakeside ward was full\nnobody came by the door\n"));
    upload("TEST", Sent.text("other.txt", "every garden had a wall of stone\n"));

    assertThat(page(address("terms.txt")).select("#known").text()).startsWith("2 of its 2");
    assertThat(page(address("exam.txt")).select("#known").text()).startsWith("One of its");
    assertThat(page(address("other.txt")).select("#known")).isEmpty();
    assertThat(page(address("other.txt")).select("form[action$=/speak]")).hasSize(1);

    send(post(address("exam.txt") + "/speak"));
    settled("exam (synthesised).zip");
    assertThat(page(path()).select("#leaks").text())
        .as("as with any other test")
        .contains("the lakeside ward was full", "trains in terms.txt")
        .doesNotContain("nobody came");

    send(post(address("terms.txt") + "/delete"));
    assertThat(page(address("exam.txt")).select("#known")).isEmpty();
  }

  @Test
  void saysWhyATextInAnotherLanguageCannotBeSaid() throws Exception {
    upload(Sent.text("terms.txt", "der Patient nahm Zentrafin\n"));
    jdbc.sql("update custom_model set locale = 'de-DE' where id = :id")
        .param("id", model.value())
        .update();

    Document page = page(address("terms.txt"));
    assertThat(page.select("form[action$=/speak]")).isEmpty();
    assertThat(page.select("#speechless").text()).contains("speaks English");
    assertThat(answer(post(address("terms.txt") + "/speak")).getStatus()).isEqualTo(409);
  }

  private List<String> testedTexts() throws IOException {
    List<DatasetId> all =
        testData.list(model, user.organization()).stream().map(TestSet::id).toList();
    return testData.clips(model, user.organization(), all).stream()
        .map(clip -> clip.pair().text())
        .toList();
  }

  @Test
  void showsTheDatasetsOfATestedModelWhenATextIsLost() throws Exception {
    upload("TEST", new Sent("talk.wav", DatasetFiles.wav(440)), Sent.text("talk.vtt", SUBTITLES));
    upload(Sent.text("lost.txt", "nobody has this any more\n"));
    Files.delete(trainingData.get(model, user.organization()).texts().get(0).file());
    upload(Sent.text("more.txt", "something more to say\n"));

    assertThat(answer(get(path())).getStatus()).isEqualTo(200);
    send(post(address("lost.txt") + "/delete"));
    assertThat(page(path()).select("#datasets tbody th a").eachText())
        .containsExactlyInAnyOrder("talk.wav", "talk.vtt", "more.txt");
  }

  @Test
  void neitherTrainsNorCountsCopiesOfATestHoweverTheyWereMade() throws Exception {
    Audio test = SpeechFixtures.say("The patient was seen by nobody before the morning came.");
    Audio other = SpeechFixtures.say("Every garden in the valley had a wall of yellow stone.");
    upload(
        "TEST", new Sent("exam.wav", WavWriter.bytes(test)), Sent.text("exam.txt", "the exam\n"));
    upload(
        new Sent("mp3.mp3", mp3(test)),
        Sent.text("mp3.txt", "by another coding\n"),
        new Sent("telephone.wav", WavWriter.bytes(SpeechFixtures.atHalfRate(test))),
        Sent.text("telephone.txt", "at another rate\n"),
        new Sent("later.wav", WavWriter.bytes(later(test))),
        Sent.text("later.txt", "cut off\n"),
        new Sent("alone.mp3", mp3(later(test))),
        new Sent("other.mp3", mp3(other)),
        Sent.text("other.txt", "another clip\n"));

    assertThat(texts()).containsExactly("another clip");
    assertThat(trainingData.get(model, user.organization()).recordings()).isEmpty();
    Document page = page(path());
    assertThat(page.select("#leaks").text())
        .contains("4 clips are refused", "mp3.mp3", "telephone.wav", "later.wav", "alone.mp3")
        .contains("is in the test as exam.wav")
        .doesNotContain("other.mp3");
    assertThat(page.select("#paired").text()).startsWith("1 ");
    assertThat(amount()).isBetween(other.durationSeconds() - 0.2, other.durationSeconds() + 0.2);

    trainingData.scored(model, user.organization(), trainingData.get(model, user.organization()));
    send(post(address("exam.wav") + "/delete"));
    send(post(address("exam.txt") + "/delete"));

    assertThat(texts()).as("known by the fingerprint alone").containsExactly("another clip");
  }

  @Test
  void doesNotTrainThePartOfALongerRecordingThatIsATest() throws Exception {
    Audio test = SpeechFixtures.say("The patient was seen by nobody before the morning came.");
    Audio other = SpeechFixtures.say("Every garden in the valley had a wall of yellow stone.");
    float[] both = Arrays.copyOf(other.samples(), other.samples().length + test.samples().length);
    System.arraycopy(test.samples(), 0, both, other.samples().length, test.samples().length);
    upload(
        "TEST", new Sent("exam.wav", WavWriter.bytes(test)), Sent.text("exam.txt", "the exam\n"));
    String cue = "00:%06.3f --> 00:%06.3f\n%s\n\n";
    double middle = other.durationSeconds();
    upload(
        new Sent("longer.wav", WavWriter.bytes(new Audio(both, other.sampleRateHz()))),
        Sent.text(
            "longer.vtt",
            "WEBVTT\n\n"
                + String.format(Locale.ROOT, cue, 0.0, middle - 0.2, "a garden")
                + String.format(
                    Locale.ROOT, cue, middle, middle + test.durationSeconds(), "the exam again")));

    assertThat(texts()).containsExactly("a garden");
    assertThat(page(path()).select("#leaks").text())
        .contains("longer.wav", "is in the test as exam.wav");
  }

  @Test
  void tellsOddLinesWithTheirMeaningAndMendsAllAlikeAtOnce() throws Exception {
    upload(
        Sent.text(
            "notes.txt",
            "good \uD83D\uDE00 day\nsee www.example.org\nfine \uD83D\uDC4D\nno no no no\n"));
    String report = address("notes.txt");
    Document page = page(report);

    Element emoji = page.select("[aria-labelledby=report-title] li:contains(U+1F600)").get(0);
    assertThat(emoji.text()).contains("Line 1, column 6", "which nobody says", "Remove it");
    assertThat(emoji.select("a[href*=help]").attr("href")).isEqualTo("/help/errors#emoji");
    assertThat(page("/help/errors").select("tr#emoji, tr#stutter, tr#duplicate_key")).hasSize(3);
    assertThat(page.select("#peers").text()).contains("2 lines have web addresses");

    send(post(report + "/fix").param("rule", "emoji"));
    settled("notes.txt");

    assertThat(answer(get(report + "/file")).getContentAsString())
        .isEqualTo("good day\nsee www.example.org\nfine\nno no no no\n");
    assertThat(page(report).select("li:contains(which nobody says)")).isEmpty();
  }

  @Test
  void tellsWhatOtherServicesWouldRefuse() throws Exception {
    Audio long1 = new Audio(SpeechFixtures.tone(440, 0.3, 41, 8_000).samples(), 8_000);
    upload(new Sent("long.wav", WavWriter.bytes(long1)), Sent.text("long.txt", "all of it\n"));
    upload(new Sent("copy.mp3", mp3(SpeechFixtures.say("good morning everybody here"))));

    assertThat(page(address("long.wav")).select("#peers li").eachText())
        .containsExactly(
            "1 clip is longer than 40 seconds; elsewhere the audio of such clips is dropped without a"
                + " word.");
    assertThat(page(address("copy.mp3")).select("#peers li").eachText())
        .containsExactly("1 recording is not WAV with 16 bits, one channel and 8 or 16 kHz.");
    assertThat(page(address("long.txt")).select("#peers")).isEmpty();
  }

  private byte[] mp3(Audio audio) throws IOException {
    Path file = Files.createTempFile(folder, "copy", ".mp3");
    return Files.readAllBytes(EncodedAudio.write(file, Format.MP3, 16_000, audio.samples()));
  }

  private static Audio later(Audio audio) {
    return new Audio(
        Arrays.copyOfRange(audio.samples(), 4_000, audio.samples().length), audio.sampleRateHz());
  }

  private double amount() {
    return trainingData.amount(model, user.organization()).audioSeconds();
  }

  private List<Pair> pairs() throws IOException {
    return trainingData.get(model, user.organization()).pairs();
  }

  private List<String> texts() throws IOException {
    return pairs().stream().map(Pair::text).toList();
  }

  private List<String> testTexts() throws IOException {
    return trainingData.get(model, user.organization()).testPairs().stream()
        .map(Pair::text)
        .toList();
  }

  private String path() {
    return "/custom-models/" + model + "/datasets";
  }

  private void upload(Sent... files) throws Exception {
    upload("", files);
  }

  /** With a type, the texts are of it and the recordings of their own. */
  private void upload(String type, Sent... files) throws Exception {
    List<Sent> typed = new ArrayList<>();
    List<Sent> rest = new ArrayList<>();
    for (Sent file : files) {
      boolean text = file.name().endsWith(".txt") || file.name().endsWith(".vtt");
      (text && !type.isEmpty() ? typed : rest).add(file);
    }
    send(type, typed);
    send("", rest);
    for (Sent file : files) {
      settled(file.name());
    }
  }

  private void send(String type, List<Sent> files) throws Exception {
    if (!files.isEmpty()) {
      mvc.perform(
          post(path())
              .contentType("multipart/form-data; boundary=" + DatasetFiles.BOUNDARY)
              .content(DatasetFiles.form(type, files))
              .with(as(user))
              .with(csrf().asHeader()));
    }
  }

  private void replace(String name, byte[] bytes) throws Exception {
    String form =
        new String(
                DatasetFiles.form(name, List.of(new Sent(name, bytes))),
                StandardCharsets.ISO_8859_1)
            .replace("name=\"files\"", "name=\"bytes\"")
            .replace("name=\"type\"", "name=\"file\"");
    mvc.perform(
        post(address(name) + "/replace")
            .contentType("multipart/form-data; boundary=" + DatasetFiles.BOUNDARY)
            .content(form.getBytes(StandardCharsets.ISO_8859_1))
            .with(as(user))
            .with(csrf().asHeader()));
  }

  private void settled(String name) throws Exception {
    String address = address(name);
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(50))
        .until(
            () ->
                List.of("Ready", "Needs review", "Rejected")
                    .contains(page(address).select(".fact .status-badge").get(0).text()));
    assertThat(page(address).select(".fact .status-badge").get(0).text())
        .as(page(address).select("[aria-labelledby=report-title]").text())
        .isEqualTo("Ready");
  }

  private String address(String name) throws Exception {
    return page(path() + "?size=100").select("#datasets tbody th a").stream()
        .filter(found -> found.text().equals(name))
        .findFirst()
        .map(Element::attributes)
        .orElseThrow()
        .get("href");
  }

  private Document page(String address) throws Exception {
    byte[] body = answer(get(address)).getContentAsByteArray();
    return Jsoup.parse(new String(body, StandardCharsets.UTF_8));
  }

  private void send(MockHttpServletRequestBuilder request) throws Exception {
    assertThat(answer(request).getStatus()).isEqualTo(302);
  }

  private MockHttpServletResponse answer(MockHttpServletRequestBuilder request) throws Exception {
    return mvc.perform(request.with(as(user)).with(csrf())).andReturn().getResponse();
  }
}
