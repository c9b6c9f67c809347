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
import io.diction.custommodel.CustomModels;
import io.diction.custommodel.ModelStatus;
import io.diction.dataset.DatasetFiles.Sent;
import io.diction.dataset.check.ChecksDone;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.OrganizationFixtures;
import io.diction.storage.Blobs;
import io.diction.testing.PortalTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** What users send and what they are told, from the form to the validation report. */
@PortalTest
@Import({OrganizationFixtures.class, CustomModelFixtures.class})
class DatasetUploadTest {
  @Autowired private MockMvc mvc;
  @Autowired private OrganizationFixtures organizations;
  @Autowired private CustomModelFixtures models;
  @Autowired private CustomModels customModels;
  @Autowired private TrainingData trainingData;
  @Autowired private Blobs blobs;
  @Autowired private JdbcClient jdbc;

  private SignedIn user;
  private CustomModelId model;

  @BeforeEach
  void makeModel() {
    user = organizations.user(Role.USER);
    model = models.model(user, "Medical EN");
  }

  static Stream<Arguments> badFiles() {
    return Stream.of(
        bad("text.wav", DatasetFiles.text("This is no audio.", StandardCharsets.UTF_8))
            .is("Rejected", "invalid_audio_format", "This is not audio that can be used:"),
        bad("cut.flac", DatasetFiles.truncatedFlac())
            .is("Rejected", "invalid_audio_format", "This is not audio that can be used:"),
        bad("zero.wav", DatasetFiles.wavOfZeroHz())
            .is("Rejected", "invalid_audio_format", "This is not audio that can be used:"),
        bad("sixteen.wav", DatasetFiles.wavWithChannels(16))
            .is("Rejected", "invalid_audio_format", "16 channels"),
        bad("lies.wav", DatasetFiles.lyingWav())
            .is("Ready", "invalid_audio_format", "header states another length"),
        bad("no.vtt", DatasetFiles.text("Hello\nWorld\n", StandardCharsets.UTF_8))
            .is(
                "Rejected",
                "invalid_transcript_format",
                "Line 1: The first line of a .vtt file must be WEBVTT, it is “Hello”."),
        bad("no.srt", DatasetFiles.text("Hello\nWorld\n", StandardCharsets.UTF_8))
            .is("Rejected", "invalid_transcript_format", "This is no .srt file"),
        bad(
                "wide.txt",
                DatasetFiles.text("\uFEFFsixteen bits a letter\n", StandardCharsets.UTF_16LE))
            .is("Ready", "unmatched_transcript", "The transcript has no recording"),
        bad("latin.txt", DatasetFiles.text("café crème für Zoë\n", StandardCharsets.ISO_8859_1))
            .is(
                "Ready",
                "invalid_transcript_format",
                "The file is not in UTF-8; it was read as windows-1252."),
        bad(
                "broken.txt",
                new byte[] {
                  'o', 'k', '\n', 'e', (byte) 0xC3, (byte) 0xA9, '\n', 'x', (byte) 0xFF, '\n'
                })
            .is(
                "Needs review",
                "invalid_transcript_format",
                "Line 3, column 2: This line is not valid UTF-8; save the file in UTF-8."),
        bad("binary.txt", new byte[] {'M', 'Z', 0, 1, 2, 3, 0, 0, 0, 4, 5, 6, 7, 8, 0, 0})
            .is("Rejected", "invalid_transcript_format", "This is not text"),
        bad("outside.jsonl", manifest("../../etc/passwd"))
            .is("Rejected", "validation_failed", "../../etc/passwd lies outside of the data."),
        bad("absolute.jsonl", manifest("/etc/passwd"))
            .is("Rejected", "validation_failed", "/etc/passwd lies outside of the data."),
        bad("absent.jsonl", manifest("absent.wav"))
            .is("Rejected", "validation_failed", "The recording absent.wav is not there."),
        bad("lines.jsonl", DatasetFiles.text("{\"text\":\"a\"}\nno json\n", StandardCharsets.UTF_8))
            .is("Rejected", "validation_failed", "Line 2, column 1: The line is no JSON object"),
        bad("traversal.zip", DatasetFiles.zip(Map.of("../../evil.txt", new byte[] {'x'})))
            .is("Rejected", "validation_failed", "../../evil.txt, which would lead outside."),
        bad("many.zip", DatasetFiles.zipOfManyEntries(1_000_001))
            .is("Rejected", "too_many_files", "There are 1000001 files, 1000000 are allowed."),
        bad(
                "long.txt",
                DatasetFiles.text(
                    "#profanity\n" + "word\n".repeat(2_100_000), StandardCharsets.UTF_8))
            .is("Needs review", "file_too_large", "10485760 are allowed."),
        bad(
                "tests.txt",
                DatasetFiles.text("#test\n" + "two\twrong\n".repeat(150), StandardCharsets.UTF_8))
            .is(
                "Ready",
                "invalid_transcript_format",
                "More findings in this file that are not listed: 50."),
        bad(
                "cues.txt",
                DatasetFiles.text(
                    "WEBVTT\n\n00:01.000 --> 00:02.000\ngood\n", StandardCharsets.UTF_8))
            .is("Ready", "invalid_transcript_format", "it was read as .vtt."),
        bad(
                "page.txt",
                DatasetFiles.text("{\"results\": [\"good morning\"]}\n", StandardCharsets.UTF_8))
            .is("Rejected", "invalid_transcript_format", "The file holds JSON, not sentences"),
        bad(
                "talk.eaf",
                DatasetFiles.text(
                    "<?xml version=\"1.0\"?>\n<ANNOTATION_DOCUMENT/>\n", StandardCharsets.UTF_8))
            .is("Rejected", "invalid_transcript_format", "The file has no cue with times and text"),
        bad(
                "structure.md",
                DatasetFiles.text(
                    "@ list drug =\n- Xarelto\n\n# Training Sentences\n- take {@pill} now\n",
                    StandardCharsets.UTF_8))
            .is("Ready", "invalid_transcript_format", "The line of structured text is not used"),
        bad(
                "terms.txt",
                DatasetFiles.text(
                    "Quillfeather\tquill feather\t\t\t1.0\nXarelto\t\n", StandardCharsets.UTF_8))
            .is("Ready", "invalid_transcript_format", "This looks like a vocabulary"),
        bad("no.zip", DatasetFiles.text("PK is not enough", StandardCharsets.UTF_8))
            .is("Rejected", "validation_failed", "This is no zip archive"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badFiles")
  void tellsWhatIsWrongWithAFile(
      String name, byte[] bytes, String status, String code, String sentence) throws Exception {
    upload("", new Sent(name, bytes));

    Document report = validated(name);

    assertThat(report.select(".fact .status-badge").get(0).text()).isEqualTo(status);
    assertThat(report.select("[aria-labelledby=report-title] li"))
        .anySatisfy(
            line -> {
              assertThat(line.text()).contains(sentence);
              assertThat(line.select("code").text()).isEqualTo(code);
              assertThat(line.select(".grid-note").text()).isNotBlank();
            });
  }

  @Test
  void takesARecordingWithItsTranscriptAndMakesTheModelReady() throws Exception {
    Document page =
        upload(
            "",
            new Sent("visit.wav", DatasetFiles.wav(440)),
            Sent.text("visit.txt", "good morning doctor\n"));
    assertThat(page.select("[data-toast=success]").text()).isEqualTo("2 files uploaded");

    validated("visit.wav");
    validated("visit.txt");

    Document grid = page(path());
    assertThat(grid.select("#datasets .status-badge").eachText()).containsExactly("Ready", "Ready");
    assertThat(grid.select("#datasets td.tabular").eachText()).contains("0:01");
    assertThat(grid.select("#datasets thead th").eachText())
        .containsExactly(
            "Name", "Type", "Duration", "URL", "Start Time", "End Time", "Status", "Actions");
    assertThat(grid.select("#datasets tbody td:nth-child(4) a").get(0).attr("href"))
        .endsWith("/file");
    assertThat(grid.select("#datasets tbody tr").get(0).select("time[datetime]")).hasSize(2);
    // That nobody speaks in it is found out by listening, and told of the transcript.
    assertThat(grid.select("#datasets tbody tr").eachText())
        .filteredOn(row -> row.startsWith("visit.wav"))
        .singleElement()
        .asString()
        .contains("Ready")
        .doesNotContain("warning");
    assertThat(customModels.get(model, user).status()).isEqualTo(ModelStatus.READY_TO_RUN);
    TrainingData.TrainingSet set = trainingData.get(model, user.organization());
    assertThat(set.pairs())
        .singleElement()
        .satisfies(
            pair -> {
              assertThat(pair.text()).isEqualTo("good morning doctor");
              assertThat(pair.file()).hasBinaryContent(DatasetFiles.wav(440));
            });
    assertThat(set.texts()).isEmpty();
  }

  @Test
  void saysHowFarAValidationHasComeInTheGridAndInTheReport() throws Exception {
    upload("", new Sent("visits.zip", DatasetFiles.zip(Map.of("a.wav", DatasetFiles.wav(440)))));
    validated("visits.zip");
    String address = address("visits.zip");
    String message = new ChecksDone(3, 12, 40, 125L, false).line();
    jdbc.sql("update job set fraction = 0.42, message = :message where organization_id = :owner")
        .param("message", message)
        .param("owner", user.organization().value())
        .update();
    jdbc.sql("update dataset set status = 'VALIDATING' where organization_id = :owner")
        .param("owner", user.organization().value())
        .update();

    assertThat(page(path()).select("#datasets .status").text())
        .contains("Validating 42 %42 % 3 of 12 recordings about 2:05 left");
    assertThat(page(address).select("#progress").text())
        .isEqualTo("The file is being checked. 42 %42 % 3 of 12 recordings about 2:05 left");
  }

  @Test
  void saysHowMuchOfTheRecommendedAudioThereIs() throws Exception {
    Document nothing = page(path());
    assertThat(nothing.select("#recommended").text()).startsWith("0 min 0 s of the 10 hours");
    assertThat(nothing.select(".empty a").text()).isEqualTo("New Dataset");
    upload("", new Sent("visit.wav", DatasetFiles.wav(440)));
    validated("visit.wav");
    assertThat(page(path()).select("#recommended").text()).startsWith("0 min 1 s of the 10 hours");
    assertThat(page(path()).select("#recommended.too-little svg")).hasSize(1);
    assertThat(customModels.get(model, user).offersTraining()).isTrue();

    jdbc.sql("update dataset set duration_ms = 36000000 where organization_id = :organization")
        .param("organization", user.organization().value())
        .update();

    assertThat(page(path()).select("#recommended").text()).isEqualTo("10 h 0 min of audio");
    assertThat(page(path()).select("#recommended.too-little")).isEmpty();
  }

  @Test
  void warnsOfARecordingWithoutTranscriptUntilOneComes() throws Exception {
    upload("", new Sent("visit.wav", DatasetFiles.wav(440)));
    assertThat(validated("visit.wav").text()).contains("The recording has no transcript");

    upload("", Sent.text("visit.txt", "good morning\n"));
    validated("visit.txt");
    assertThat(validated("visit.wav").text()).contains("Nothing is wrong with this file.");

    delete("visit.txt");
    assertThat(validated("visit.wav").text()).contains("The recording has no transcript");
  }

  @Test
  void holdsTestDataOutTogetherWithItsRecording() throws Exception {
    upload("AUDIO", new Sent("exam.wav", DatasetFiles.wav(440)));
    upload("TEST", Sent.text("exam.txt", "this measures\n"));
    upload("TRANSCRIPT", Sent.text("other.txt", "this trains\n"));
    Stream.of("exam.wav", "exam.txt", "other.txt").forEach(this::validated);

    TrainingData.TrainingSet set = trainingData.get(model, user.organization());

    assertThat(set.pairs()).isEmpty();
    assertThat(set.recordings()).isEmpty();
    assertThat(set.testPairs())
        .extracting(TrainingData.Pair::text)
        .containsExactly("this measures");
    assertThat(set.texts()).extracting(TrainingData.Text::name).containsExactly("other.txt");
  }

  @Test
  void neverTrainsOnTheBytesOfTestDataThatCameOnceMore() throws Exception {
    byte[] exam = DatasetFiles.wav(440);
    upload("AUDIO", new Sent("exam.wav", exam));
    upload("TEST", Sent.text("exam.txt", "this measures\n"));
    byte[] zip =
        DatasetFiles.zip(
            Map.of(
                "visit.wav", exam,
                "visit.txt", "this measures too\n".getBytes(StandardCharsets.UTF_8),
                "answers.txt", "this measures\n".getBytes(StandardCharsets.UTF_8),
                "other.wav", DatasetFiles.wav(550),
                "other.txt", "this trains\n".getBytes(StandardCharsets.UTF_8)));
    upload("", new Sent("more.zip", zip));
    Stream.of("exam.wav", "exam.txt", "more.zip").forEach(this::validated);

    TrainingData.TrainingSet set = trainingData.get(model, user.organization());

    assertThat(set.pairs()).extracting(TrainingData.Pair::text).containsExactly("this trains");
    assertThat(set.testPairs())
        .extracting(TrainingData.Pair::text)
        .containsExactly("this measures");
    assertThat(set.texts()).isEmpty();
    assertThat(set.recordings()).isEmpty();
  }

  @Test
  void waitsWithTheTextOfARejectedRecording() throws Exception {
    upload(
        "",
        new Sent("broken.wav", "no audio".getBytes(StandardCharsets.UTF_8)),
        Sent.text("broken.txt", "these words\n"));
    validated("broken.wav");
    Document report = validated("broken.txt");

    assertThat(report.select(".fact .status-badge").get(0).text()).isEqualTo("Needs review");
    assertThat(report.text()).contains("Its recording broken.wav was rejected");
    assertThat(page(path()).select("#datasets td[data-label=Status] a").eachText())
        .contains("Review");
    assertThat(trainingData.get(model, user.organization()).isEmpty()).isTrue();

    mvc.perform(post(address("broken.txt") + "/confirm").with(as(user)).with(csrf()));

    assertThat(trainingData.get(model, user.organization()).texts())
        .extracting(TrainingData.Text::name)
        .containsExactly("broken.txt");
  }

  @Test
  void keepsTheNameOfAFileThatComesAlone() throws Exception {
    byte[] form = DatasetFiles.form("", List.of(Sent.text("manual.txt", "good morning\n")));

    send(path() + "/upload", form);

    assertThat(types()).containsOnly(Map.entry("manual.txt", "TRANSCRIPT"));
    assertThat(validated("manual.txt").select(".fact .status-badge").get(0).text())
        .isEqualTo("Needs review");
  }

  @Test
  void tiesARecordingToItsTranscriptInTheGrid() throws Exception {
    upload("TEST", Sent.text("exam.txt", "this measures\n"));
    upload("", new Sent("exam.wav", DatasetFiles.wav(440)));

    assertThat(page(path()).select("#datasets tbody th .grid-note").eachText())
        .containsExactly("held out with exam.txt", "held out with exam.wav");
  }

  @Test
  void cutsRecordingsAtTheTimesOfTheirSubtitles() throws Exception {
    upload(
        "",
        new Sent("talk.wav", DatasetFiles.wav(440)),
        Sent.text(
            "talk.vtt",
            "WEBVTT\n\n00:00.000 --> 00:00.500\n<v Ann>one\n\n00:00.500 --> 00:01.200\ntwo\n"));
    Stream.of("talk.wav", "talk.vtt").forEach(this::validated);

    assertThat(trainingData.get(model, user.organization()).pairs())
        .extracting(
            TrainingData.Pair::startMs,
            TrainingData.Pair::durationMs,
            TrainingData.Pair::text,
            TrainingData.Pair::speaker)
        .containsExactly(tuple(0L, 500L, "one", "Ann"), tuple(500L, 700L, "two", ""));
  }

  @Test
  void readsAnArchiveWithItsTable() throws Exception {
    byte[] zip =
        DatasetFiles.zip(
            Map.of(
                "audio1.wav", DatasetFiles.wav(440),
                "audio2.wav", DatasetFiles.wav(550),
                "trans.txt",
                    "audio1.wav\tone\naudio2.wav\ttwo\n".getBytes(StandardCharsets.UTF_8)));
    upload("MANIFEST", new Sent("pairs.zip", zip));

    Document report = validated("pairs.zip");

    assertThat(report.select(".fact .status-badge").get(0).text()).isEqualTo("Ready");
    assertThat(report.select(".fact").text()).contains("Clips with text2");
    TrainingData.TrainingSet set = trainingData.get(model, user.organization());
    assertThat(set.pairs())
        .extracting(TrainingData.Pair::text)
        .containsExactlyInAnyOrder("one", "two");
    assertThat(set.pairs().get(0).file()).isReadable();
    delete("pairs.zip");
    assertThat(blobs.usedBytes(user.organization())).isZero();
  }

  @Test
  void readsAManifestWithTheAudioSentBesideIt() throws Exception {
    upload(
        "",
        new Sent("a.wav", DatasetFiles.wav(440)),
        Sent.text(
            "list.jsonl",
            """
            {"audio_filepath":"a.wav","text":"first","offset":0,"duration":0.5}
            {"audio_filepath":"a.wav","text":"second","offset":0.5,"split":"test"}
            {"audio_filepath":"a.wav","text":"late","offset":9}
            """));

    Document report = validated("list.jsonl");
    validated("a.wav");

    assertThat(report.select(".fact .status-badge").get(0).text()).isEqualTo("Needs review");
    assertThat(report.text())
        .contains("A clip of a.wav starts at 9.0 s, but the recording ends at 1.3 s.");
    assertThat(trainingData.get(model, user.organization()).pairs()).isEmpty();

    mvc.perform(post(address("list.jsonl") + "/confirm").with(as(user)).with(csrf()));

    TrainingData.TrainingSet set = trainingData.get(model, user.organization());
    assertThat(set.pairs()).extracting(TrainingData.Pair::text).containsExactly("first");
    assertThat(set.testPairs()).extracting(TrainingData.Pair::text).containsExactly("second");
    assertThat(set.recordings()).isEmpty();
  }

  @Test
  void givesTheSameSetWhateverTheOrderOfUploads() throws Exception {
    Sent audio = new Sent("v.wav", DatasetFiles.wav(440));
    Sent transcript = Sent.text("v.txt", "hello\n");
    Sent text = Sent.text("more.txt", "more words\n");
    CustomModelId other = models.model(user, "Other");
    upload("", audio, transcript, text);
    Stream.of("v.wav", "v.txt", "more.txt").forEach(this::validated);
    String first = trainingData.get(model, user.organization()).fingerprint();

    model = other;
    upload("", text);
    upload("", transcript, audio);
    Stream.of("v.wav", "v.txt", "more.txt").forEach(this::validated);

    assertThat(trainingData.get(model, user.organization()).fingerprint()).isEqualTo(first);
    delete("more.txt");
    assertThat(trainingData.get(model, user.organization()).fingerprint()).isNotEqualTo(first);
  }

  @Test
  void refusesElevenFilesAndKeepsNone() throws Exception {
    List<Sent> eleven = new ArrayList<>();
    for (int i = 0; i < 11; i++) {
      eleven.add(Sent.text(i + ".txt", "text " + i));
    }

    MvcResult result = send("", eleven.toArray(Sent[]::new));

    assertThat(result.getResponse().getStatus()).isEqualTo(422);
    assertThat(Jsoup.parse(result.getResponse().getContentAsString()).text())
        .contains("too_many_files")
        .contains("10 are allowed", "Upload fewer files at a time");
    assertThat(names()).isEmpty();
    assertThat(blobs.usedBytes(user.organization())).isZero();
  }

  @Test
  void takesTenFiles() throws Exception {
    List<Sent> ten = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      ten.add(Sent.text(i + ".txt", "text " + i));
    }

    upload("", ten.toArray(Sent[]::new));

    assertThat(names()).hasSize(10);
  }

  @Test
  void takesAFileOfExactlyTenGigabytesAndNoByteMore() throws Exception {
    long ten = 10L * 1024 * 1024 * 1024;
    byte[] form =
        DatasetFiles.form(
            "",
            List.of(ten, ten + 1),
            List.of(Sent.text("ten.txt", "exactly"), Sent.text("more.txt", "a byte more")));

    Document page = follow(send(path(), form));

    assertThat(names()).containsExactly("ten.txt");
    assertThat(page.select("#upload-problems li").eachText())
        .singleElement()
        .asString()
        .contains("more.txt", "file_too_large", "larger than 10 GB");
    assertThat(blobs.usedBytes(user.organization())).isEqualTo("exactly".length());
    Element field = page(path() + "/new").selectFirst("#new-dataset-form");
    assertThat(field.attr("data-max-bytes")).isEqualTo(Long.toString(ten));
  }

  @Test
  void refusesWhatHasNoPartnerInDataDeclaredAsPairs() throws Exception {
    byte[] zip =
        DatasetFiles.zip(
            Map.of(
                "audio1.wav", DatasetFiles.wav(440),
                "alone.wav", DatasetFiles.wav(550),
                "alone-too.txt", "nobody says this\n".getBytes(StandardCharsets.UTF_8),
                "trans.txt", "audio1.wav\tone\n".getBytes(StandardCharsets.UTF_8)));
    upload("MANIFEST", new Sent("pairs.zip", zip));

    Document report = validated("pairs.zip");

    assertThat(report.select(".fact .status-badge").get(0).text()).isEqualTo("Needs review");
    for (String code : List.of("unmatched_audio", "unmatched_transcript")) {
      assertThat(report.select("[aria-labelledby=report-title] li:contains(" + code + ")"))
          .singleElement()
          .satisfies(line -> assertThat(line.select(".status-badge").text()).isEqualTo("Error"));
    }
  }

  @Test
  void takesAFolderAsOneRowThatWaitsAtItsReport() throws Exception {
    Document button = page(path());
    assertThat(button.select(".grid-tools a").eachText())
        .containsExactly("Upload Training Data", "New Dataset");
    assertThat(page(path() + "/upload").select("#training-data .tabs a").eachText())
        .containsExactly("Drag and drop", "Folder upload", "TUS upload");
    assertThat(page(path() + "/upload?method=folder").select("#files").hasAttr("webkitdirectory"))
        .isTrue();
    byte[] form =
        DatasetFiles.form(
            "",
            List.of(
                new Sent("ward/day 1/visit.wav", DatasetFiles.wav(440)),
                Sent.text("ward/day 1/visit.txt", "good morning\n"),
                Sent.text("ward/.DS_Store", "hidden"),
                Sent.text("ward/day 1/Thumbs.db", "of the system"),
                Sent.text("../../etc/notes.txt", "a text\n"),
                new Sent(
                    "more.zip",
                    DatasetFiles.zip(
                        Map.of("b.txt", "another text\n".getBytes(StandardCharsets.UTF_8))))));

    Document page = follow(send(path() + "/upload", form));

    assertThat(types())
        .containsOnly(
            Map.entry("ward.zip", "MANIFEST"),
            Map.entry("etc.zip", "MANIFEST"),
            Map.entry("more.zip", "MANIFEST"));
    assertThat(page.select("#upload-problems li").eachText())
        .hasSize(2)
        .anySatisfy(line -> assertThat(line).contains("ward/.DS_Store"))
        .anySatisfy(line -> assertThat(line).contains("ward/day 1/Thumbs.db"));
    Document report = validated("ward.zip");
    assertThat(report.select(".fact .status-badge").get(0).text()).isEqualTo("Needs review");
    assertThat(report.select(".fact").text()).contains("Clips with text1");
    String recordings = report.select("a:contains(Recordings)").attr("href");
    assertThat(page(recordings).select("#recordings").text())
        .contains("day 1/visit.wav", "good morning");
    assertThat(report.select(".panel-foot button").text()).isEqualTo("Confirm Upload");
    assertThat(customModels.get(model, user).status()).isEqualTo(ModelStatus.NOT_RUNNING);

    mvc.perform(post(address("ward.zip") + "/confirm").with(as(user)).with(csrf()));

    assertThat(customModels.get(model, user).status()).isEqualTo(ModelStatus.READY_TO_RUN);
    assertThat(trainingData.get(model, user.organization()).pairs())
        .extracting(TrainingData.Pair::text)
        .containsExactly("good morning");
  }

  @Test
  void confirmsAllThatWaitsAtOnceAndSaysWhatWasFoundInIt() throws Exception {
    byte[] form =
        DatasetFiles.form(
            "",
            List.of(
                new Sent("ward/visit.wav", DatasetFiles.wav(440)),
                Sent.text("ward/visit.txt", "good morning\n"),
                Sent.text("letters/notes.txt", "a text\n")));
    send(path() + "/upload", form);
    validated("ward.zip");
    validated("letters.zip");

    Element waiting = page(path()).select("#waiting").get(0);
    assertThat(waiting.text())
        .contains("2 datasets wait at their reports")
        .contains("Found: 1 recording with its text.")
        .contains("Confirm all 2");
    assertThat(page(path()).select("#datasets tr:contains(ward.zip)").text())
        .contains("1 recording with text");
    mvc.perform(post(waiting.attr("action")).with(as(user)).with(csrf()));

    assertThat(page(path()).select("#waiting")).isEmpty();
    assertThat(page(path()).select("#datasets .status-badge").eachText())
        .containsExactly("Ready", "Ready");
    assertThat(customModels.get(model, user).status()).isEqualTo(ModelStatus.READY_TO_RUN);
    assertThat(status(post(waiting.attr("action")).with(as(user)).with(csrf()))).isEqualTo(409);
  }

  @Test
  void listsWhatCameTogetherByNameRecordingsBesideTheirTexts() throws Exception {
    upload("", Sent.text("notes.txt", "some notes"));
    upload(
        "",
        Sent.text("b.txt", "good evening"),
        new Sent("a.wav", DatasetFiles.wav(440)),
        Sent.text("c.txt", "good night"),
        Sent.text("a.txt", "good morning"),
        new Sent("b.wav", DatasetFiles.wav(220)));

    assertThat(page(path()).select("#datasets tbody th a").eachText())
        .containsExactly("a.wav", "a.txt", "b.wav", "b.txt", "c.txt", "notes.txt");
  }

  @Test
  void leadsToTheReportOfASingleFolder() throws Exception {
    byte[] form = DatasetFiles.form("", List.of(Sent.text("ward/a.txt", "good morning\n")));

    MvcResult result = send(path() + "/upload", form);

    assertThat(result.getResponse().getRedirectedUrl()).isEqualTo(address("ward.zip"));
  }

  @Test
  void refusesTheSameBytesTwiceAndTakesTheRest() throws Exception {
    Document page =
        upload(
            "",
            Sent.text("a.txt", "the same"),
            Sent.text("b.txt", "the same"),
            Sent.text("empty.txt", ""),
            Sent.text("c.txt", "another"));

    assertThat(page.select("#upload-problems li").eachText())
        .anySatisfy(
            line ->
                assertThat(line)
                    .contains("b.txt")
                    .contains("The same file is in this model already, as a.txt.")
                    .contains("duplicate_file"))
        .anySatisfy(line -> assertThat(line).contains("empty.txt").contains("The file is empty"));
    assertThat(names()).containsExactlyInAnyOrder("a.txt", "c.txt");
    assertThat(upload("", Sent.text("d.txt", "another")).select("#upload-problems").text())
        .contains("as c.txt");
  }

  @ParameterizedTest
  @MethodSource("mismatches")
  void refusesAFileThatIsNotOfTheChosenType(String type, String name, String code)
      throws Exception {
    Document page = upload(type, Sent.text(name, "content"));

    assertThat(page.select("#upload-problems li").text()).contains(name).contains(code);
    assertThat(names()).isEmpty();
  }

  static Stream<Arguments> mismatches() {
    return Stream.of(
        Arguments.of("AUDIO", "a.txt", "invalid_audio_format"),
        Arguments.of("TRANSCRIPT", "a.wav", "invalid_transcript_format"),
        Arguments.of("TEST", "a.jsonl", "invalid_transcript_format"),
        Arguments.of("MANIFEST", "a.txt", "validation_failed"));
  }

  @Test
  void findsTheTypeByEndingAndContent() throws Exception {
    upload(
        "",
        new Sent("recording", DatasetFiles.wav(440)),
        Sent.text("notes.md", "some words\n"),
        Sent.text("list.jsonl", "{}\n"),
        new Sent("pairs.zip", DatasetFiles.zip(Map.of())));

    assertThat(types())
        .containsOnly(
            Map.entry("recording", "AUDIO"),
            Map.entry("notes.md", "TRANSCRIPT"),
            Map.entry("list.jsonl", "MANIFEST"),
            Map.entry("pairs.zip", "MANIFEST"));
  }

  @Test
  void showsHostileNamesAsTextAndDownloadsThemSafely() throws Exception {
    String emoji = "🎙 <b>é " + "x".repeat(300) + ".txt";
    upload("", Sent.text("../../../evil\u0001.txt", "one"), Sent.text(emoji, "two"));

    assertThat(names()).hasSize(2).contains("evil.txt");
    Document grid = page(path());
    assertThat(grid.select("#datasets b")).isEmpty();
    MockHttpServletResponse download =
        mvc.perform(get(address("evil.txt") + "/file").with(as(user))).andReturn().getResponse();
    assertThat(download.getContentAsString()).isEqualTo("one");
    assertThat(download.getContentType()).isEqualTo("application/octet-stream");
    assertThat(download.getHeader("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(download.getHeader("Content-Disposition")).startsWith("attachment;");
    String long255 = names().stream().filter(name -> !name.equals("evil.txt")).findFirst().get();
    MockHttpServletResponse second =
        mvc.perform(get(address(long255) + "/file").with(as(user))).andReturn().getResponse();
    assertThat(second.getHeader("Content-Disposition"))
        .contains("filename*=UTF-8''")
        .contains("%F0%9F%8E%99")
        .doesNotContain("🎙");
  }

  @Test
  void hidesEverythingFromAnotherOrganization() throws Exception {
    upload("", Sent.text("secret.txt", "secret"));
    String address = address("secret.txt");
    SignedIn stranger = organizations.user(Role.ORGADMIN);
    CustomModelId own = models.model(stranger, "Own");
    String throughOwn = address.replace(model.toString(), own.toString());

    for (String at : List.of(address, throughOwn)) {
      assertThat(status(get(at).with(as(stranger)))).isEqualTo(404);
      assertThat(status(get(at + "/file").with(as(stranger)))).isEqualTo(404);
      assertThat(status(get(at + "/delete").with(as(stranger)))).isEqualTo(404);
      assertThat(status(post(at + "/delete").with(as(stranger)).with(csrf()))).isEqualTo(404);
      assertThat(status(post(at + "/confirm").with(as(stranger)).with(csrf()))).isEqualTo(404);
    }
    assertThat(status(get(path()).with(as(stranger)))).isEqualTo(404);
    assertThat(status(get(path() + "/new").with(as(stranger)))).isEqualTo(404);
    SignedIn me = user;
    user = stranger;
    assertThat(send("", Sent.text("intruder.txt", "x")).getResponse().getStatus()).isEqualTo(404);
    user = me;
    assertThat(names()).containsExactly("secret.txt");
  }

  @Test
  void refusesChangesWhileATrainingIsQueued() throws Exception {
    upload("", Sent.text("a.txt", "words"));
    validated("a.txt");
    models.queue(model);

    assertThat(send("", Sent.text("b.txt", "more")).getResponse().getStatus()).isEqualTo(409);
    assertThat(status(post(address("a.txt") + "/delete").with(as(user)).with(csrf())))
        .isEqualTo(409);
    assertThat(names()).containsExactly("a.txt");
    assertThat(page(path()).select("#datasets").text()).contains("Data cannot be changed");
  }

  @Test
  void refusesAFormWithoutItsToken() throws Exception {
    assertThat(
            status(
                post(path())
                    .contentType("multipart/form-data; boundary=" + DatasetFiles.BOUNDARY)
                    .content(DatasetFiles.form("", List.of(Sent.text("a.txt", "x"))))
                    .with(as(user))))
        .isEqualTo(403);
  }

  @Test
  void saysWhenNothingWasChosen() throws Exception {
    assertThat(upload("", new Sent("", new byte[0])).select("[data-toast=warning]").text())
        .isEqualTo("Choose at least one file.");
  }

  @Test
  void answersABodyThatEndsInTheMiddleWithAnExplanation() throws Exception {
    byte[] whole = DatasetFiles.form("", List.of(Sent.text("a.txt", "words and words")));
    MvcResult result =
        mvc.perform(
                post(path())
                    .contentType("multipart/form-data; boundary=" + DatasetFiles.BOUNDARY)
                    .content(Arrays.copyOf(whole, whole.length - 50))
                    .with(as(user))
                    .with(csrf().asHeader()))
            .andReturn();

    assertThat(result.getResponse().getStatus()).isEqualTo(400);
    assertThat(result.getResponse().getContentAsString())
        .contains("The request could not be understood.")
        .doesNotContain("Exception");
    assertThat(names()).isEmpty();
  }

  @Test
  void comesBackToThePageOfTheGridThatWasLookedAt() throws Exception {
    upload("", Sent.text("a.txt", "words"));
    validated("a.txt");

    assertThat(page(path()).select("[data-label=Type]").text()).isEqualTo("TRANSCRIPT");
    assertThat(
            mvc.perform(
                    post(address("a.txt") + "/delete")
                        .header("Referer", "http://localhost" + path() + "?sort=name&size=50")
                        .with(as(user))
                        .with(csrf()))
                .andReturn()
                .getResponse()
                .getHeader("Location"))
        .isEqualTo(path() + "?sort=name&size=50");
  }

  @Test
  void turnsAModelBackWhenItsLastDataGoes() throws Exception {
    upload("", Sent.text("a.txt", "words"));
    validated("a.txt");
    assertThat(customModels.get(model, user).status()).isEqualTo(ModelStatus.READY_TO_RUN);

    assertThat(page(address("a.txt") + "/delete").select("dialog").text())
        .contains("Are you sure you want to delete a.txt?", "go for good", "Not Running then")
        .doesNotContain("Other models keep it", "stay");
    delete("a.txt");

    assertThat(customModels.get(model, user).status()).isEqualTo(ModelStatus.NOT_RUNNING);
    assertThat(names()).isEmpty();
    assertThat(blobs.usedBytes(user.organization())).isZero();
  }

  @Test
  void removesTheDataOfADeletedModel() throws Exception {
    upload("", Sent.text("a.txt", "words"), new Sent("a.wav", DatasetFiles.wav(440)));
    Stream.of("a.txt", "a.wav").forEach(this::validated);
    SignedIn admin = organizations.user(user.organization(), Role.ORGADMIN);

    customModels.delete(model, admin);

    assertThat(names()).isEmpty();
    assertThat(blobs.usedBytes(user.organization())).isZero();
  }

  @Test
  void pagesAndSortsTheGridByItsAddress() throws Exception {
    upload("", Sent.text("b.txt", "bb"), Sent.text("a.txt", "aa"), Sent.text("c.txt", "cc"));

    assertThat(page(path() + "?sort=name").select("#datasets tbody th").eachText())
        .containsExactly("a.txt", "b.txt", "c.txt");
    assertThat(page(path() + "?sort=name&dir=desc&page=99&size=7").select("tbody th").eachText())
        .containsExactly("c.txt", "b.txt", "a.txt");
    String fragment =
        mvc.perform(get(path() + "?sort=name").header("HX-Request", "true").with(as(user)))
            .andReturn()
            .getResponse()
            .getContentAsString();
    assertThat(fragment).doesNotContain("<html").contains("id=\"datasets\"");
  }

  @Test
  void saysWhereADatasetWasFetchedFrom() throws Exception {
    upload("", Sent.text("b.txt", "bb"), Sent.text("a.txt", "aa"));
    jdbc.sql("update dataset set source = 'https://files.example.org/a.txt' where name = 'a.txt'")
        .update();

    assertThat(page(path() + "?sort=name").select("td[data-label=URL]").eachText())
        .containsExactly("Open fetched from https://files.example.org/a.txt", "Open");
  }

  private static Bad bad(String name, byte[] bytes) {
    return new Bad(name, bytes);
  }

  private record Bad(String name, byte[] bytes) {
    Arguments is(String status, String code, String sentence) {
      return Arguments.of(name, bytes, status, code, sentence);
    }
  }

  private static byte[] manifest(String path) {
    return DatasetFiles.text(
        "{\"audio_filepath\":\"" + path + "\",\"text\":\"words\"}\n", StandardCharsets.UTF_8);
  }

  private String path() {
    return "/custom-models/" + model + "/datasets";
  }

  private MvcResult send(String type, Sent... files) throws Exception {
    return send(path(), DatasetFiles.form(type, List.of(files)));
  }

  private MvcResult send(String address, byte[] form) throws Exception {
    return mvc.perform(
            post(address)
                .contentType("multipart/form-data; boundary=" + DatasetFiles.BOUNDARY)
                .content(form)
                .with(as(user))
                .with(csrf().asHeader()))
        .andReturn();
  }

  /** Sends the form and follows the redirect. */
  private Document upload(String type, Sent... files) throws Exception {
    return follow(send(type, files));
  }

  private Document follow(MvcResult result) throws Exception {
    assertThat(result.getResponse().getStatus()).isEqualTo(303);
    String next = result.getResponse().getRedirectedUrl();
    return Jsoup.parse(
        mvc.perform(get(next).cookie(result.getResponse().getCookies()).with(as(user)))
            .andReturn()
            .getResponse()
            .getContentAsString());
  }

  private Document page(String address) throws Exception {
    return Jsoup.parse(
        mvc.perform(get(address).with(as(user))).andReturn().getResponse().getContentAsString());
  }

  private int status(MockHttpServletRequestBuilder request) throws Exception {
    return mvc.perform(request).andReturn().getResponse().getStatus();
  }

  private List<String> names() {
    return List.copyOf(types().keySet());
  }

  private Map<String, String> types() {
    return jdbc
        .sql("select name, type from dataset where organization_id = :organization")
        .param("organization", user.organization().value())
        .query((row, number) -> Map.entry(row.getString("name"), row.getString("type")))
        .list()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private String address(String name) throws Exception {
    Element link =
        page(path() + "?size=100").select("#datasets tbody th a").stream()
            .filter(found -> found.text().equals(name.replaceAll("\\s+", " ").strip()))
            .findFirst()
            .orElseThrow();
    return link.attr("href");
  }

  private void delete(String name) throws Exception {
    assertThat(status(post(address(name) + "/delete").with(as(user)).with(csrf()))).isEqualTo(302);
  }

  /** The report once the validation is over. */
  private Document validated(String name) {
    try {
      String address = address(name);
      await()
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofMillis(50))
          .until(() -> !List.of("Uploading", "Validating").contains(statusAt(address)));
      return page(address);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private String statusAt(String address) throws Exception {
    return page(address).select(".fact .status-badge").get(0).text();
  }
}
