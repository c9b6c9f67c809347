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
import io.diction.dataset.TrainingData.Pair;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.OrganizationFixtures;
import io.diction.testing.EncodedAudio.Format;
import io.diction.testing.PortalTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** The clips of a dataset: heard, searched, corrected, split, and kept out of training. */
@PortalTest
@Import({OrganizationFixtures.class, CustomModelFixtures.class})
class DatasetClipsTest {
  @Autowired private MockMvc mvc;
  @Autowired private OrganizationFixtures organizations;
  @Autowired private CustomModelFixtures models;
  @Autowired private TrainingData trainingData;
  @Autowired private Environment environment;

  private SignedIn user;
  private CustomModelId model;

  @BeforeEach
  void makeModel() {
    user = organizations.user(Role.USER);
    model = models.model(user, "Medical EN");
  }

  @Test
  void namesWhatIsInTrainingAndTestAndTrainsNoneOfIt() throws Exception {
    upload(
        "exam.zip",
        "exam.flac",
        DatasetFiles.encoded(Format.FLAC, 1),
        "list.jsonl",
        """
        {"audio_filepath":"exam.flac","text":"The patient was seen at eight.","split":"test","speaker":"Ann"}
        """);
    upload(
        "more.zip",
        "copy.w64",
        DatasetFiles.encoded(Format.W64, 1),
        "other.wav",
        DatasetFiles.wav(550),
        "third.wav",
        DatasetFiles.wav(660),
        "list.jsonl",
        """
        {"audio_filepath":"copy.w64","text":"something else"}
        {"audio_filepath":"other.wav","text":"the patient was seen at eight","speaker":"ann"}
        {"audio_filepath":"third.wav","text":"he slept well","speaker":"Ben"}
        """);
    upload("notes.zip", "notes.txt", "So: the patient, was seen at EIGHT and left.\n");

    assertThat(texts()).containsExactlyInAnyOrder("the patient was seen at eight", "he slept well");
    String told = page(path()).select("#leaks").text();
    assertThat(told)
        .contains("1 clip is refused", "copy.w64", "is in the test as exam.flac")
        .contains("1 sentence of the test also trains", "The patient was seen at eight.")
        .contains("1 speaker of the test also trains", "ann");
    assertThat(page("/custom-models/" + model + "/train").select("#leaks").text())
        .contains("copy.w64");

    trainingData.scored(model, user.organization(), trainingData.get(model, user.organization()));
    send(post(address("exam.zip") + "/delete"));

    assertThat(texts()).as("kept apart for good").doesNotContain("something else");
    assertThat(page(path()).select("#leaks").text()).contains("copy.w64");
  }

  @Test
  void correctsClipsByHandAndDoesItAgainAfterAnotherValidation() throws Exception {
    String clips = talk();

    assertThat(page(clips).select("tbody tr")).hasSize(3);
    send(post(clips + "/1/cut").param("at", "0.2").param("words", "2"));
    assertThat(texts()).contains("one two", "three");
    send(post(clips + "/2/join"));
    assertThat(texts()).contains("four five six seven");
    send(post(clips + "/undo").param("edit", "2"));
    send(post(clips + "/1/times").param("start", "0.05").param("end", "0.15"));
    send(post(page(clips + "?words=six").select("tbody th a").attr("href") + "/leave-out"));
    assertThat(pairs())
        .extracting(Pair::text, Pair::startMs, Pair::durationMs)
        .containsExactlyInAnyOrder(
            tuple("one two", 50L, 100L),
            tuple("three", 200L, 200L),
            tuple("four five", 400L, 400L));
    assertThat(page(clips).select("#clip-edits li")).hasSize(3);
    List<Pair> before = pairs();
    List<String> numbers = page(clips).select("tbody th a").eachAttr("href");

    validateAgain("talk.zip");

    assertThat(pairs()).isEqualTo(before);
    assertThat(page(clips).select("tbody th a").eachAttr("href"))
        .as("who has the page open meets the same clips")
        .isEqualTo(numbers);
    assertThat(page(clips).select("#clip-edits .status-amber")).isEmpty();
  }

  @Test
  void undoesCorrectionsTheLatestFirst() throws Exception {
    String clips = talk();
    send(post(clips + "/1/cut").param("at", "0.2").param("words", "2"));
    send(post(clips + "/1/times").param("start", "0.05").param("end", "0.15"));
    send(post(clips + "/3/leave-out"));

    send(post(clips + "/undo").param("edit", "1"));
    assertThat(page(clips).select("#clip-edits li")).as("a later one stands on it").hasSize(3);
    for (String edit : List.of("3", "2", "1")) {
      send(post(clips + "/undo").param("edit", edit));
    }

    assertThat(page(clips).select("#clip-edits")).isEmpty();
    assertThat(texts()).containsExactlyInAnyOrder("one two three", "four five", "six seven");
  }

  @Test
  void refusesCorrectionsThatLeaveNothing() throws Exception {
    String clips = talk();
    for (Map<String, String> wrong :
        List.of(
            Map.of("at", "0", "words", "1"),
            Map.of("at", "99", "words", "1"),
            Map.of("at", "NaN", "words", "1"),
            Map.of("at", "0.2", "words", "0"),
            Map.of("at", "0.2", "words", "3"))) {
      MockHttpServletRequestBuilder cut = post(clips + "/1/cut");
      wrong.forEach(cut::param);
      send(cut);
    }
    send(post(clips + "/1/times").param("start", "1").param("end", "0.5"));
    send(post(clips + "/1/times").param("start", "0").param("end", "500"));
    send(post(clips + "/3/join"));
    assertThat(page(clips).select("#clip-edits")).isEmpty();
    assertThat(status(post(clips + "/77/leave-out"))).isEqualTo(404);
    SignedIn owner = user;
    user = organizations.user(Role.ORGADMIN);
    assertThat(status(post(clips + "/1/leave-out"))).isEqualTo(404);
    assertThat(status(get(clips))).isEqualTo(404);
    assertThat(status(get(clips.replace("/recordings", "/waveform.svg?file=talk.wav"))))
        .isEqualTo(404);
    user = owner;
    models.queue(model);
    send(post(clips + "/1/leave-out"));
    assertThat(texts()).hasSize(3);
  }

  @Test
  void splitsByASeedAndKeepsTheTestApartForGood() throws Exception {
    String clips = talk();
    String split = clips.replace("/recordings", "/split");
    assertThat(page(split + "?method=RANDOM&share=34&seed=7").select("tbody td").eachText())
        .as("two train, one tests")
        .containsSequence("2")
        .contains("1");

    send(post(split).param("method", "RANDOM").param("share", "34").param("seed", "7"));
    List<String> tests = testTexts();
    assertThat(tests).hasSize(1);
    assertThat(texts()).hasSize(2).doesNotContainAnyElementsOf(tests);

    String tested = page(clips + "?purpose=TEST").select("tbody th a").attr("href");
    send(post(tested + "/cut").param("at", "0.2").param("words", "1"));
    assertThat(testTexts()).as("both parts").hasSize(2).doesNotContainAnyElementsOf(texts());
    List<String> parts = testTexts();
    validateAgain("talk.zip");
    assertThat(testTexts()).as("decided once").isEqualTo(parts);
    send(post(clips + "/undo").param("edit", "1"));
    assertThat(testTexts()).isEqualTo(tests);

    trainingData.scored(model, user.organization(), trainingData.get(model, user.organization()));
    send(post(split + "/undo"));
    assertThat(testTexts()).as("a score was measured with it").isEqualTo(tests);
    assertThat(page(split).text()).contains("1 clip stays in the test: a score was measured");
    send(post(split).param("method", "SPEAKER").param("share", "50").param("seed", "1"));
    assertThat(testTexts()).containsAll(tests);
    send(post(split).param("method", "RANDOM").param("share", "99").param("seed", "1"));
    assertThat(texts()).as("refused").isNotEmpty();
  }

  @Test
  void playsAndDrawsRecordings() throws Exception {
    upload(
        "calls.zip",
        "a.wav",
        DatasetFiles.encoded(Format.FLAC, 1),
        "b.wav",
        DatasetFiles.wav(440),
        "c.w64",
        DatasetFiles.encoded(Format.W64, 1),
        "trans.txt",
        "a.wav\tone\nb.wav\ttwo\nc.w64\tthree\n");
    String dataset = address("calls.zip");

    MockHttpServletResponse whole = answer(get(dataset + "/audio?file=a.wav"));
    assertThat(whole.getContentType())
        .as("what it is, not what it is called")
        .isEqualTo("audio/flac");
    assertThat(whole.getHeader("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(whole.getHeader("Content-Disposition")).startsWith("inline");
    MockHttpServletResponse part =
        answer(get(dataset + "/audio?file=b.wav").header("Range", "bytes=0-9"));
    assertThat(part.getStatus()).isEqualTo(206);
    assertThat(part.getContentAsByteArray()).hasSize(10);
    MockHttpServletResponse converted = answer(get(dataset + "/audio?file=c.w64"));
    assertThat(converted.getContentType()).as("browsers play no Wave64").isEqualTo("audio/wav");
    assertThat(converted.getContentAsByteArray())
        .startsWith("RIFF".getBytes(StandardCharsets.US_ASCII))
        .hasSize(44 + 2 * 32_000);
    MockHttpServletResponse drawn = answer(get(dataset + "/waveform.svg?file=b.wav&to=0.6"));
    assertThat(drawn.getContentType()).isEqualTo("image/svg+xml");
    assertThat(drawn.getContentAsString()).startsWith("<svg").contains("viewBox=\"0 0 30 100\"");
    assertThat(status(get(dataset + "/waveform.svg?file=trans.txt"))).isEqualTo(404);
    assertThat(status(get(dataset + "/audio?file=../b.wav"))).isEqualTo(404);

    Path kept =
        Path.of(environment.getRequiredProperty("diction.data"))
            .resolve("cache/listen/" + dataset.substring(dataset.lastIndexOf('/') + 1));
    assertThat(kept).isDirectoryContaining("glob:**.peaks");
    send(post(dataset + "/delete"));
    await().atMost(Duration.ofSeconds(20)).until(() -> !Files.exists(kept));
  }

  @Test
  void findsWordsInWhatIsSaidAndCountsWhatThereIs() throws Exception {
    String clips = talk();
    String search = path() + "/search";

    assertThat(page(search + "?words=FOUR").select("#hits li a").attr("href"))
        .startsWith(clips + "/");
    assertThat(page(search + "?words=%25").select("#hits li")).isEmpty();
    assertThat(page(clips + "?speaker=Ben").select("tbody tr")).hasSize(2);
    assertThat(page(clips + "?words=six").select("tbody tr")).hasSize(1);
    assertThat(page(clips + "?sort=length&dir=desc").select("tbody th").get(0).text())
        .isEqualTo("six seven");

    Document statistics = page(clips.replace("/recordings", "/statistics"));
    assertThat(statistics.select(".fact").text()).contains("Clips3", "Words10");
    assertThat(statistics.select("svg[role=img] title").eachText())
        .anyMatch(title -> title.contains("9 different words in 10"));
    assertThat(statistics.select("[aria-labelledby=speakers-title] tbody th").eachText())
        .containsExactly("Ben", "Ann");
  }

  /** A recording of 1.25 seconds in three clips; returns the address of its clips. */
  private String talk() throws Exception {
    upload(
        "talk.zip",
        "talk.wav",
        DatasetFiles.wav(440),
        "notes.txt",
        "six hundred words\n",
        "list.jsonl",
        """
        {"audio_filepath":"talk.wav","text":"one two three","offset":0,"duration":0.4,"speaker":"Ann"}
        {"audio_filepath":"talk.wav","text":"four five","offset":0.4,"duration":0.4,"speaker":"Ben"}
        {"audio_filepath":"talk.wav","text":"six seven","offset":0.8,"speaker":"Ben"}
        """);
    return address("talk.zip") + "/recordings";
  }

  /** Leaves out a file that has no clips. */
  private void validateAgain(String name) throws Exception {
    send(post(address(name) + "/leave-out").param("file", "notes.txt"));
    settled(name);
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

  /** Sends an archive of names and their bytes or texts. */
  private void upload(String name, Object... entries) throws Exception {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (int i = 0; i < entries.length; i += 2) {
      files.put(
          (String) entries[i],
          entries[i + 1] instanceof byte[] bytes
              ? bytes
              : ((String) entries[i + 1]).getBytes(StandardCharsets.UTF_8));
    }
    byte[] form = DatasetFiles.form("", List.of(new Sent(name, DatasetFiles.zip(files))));
    mvc.perform(
        post(path())
            .contentType("multipart/form-data; boundary=" + DatasetFiles.BOUNDARY)
            .content(form)
            .with(as(user))
            .with(csrf().asHeader()));
    settled(name);
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
    if (!page(address).select("form[action$=confirm]").isEmpty()) {
      send(post(address + "/confirm"));
    }
    assertThat(page(address).select(".fact .status-badge").get(0).text())
        .as(page(address).select("[aria-labelledby=report-title]").text())
        .isEqualTo("Ready");
  }

  private String address(String name) throws Exception {
    return page(path() + "?size=100").select("#datasets tbody th a").stream()
        .filter(found -> found.text().equals(name))
        .findFirst()
        .orElseThrow()
        .attr("href");
  }

  private Document page(String address) throws Exception {
    return Jsoup.parse(answer(get(address)).getContentAsString());
  }

  private void send(MockHttpServletRequestBuilder request) throws Exception {
    assertThat(status(request)).isEqualTo(302);
  }

  private int status(MockHttpServletRequestBuilder request) throws Exception {
    return answer(request).getStatus();
  }

  private MockHttpServletResponse answer(MockHttpServletRequestBuilder request) throws Exception {
    return mvc.perform(request.with(as(user)).with(csrf())).andReturn().getResponse();
  }
}
