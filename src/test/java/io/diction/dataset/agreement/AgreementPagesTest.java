package io.diction.dataset.agreement;

import static io.diction.organization.OrganizationFixtures.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.diction.custommodel.CustomModelFixtures;
import io.diction.custommodel.CustomModelId;
import io.diction.dataset.DatasetFiles;
import io.diction.dataset.DatasetFiles.Sent;
import io.diction.dataset.TrainingData;
import io.diction.dataset.TrainingData.Pair;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.OrganizationFixtures;
import io.diction.speech.audio.Audio;
import io.diction.speech.audio.WavWriter;
import io.diction.testing.PortalTest;
import io.diction.testing.SpeechFixtures;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;

/** Words and sound of a dataset compared, and mended where they differ. */
@PortalTest
@Import({OrganizationFixtures.class, CustomModelFixtures.class})
class AgreementPagesTest {
  private static final List<String> SENTENCES =
      List.of(
          "the patient takes two tablets every morning",
          "we stopped the treatment after one week",
          "the doctor prescribed another medicine",
          "she came back with a slight fever");

  @Autowired private MockMvc mvc;
  @Autowired private OrganizationFixtures people;
  @Autowired private CustomModelFixtures models;
  @Autowired private TrainingData trainingData;
  @Autowired private HeardClips heard;

  private SignedIn user;
  private CustomModelId model;

  @BeforeEach
  void makeModel() {
    user = people.user(Role.USER);
    model = models.model(user, "Medical EN");
  }

  @Test
  void showsSwappedTranscriptsFirstAndSwapsThemBack() throws Exception {
    upload(new Sent("visits.zip", zip(SENTENCES.get(1), SENTENCES.get(0), "", "")));
    String report = settled("visits.zip");
    String agreement = report + "/agreement";
    assertThat(page(report).select("#agreement").attr("hx-get")).isEqualTo(agreement + "/status");
    compared(agreement, "of 4 clips 2 want a look");

    Document page = page(agreement);
    assertThat(page.select(".compared-name bdi").eachText().subList(0, 2))
        .containsExactlyInAnyOrder("clip-1.wav", "clip-2.wav");
    Element worst = page.select(".compared").get(0);
    assertThat(worst.text()).contains("Other words", "What is said here is written at clip-");
    assertThat(worst.select("mark.unsaid")).isNotEmpty();
    assertThat(page.select(".compared").get(3).text()).contains("Agrees").doesNotContain("Swap");
    assertThat(page(agreement + "?state=FINE").select(".compared")).hasSize(2);
    assertThat(page(agreement + "?state=UNHEARD").text()).contains("No clip is like that.");
    assertThat(page(report).text()).contains("What is said at 0:00.0 is not what is written");

    MockHttpServletResponse sound =
        mvc.perform(
                get(worst.select("audio").attr("src")).header("Range", "bytes=0-3").with(as(user)))
            .andReturn()
            .getResponse();
    assertThat(sound.getStatus()).isEqualTo(206);
    assertThat(sound.getContentAsString()).isEqualTo("RIFF");
    assertThat(sound.getHeader("X-Content-Type-Options")).isEqualTo("nosniff");
    String line =
        mvc.perform(get(worst.select("a[data-dialog]").attr("href")).with(as(user)))
            .andReturn()
            .getResponse()
            .getRedirectedUrl();
    assertThat(page(line).select("textarea").text()).isIn(SENTENCES);
    SignedIn stranger = people.user(Role.USER);
    assertThat(
            mvc.perform(get(worst.select("audio").attr("src")).with(as(stranger)))
                .andReturn()
                .getResponse()
                .getStatus())
        .isEqualTo(404);

    String swap = worst.select("form[action$=/swap]").attr("action");
    assertThat(send(swap)).isEqualTo(302);

    settled("visits.zip");
    compared(agreement, "of 4 clips none wants a look");
    assertThat(trainingData.get(model, user.organization()).pairs())
        .extracting(Pair::text)
        .containsExactlyInAnyOrderElementsOf(SENTENCES);
    assertThat(page(report).text()).doesNotContain("is not what is written");
    Element undo = page(report).select("#changes form").get(0);
    assertThat(
            mvc.perform(
                    post(undo.attr("action"))
                        .param("deed", undo.select("[name=deed]").val())
                        .with(as(user))
                        .with(csrf().asHeader()))
                .andReturn()
                .getResponse()
                .getStatus())
        .isEqualTo(302);
    settled("visits.zip");
    compared(agreement, "of 4 clips 2 want a look");
  }

  @Test
  void leavesOutWordsAndHearsNothingTwice() throws Exception {
    String table =
        "clip-1.wav\t%s\nclip-2.wav\t%s\nclip-3.wav\t%s\nclip-4.wav\t%s\n"
            .formatted(SENTENCES.get(0), "nobody says a word of this", SENTENCES.get(2), "");
    upload(new Sent("table.zip", zip(Map.of("trans.txt", table))));
    String report = settled("table.zip");
    String agreement = report + "/agreement";
    compared(agreement, "of 3 clips 1 wants a look");
    assertThat(page(report).select("#files-of-report [data-label=Transcript]").eachText())
        .containsExactlyInAnyOrder("With text", "With text", "With text", "Without text", "–");
    assertThat(page(report).select("#files-of-report [data-label=Agreement]").eachText())
        .containsExactlyInAnyOrder("100 %", "0 %", "100 %", "–", "–");
    assertThat(text(report + "/files.csv"))
        .containsPattern("\"clip-1.wav\".*,true,(1\\.0|0\\.\\d+),")
        .containsPattern("\"clip-4.wav\".*,false,,");
    assertThat(text(report + "/report.json")).contains("\"transcript_present\" : true");
    Map<String, FileTime> before = clips();
    Element worst = page(agreement).select(".compared").get(0);
    assertThat(worst.text()).contains("clip-2.wav");

    assertThat(send(worst.select("form[action$=/leave-out]").attr("action"))).isEqualTo(302);

    settled("table.zip");
    compared(agreement, "of 2 clips none wants a look");
    assertThat(clips()).isEqualTo(before);
    assertThat(page(report).select("#changes").text()).contains("trans.txt");
  }

  @Test
  void leavesOutWordsOfALongRecordingThatWasCutAndTakesThemBack() throws Exception {
    List<Audio> said = new ArrayList<>();
    List<String> written = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      said.add(SpeechFixtures.say(SENTENCES.get(i % SENTENCES.size()), 3));
      written.add(SENTENCES.get(i % SENTENCES.size()) + ".");
    }
    written.add(8, "mountains rivers forests valleys glaciers deserts islands oceans volcanoes");
    upload(
        new Sent("visit.wav", WavWriter.bytes(joined(said))),
        Sent.text("visit.txt", String.join("\n", written) + "\n"));
    settled("visit.wav");
    String report = settled("visit.txt");
    String agreement = report + "/agreement";
    compared(agreement, "were compared: ");
    int before = words();
    Element piece =
        page(agreement + "?state=DIFFERS").select(".compared:contains(cut from a long)").get(0);
    String line =
        mvc.perform(get(piece.select("a[data-dialog]").attr("href")).with(as(user)))
            .andReturn()
            .getResponse()
            .getRedirectedUrl();
    assertThat(line).contains("file=visit.txt");
    assertThat(page(line).select("textarea").text()).isIn(written);

    assertThat(send(piece.select("form[action$=/leave-out]").attr("action"))).isEqualTo(302);

    settled("visit.txt");
    assertThat(words()).isEqualTo(before - piece.select(".compared-words > *").size());
    Element undo = page(report).select("#changes form").get(0);
    assertThat(page(report).select("#changes").text()).contains("visit.txt");
    assertThat(
            mvc.perform(
                    post(undo.attr("action"))
                        .param("deed", undo.select("[name=deed]").val())
                        .with(as(user))
                        .with(csrf().asHeader()))
                .andReturn()
                .getResponse()
                .getStatus())
        .isEqualTo(302);
    settled("visit.txt");
    assertThat(words()).isEqualTo(before);
  }

  private int words() throws IOException {
    return trainingData.get(model, user.organization()).pairs().stream()
        .mapToInt(pair -> pair.text().split(" ").length)
        .sum();
  }

  private static Audio joined(List<Audio> parts) {
    int length = parts.stream().mapToInt(part -> part.samples().length).sum();
    float[] all = new float[length];
    int at = 0;
    for (Audio part : parts) {
      System.arraycopy(part.samples(), 0, all, at, part.samples().length);
      at += part.samples().length;
    }
    return new Audio(all, parts.get(0).sampleRateHz());
  }

  @Test
  void comparesARecordingWithTheSubtitlesThatCameAlone() throws Exception {
    upload(
        Sent.text(
            "visit.vtt",
            "WEBVTT\n\n00:00.000 --> 00:02.900\n"
                + SENTENCES.get(0)
                + "\n\n01:00.000 --> 01:02.000\nlater\n"));
    String report = settled("visit.vtt");
    compared(report + "/agreement", "There are no recordings with a transcript");

    upload(new Sent("visit.wav", WavWriter.bytes(SpeechFixtures.say(SENTENCES.get(0), 3))));
    settled("visit.wav");

    compared(report + "/agreement", "of 1 clip ");
    assertThat(page(report).text())
        .contains("1 × the words are to be said after the end of the recording, first at 1:00.0");
  }

  @Test
  void saysThatATextIsInAnotherLanguage() throws Exception {
    upload(
        Sent.text(
            "notes.txt",
            "Der Patient ist nicht gekommen und die Schwester hat es auf dem Plan vermerkt.\n"));
    String report = settled("notes.txt");
    compared(report + "/agreement", "The text seems to be German.");
    assertThat(page(report).text()).contains("another language (de) than the model (en)");
  }

  private void compared(String agreement, String text) {
    await()
        .atMost(Duration.ofSeconds(90))
        .untilAsserted(() -> assertThat(page(agreement + "/status").text()).contains(text));
  }

  private Map<String, FileTime> clips() throws IOException {
    Map<String, FileTime> times = new TreeMap<>();
    try (Stream<Path> files = Files.list(heard.folder(model))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".clip")).toList()) {
        times.put(file.getFileName().toString(), Files.getLastModifiedTime(file));
      }
    }
    return times;
  }

  /** Texts beside the recordings; an empty one is the right one. */
  private static byte[] zip(String... texts) throws IOException {
    Map<String, String> files = new TreeMap<>();
    for (int i = 0; i < texts.length; i++) {
      files.put("clip-" + (i + 1) + ".txt", texts[i].isEmpty() ? SENTENCES.get(i) : texts[i]);
    }
    return zip(files);
  }

  private static byte[] zip(Map<String, String> texts) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (int i = 0; i < SENTENCES.size(); i++) {
        zip.putNextEntry(new ZipEntry("clip-" + (i + 1) + ".wav"));
        zip.write(WavWriter.bytes(SpeechFixtures.say(SENTENCES.get(i), 3)));
      }
      for (Map.Entry<String, String> text : texts.entrySet()) {
        zip.putNextEntry(new ZipEntry(text.getKey()));
        zip.write(text.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    return bytes.toByteArray();
  }

  private void upload(Sent... files) throws Exception {
    mvc.perform(
            post("/custom-models/{id}/datasets", model)
                .contentType("multipart/form-data; boundary=" + DatasetFiles.BOUNDARY)
                .content(DatasetFiles.form("", List.of(files)))
                .with(as(user))
                .with(csrf().asHeader()))
        .andReturn();
  }

  private int send(String path) throws Exception {
    return mvc.perform(post(path).with(as(user)).with(csrf().asHeader()))
        .andReturn()
        .getResponse()
        .getStatus();
  }

  /** Address of the report once the dataset was validated. */
  private String settled(String name) {
    String[] link = {""};
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> {
              Element row =
                  page("/custom-models/" + model + "/datasets")
                      .select("#datasets tbody tr")
                      .stream()
                      .filter(tr -> tr.select("th a").text().equals(name))
                      .findFirst()
                      .orElseThrow();
              assertThat(row.text()).doesNotContain("Validating");
              link[0] = row.select("th a").attr("href");
            });
    return link[0];
  }

  private Document page(String path) throws Exception {
    return Jsoup.parse(text(path));
  }

  private String text(String path) throws Exception {
    return mvc.perform(get(path).with(as(user))).andReturn().getResponse().getContentAsString();
  }
}
