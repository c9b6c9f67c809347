package io.diction.transcription;

import static io.diction.organization.OrganizationFixtures.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.diction.custommodel.CustomModelFixtures;
import io.diction.custommodel.CustomModelId;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.OrganizationFixtures;
import io.diction.speech.audio.Audio;
import io.diction.speech.audio.WavWriter;
import io.diction.testing.PortalTest;
import io.diction.testing.SpeechFixtures;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@PortalTest
@Import({OrganizationFixtures.class, CustomModelFixtures.class})
class AlignmentTest {
  private static final String BOUNDARY = "a-boundary-of-the-test";
  private static final int RATE = Audio.RECOGNITION_RATE_HZ;

  @Autowired private MockMvc mvc;
  @Autowired private OrganizationFixtures people;
  @Autowired private CustomModelFixtures models;

  private SignedIn user;

  @BeforeEach
  void makeUser() {
    user = people.user(Role.USER);
  }

  @Test
  void placesTheWordsWhereTheyAreSaidAndTellsTheRest() throws Exception {
    Audio first = SpeechFixtures.say("the weather in the north is cold and dry this morning");
    Audio unwritten = SpeechFixtures.say("please send the final report to the office before noon");
    Audio last = SpeechFixtures.say("a small boat crossed the wide river late at night");
    double unwrittenAt = 1 + first.durationSeconds() + 1;
    double lastAt = unwrittenAt + unwritten.durationSeconds() + 1;
    byte[] recording =
        wav(
            silence(1),
            first.samples(),
            silence(1),
            unwritten.samples(),
            silence(1),
            last.samples());
    String text =
        """
        The weather, in the North, is cold & dry this morning;
        many people believe music helps sleep.
        A small boat \u2013 crossed the WIDE river late at night!
        """;

    Document page =
        awaitEnd(start(new Form().field("transcript", text).audio("talk.wav", recording)));

    assertThat(page.select(".page-caption").text()).contains("Ready Force Alignment · English");
    List<Element> words = page.select(".word");
    List<String> paragraphs = page.select(".transcript-paragraph p").eachText();
    assertThat(paragraphs)
        .startsWith("The weather, in the North, is cold & dry this morning;")
        .endsWith("A small boat \u2013 crossed the WIDE river late at night!");
    // Of what is not said a word or two may sound like what is said in its place.
    assertThat(words).hasSizeBetween(21, 23);
    assertThat(start(words.get(0))).isBetween(0.95, 1.4);
    assertThat(end(words.get(10))).isBetween(unwrittenAt - 1.5, unwrittenAt - 0.9);
    assertThat(start(words.get(words.size() - 10))).isBetween(lastAt - 0.1, lastAt + 0.4);
    for (int i = 1; i < words.size(); i++) {
      assertThat(start(words.get(i))).isGreaterThan(end(words.get(i - 1)) - 0.001);
    }

    assertThat(page.select(".gaps li").eachText())
        .anyMatch(gap -> gap.contains("line 2: ") && gap.endsWith("believe music helps sleep"));
    Element link = page.select(".gaps li a").get(0);
    assertThat(link.attr("href")).contains("/audio#t=" + link.attr("data-jump"));
    assertThat(page.select(".gaps li:contains(Speech that is not in the transcript) a"))
        .anySatisfy(
            place ->
                assertThat(Double.parseDouble(place.attr("data-jump")))
                    .isBetween(unwrittenAt - 1, lastAt - 1));

    String session =
        page.select(".crumbs + #session a[href$=delete]").attr("href").replaceFirst("/delete$", "");
    assertThat(export(session, "txt"))
        .startsWith("The weather, in the North, is cold & dry this morning;")
        .endsWith("A small boat \u2013 crossed the WIDE river late at night!\n");
    assertThat(export(session, "vtt"))
        .contains("NOTE line 2 not placed: ", "cold &amp; dry", "-->");
    assertThat(export(session, "srt")).startsWith("1\n00:00:01,").contains("WIDE river");
    JsonNode json = JsonMapper.shared().readTree(export(session, "json"));
    assertThat(json.get("lexical").asString())
        .startsWith("the weather in the north is cold and dry");
    assertThat(json.get("displayWords").get(1).get("word").asString()).isEqualTo("weather,");
    assertThat(json.get("unplaced").get("text").get(0).get("line").asInt()).isEqualTo(2);
    for (String list : List.of("/", "/sessions")) {
      assertThat(page(list).select("td[data-label=Kind]").eachText())
          .containsExactly("Force Alignment");
    }
  }

  @Test
  void takesSubtitlesInTheirEncodingAndGivesThemTheirTimes() throws Exception {
    String subtitles = "1\r\n00:10:00,000 --> 00:10:09,000\r\nThe house is on the green hill.\r\n";
    byte[] encoded = ("\uFEFF" + subtitles).getBytes(StandardCharsets.UTF_16LE);
    byte[] audio = wav(SpeechFixtures.say("the house is on the green hill").samples());

    Document page =
        awaitEnd(
            start(
                new Form().file("transcript-file", "talk.SRT", encoded).audio("talk.wav", audio)));

    assertThat(page.select(".word").eachText())
        .containsExactly("The", "house", "is", "on", "the", "green", "hill.");
    assertThat(end(page.select(".word").get(6))).isLessThan(5);
    assertThat(page.select(".gaps").text()).startsWith("Every word has its place");
  }

  @Test
  void saysThatNothingOfAnotherLanguageOrOfSilenceHasAPlace() throws Exception {
    byte[] speech = wav(SpeechFixtures.say("the house is on the green hill").samples());
    Document foreign =
        awaitEnd(
            start(
                new Form()
                    .field("transcript", "Дом стоит на зелёном холме.")
                    .audio("talk.wav", speech)));
    assertThat(foreign.select("article").text()).contains("No word of the transcript was found");
    assertThat(foreign.select(".gaps li").text()).contains("дом стоит");

    Document silent =
        awaitEnd(
            start(
                new Form()
                    .field("transcript", "The house is on the green hill.")
                    .audio("talk.wav", wav(silence(4)))));
    assertThat(silent.select("article").text()).contains("No word of the transcript was found");
    assertThat(silent.select(".gaps li q").text()).startsWith("the house is");
  }

  @Test
  void saysWhatIsWrongWithARecordingThatIsNone() throws Exception {
    Document page =
        awaitEnd(
            start(
                new Form()
                    .field("transcript", "hello")
                    .audio("talk.wav", "just text".getBytes(StandardCharsets.UTF_8))));
    assertThat(page.select("[role=alert] h2").text()).isEqualTo("Alignment failed");
    assertThat(page.select("[role=alert] code").text()).isEqualTo("invalid_audio_format");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          transcript | ''                                  | Paste a transcript with words
          transcript | ' … – !\n'                          | Paste a transcript with words
          talk.docx  | hello                               | A transcript is a .txt, .vtt or .srt file.
          talk.txt   | ''                                  | The file is empty.
          talk.vtt   | hello                               | line 1.
          talk.srt   | '1\n00:00:02,0 --> soon\nhello'     | The transcript cannot be read, line
          """)
  void refusesATranscriptThatCannotBeRead(String name, String text, String answer)
      throws Exception {
    byte[] bytes = text.replace("\\n", "\n").getBytes(StandardCharsets.UTF_8);
    Form form = new Form();
    Form sent =
        name.equals("transcript")
            ? form.field(name, text.replace("\\n", "\n"))
            : form.file("transcript-file", name, bytes);
    MockHttpServletResponse response = upload(sent.audio("a.wav", new byte[] {1}));
    assertThat(response.getStatus()).isEqualTo(422);
    assertThat(Jsoup.parse(response.getContentAsString(StandardCharsets.UTF_8)).text())
        .contains(answer);
  }

  @Test
  void refusesTwoTranscriptsOneTooLargeAndAModelOfOthers() throws Exception {
    byte[] large = "word ".repeat(2_000_000).getBytes(StandardCharsets.US_ASCII);
    byte[] sound = {1, 2};
    assertThat(
            upload(
                    new Form()
                        .field("transcript", "hello")
                        .file("transcript-file", "a.txt", "hello".getBytes(StandardCharsets.UTF_8))
                        .audio("a.wav", sound))
                .getStatus())
        .isEqualTo(422);
    assertThat(
            upload(new Form().file("transcript-file", "a.txt", large).audio("a.wav", sound))
                .getStatus())
        .isEqualTo(413);
    assertThat(
            upload(
                    new Form()
                        .field("transcript", new String(large, StandardCharsets.US_ASCII))
                        .audio("a.wav", sound))
                .getStatus())
        .isEqualTo(413);
    CustomModelId others = models.trained(people.user(Role.USER), "Theirs");
    assertThat(
            upload(
                    new Form()
                        .field("model", "model:" + others)
                        .field("transcript", "hello")
                        .audio("a.wav", sound))
                .getStatus())
        .isEqualTo(422);
    assertThat(page("/").select("main").text()).contains("No sessions yet");
  }

  private static double start(Element word) {
    return Double.parseDouble(word.attr("data-start"));
  }

  private static double end(Element word) {
    return Double.parseDouble(word.attr("data-end"));
  }

  private static float[] silence(double seconds) {
    return new float[(int) (seconds * RATE)];
  }

  private static byte[] wav(float[]... parts) {
    float[] all = new float[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
    int at = 0;
    for (float[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return WavWriter.bytes(new Audio(all, RATE));
  }

  /** What the form of Home sends. */
  private static final class Form {
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    private Form() {
      field("kind", "ALIGNMENT").field("language", "en-US");
    }

    private Form field(String name, String value) {
      return part("name=\"" + name + "\"", value.getBytes(StandardCharsets.UTF_8));
    }

    private Form file(String name, String fileName, byte[] bytes) {
      return part("name=\"%s\"; filename=\"%s\"".formatted(name, fileName), bytes);
    }

    private byte[] audio(String fileName, byte[] bytes) {
      file("audio", fileName, bytes);
      body.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
      return body.toByteArray();
    }

    private Form part(String disposition, byte[] bytes) {
      String head =
          "--%s\r\nContent-Disposition: form-data; %s\r\n\r\n".formatted(BOUNDARY, disposition);
      body.writeBytes(head.getBytes(StandardCharsets.UTF_8));
      body.writeBytes(bytes);
      body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
      return this;
    }
  }

  private String start(byte[] form) throws Exception {
    MockHttpServletResponse started = upload(form);
    assertThat(started.getStatus()).as(started.getContentAsString()).isEqualTo(302);
    return String.valueOf(started.getRedirectedUrl());
  }

  private MockHttpServletResponse upload(byte[] form) throws Exception {
    return mvc.perform(
            post("/sessions")
                .contentType("multipart/form-data; boundary=" + BOUNDARY)
                .content(form)
                .with(as(user))
                .with(csrf().asHeader()))
        .andReturn()
        .getResponse();
  }

  private Document awaitEnd(String session) {
    Document[] last = new Document[1];
    await()
        .atMost(Duration.ofMinutes(3))
        .pollInterval(Duration.ofMillis(300))
        .until(
            () -> {
              last[0] = page(session);
              return !last[0].select("#session").hasAttr("hx-get");
            });
    return last[0];
  }

  private String export(String session, String format) throws Exception {
    MockHttpServletResponse file =
        mvc.perform(get(session + "/transcript." + format).with(as(user)))
            .andReturn()
            .getResponse();
    assertThat(file.getStatus()).isEqualTo(200);
    return file.getContentAsString(StandardCharsets.UTF_8);
  }

  private Document page(String path) throws Exception {
    MockHttpServletResponse response =
        mvc.perform(get(path).with(as(user))).andReturn().getResponse();
    assertThat(response.getStatus()).isEqualTo(200);
    return Jsoup.parse(response.getContentAsString(StandardCharsets.UTF_8));
  }
}
