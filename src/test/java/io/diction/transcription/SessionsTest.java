package io.diction.transcription;

import static io.diction.organization.OrganizationFixtures.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.diction.identity.OrganizationId;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.Organization.Limits;
import io.diction.organization.OrganizationFixtures;
import io.diction.speech.audio.Audio;
import io.diction.speech.audio.WavWriter;
import io.diction.storage.Blob;
import io.diction.storage.Blobs;
import io.diction.testing.PortalTest;
import io.diction.testing.SpeechFixtures;
import io.diction.web.Refusal.LimitReached;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.transaction.support.TransactionTemplate;

@PortalTest
@Import({OrganizationFixtures.class, SessionsTest.Heard.class})
class SessionsTest {
  private static final String BOUNDARY = "a-boundary-of-the-test";

  @Autowired private MockMvc mvc;
  @Autowired private OrganizationFixtures fixtures;
  @Autowired private Recordings recordings;
  @Autowired private Blobs blobs;
  @Autowired private TransactionTemplate transaction;
  @TempDir private Path folder;

  @Autowired private Heard heard;

  private SignedIn user;

  /** Hears of finished sessions. */
  @TestConfiguration(proxyBeanMethods = false)
  static class Heard {
    private final List<SessionTranscribed> all = new CopyOnWriteArrayList<>();

    @EventListener
    void finished(SessionTranscribed session) {
      all.add(session);
    }

    List<SessionTranscribed> of(SignedIn user) {
      return all.stream()
          .filter(session -> session.organization().equals(user.organization()))
          .toList();
    }
  }

  @BeforeEach
  void makeUser() {
    user = fixtures.user(Role.USER);
  }

  @Test
  void homeOffersLanguagesAndModelsAndSaysThatThereIsNoSessionYet() throws Exception {
    Document home = page(user, "/");
    assertThat(home.select("#session-language option").eachText()).contains("English");
    assertThat(home.select("#session-model option")).isNotEmpty();
    assertThat(home.select("main").text()).contains("No sessions yet");
  }

  @Test
  void recognisesARecordingShowsItsWordsAndExportsThem() throws Exception {
    Path audio = SpeechFixtures.wav(folder.resolve("a.wav"), "the house is on the green hill");
    String session = start(user, "interview <b>one.wav", Files.readAllBytes(audio));

    Document page = awaitEnd(user, session);
    assertThat(page.select("h1").text()).isEqualTo("interview <b>one.wav");
    assertThat(page.select(".word").eachText()).startsWith("The").endsWith("hill.");
    Element word = page.select(".word").get(1);
    assertThat(Double.parseDouble(word.attr("data-end")))
        .isGreaterThan(Double.parseDouble(word.attr("data-start")));

    assertThat(export(session, "txt")).contains("hill");
    assertThat(export(session, "vtt"))
        .startsWith("WEBVTT")
        .containsPattern("NOTE model .+, sha256 [0-9a-f]{64}\n")
        .contains("-->");
    assertThat(export(session, "srt")).startsWith("1\n00:00:0");
    assertThat(export(session, "json")).contains("\"modelSha256\"").contains("\"start\"");
    assertThat(status(user, session + "/transcript.exe")).isEqualTo(404);

    MockHttpServletResponse part =
        mvc.perform(get(session + "/audio").with(as(user)).header("Range", "bytes=0-3"))
            .andReturn()
            .getResponse();
    assertThat(part.getStatus()).isEqualTo(206);
    assertThat(part.getContentAsByteArray()).isEqualTo("RIFF".getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void nobodyElseSeesASession() throws Exception {
    Path audio = SpeechFixtures.wav(folder.resolve("a.wav"), "nobody");
    String session = start(user, "a.wav", Files.readAllBytes(audio));
    awaitEnd(user, session);

    for (SignedIn other :
        new SignedIn[] {
          fixtures.user(user.organization(), Role.ORGADMIN), fixtures.user(Role.SYSOP)
        }) {
      assertThat(status(other, session)).isEqualTo(404);
      assertThat(status(other, session + "/audio")).isEqualTo(404);
      assertThat(status(other, session + "/transcript.txt")).isEqualTo(404);
      assertThat(send(other, session + "/delete").getStatus()).isEqualTo(404);
      assertThat(send(other, session + "/cancel").getStatus()).isEqualTo(404);
    }
  }

  @Test
  void saysWhatIsWrongWithAFileThatIsNoRecording() throws Exception {
    String session = start(user, "a.wav", "just text".getBytes(StandardCharsets.UTF_8));
    Document page = awaitEnd(user, session);
    assertThat(page.select("[role=alert] code").text()).isEqualTo("invalid_audio_format");
    assertThat(page.select("[role=alert] p").text()).contains("a.wav").doesNotContain("Exception");
    assertThat(page.select("#another").attr("href")).startsWith("/?model=base:");
  }

  @Test
  void refusesAtOnceWhatIsPlainlyNoRecording() throws Exception {
    for (String name : List.of("terms.txt", "ward.zip", "list.jsonl", "notes")) {
      MockHttpServletResponse refused =
          upload(user, name, "just text".getBytes(StandardCharsets.UTF_8), "");
      assertThat(refused.getStatus()).isEqualTo(422);
      assertThat(refused.getContentAsString(StandardCharsets.UTF_8))
          .contains(name + " is not a recording");
    }
    assertThat(page(user, "/").select("main").text()).contains("No sessions yet");
  }

  @Test
  void refusesAnEmptyRecordingAndAModelThatDoesNotExist() throws Exception {
    MockHttpServletResponse empty = upload(user, "a.wav", new byte[0], "");
    assertThat(empty.getStatus()).isEqualTo(422);
    MockHttpServletResponse unknown =
        upload(user, "a.wav", new byte[] {1, 2}, "model:00000000-0000-0000-0000-000000000000");
    assertThat(unknown.getStatus()).isEqualTo(422);
    assertThat(page(user, "/").select("main").text()).contains("No sessions yet");
  }

  /** Each fits when it begins to arrive; both together do not. */
  @Test
  void takesOneOfTwoRecordingsAtOnceWhereThePlanHasRoomForOne() throws Exception {
    OrganizationId small = fixtures.organization(null, new Limits(5, 100));
    user = fixtures.user(small, Role.USER);
    Blob one = blobs.store(small, new ByteArrayInputStream(new byte[60]));
    byte[] others = new byte[60];
    others[0] = 1;
    Blob other = blobs.store(small, new ByteArrayInputStream(others));

    List<Boolean> taken =
        Stream.of(one, other).parallel().map(audio -> isTaken(user, audio)).toList();

    assertThat(taken).containsExactlyInAnyOrder(true, false);
    assertThat(blobs.usedBytes(small)).isEqualTo(60);
  }

  private boolean isTaken(SignedIn who, Blob audio) {
    try {
      transaction.executeWithoutResult(
          status -> {
            recordings.requireRoom(who, audio);
            blobs.retain(who.organization(), audio.sha256());
          });
      return true;
    } catch (LimitReached full) {
      return false;
    }
  }

  @Test
  void deletesASessionThatHasEnded() throws Exception {
    String session = start(user, "a.wav", "no sound".getBytes(StandardCharsets.UTF_8));
    awaitEnd(user, session);
    assertThat(page(user, session + "/delete").select("[role=alertdialog]").text())
        .contains("a.wav");
    assertThat(send(user, session + "/delete").getStatus()).isEqualTo(302);
    assertThat(status(user, session)).isEqualTo(404);
  }

  @Test
  void cancelsASessionUnderWay() throws Exception {
    float[] sentence = SpeechFixtures.say("the house is on the green hill").samples();
    float[] minutes = new float[600 * Audio.RECOGNITION_RATE_HZ];
    for (int i = 0; i < minutes.length; i++) {
      minutes[i] = sentence[i % sentence.length];
    }
    Path audio = folder.resolve("long.wav");
    WavWriter.write(audio, new Audio(minutes, Audio.RECOGNITION_RATE_HZ));
    String session = start(user, "long.wav", Files.readAllBytes(audio));
    await()
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(100))
        .until(() -> page(user, session).select("progress").attr("value").matches("0[.]0*[1-9].*"));

    Instant asked = Instant.now();
    assertThat(send(user, session + "/cancel").getStatus()).isEqualTo(302);

    assertThat(awaitEnd(user, session).select(".status-badge").text()).isEqualTo("Cancelled");
    assertThat(Duration.between(asked, Instant.now()))
        .as("in the middle of it")
        .isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void tellsOthersOnceOfAFinishedSession() throws Exception {
    Path audio = SpeechFixtures.wav(folder.resolve("a.wav"), "the green hill");
    String session = start(user, "a.wav", Files.readAllBytes(audio));
    awaitEnd(user, session);

    assertThat(heard.of(user))
        .singleElement()
        .satisfies(
            told -> {
              assertThat(session).endsWith(told.session().toString());
              assertThat(told.user()).isEqualTo(user.user());
              assertThat(told.baseModel()).isNotNull();
              assertThat(told.modelOwner()).isNull();
              assertThat(told.model()).isNull();
              assertThat(told.locale()).isEqualTo("en-US");
              assertThat(told.audioMs()).isBetween(300L, 10_000L);
              assertThat(told.kind()).isEqualTo(SessionKind.TRANSCRIPTION);
            });
  }

  @Test
  void startsSeveralRecordingsTogetherAndCancelsThemTogether() throws Exception {
    byte[] silence = WavWriter.bytes(new Audio(new float[Audio.RECOGNITION_RATE_HZ], 16_000));
    MockHttpServletResponse started = uploadAll(user, "a.wav", "b.wav", "c.wav", silence);
    assertThat(started.getStatus()).isEqualTo(302);
    String batch = String.valueOf(started.getRedirectedUrl());

    Document list = page(user, batch);
    assertThat(list.select("h1").text()).isEqualTo("3 recordings");
    assertThat(list.select("tbody th a").eachText()).containsExactly("a.wav", "b.wav", "c.wav");
    assertThat(send(user, batch + "/cancel").getStatus()).isEqualTo(302);
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> !page(user, batch).select("#batch").hasAttr("hx-get"));
    assertThat(page(user, batch).select(".page-caption").text()).isEqualTo("All have ended.");
    assertThat(status(fixtures.user(user.organization(), Role.ORGADMIN), batch)).isEqualTo(404);
  }

  private MockHttpServletResponse uploadAll(
      SignedIn who, String one, String two, String three, byte[] audio) throws Exception {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(part("name=\"language\"", "en-US").getBytes(StandardCharsets.UTF_8));
    body.writeBytes(part("name=\"model\"", "").getBytes(StandardCharsets.UTF_8));
    for (String name : List.of(one, two, three)) {
      String head = part("name=\"audio\"; filename=\"%s\"".formatted(name), "");
      body.writeBytes(head.substring(0, head.length() - 2).getBytes(StandardCharsets.UTF_8));
      body.write(audio);
      body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
    }
    body.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
    return mvc.perform(
            post("/sessions")
                .contentType("multipart/form-data; boundary=" + BOUNDARY)
                .content(body.toByteArray())
                .with(as(who))
                .with(csrf().asHeader()))
        .andReturn()
        .getResponse();
  }

  private String start(SignedIn who, String fileName, byte[] audio) throws Exception {
    MockHttpServletResponse started = upload(who, fileName, audio, "");
    assertThat(started.getStatus()).isEqualTo(302);
    return String.valueOf(started.getRedirectedUrl());
  }

  private MockHttpServletResponse upload(SignedIn who, String fileName, byte[] audio, String model)
      throws Exception {
    return mvc.perform(
            post("/sessions")
                .contentType("multipart/form-data; boundary=" + BOUNDARY)
                .content(multipart(fileName, audio, model))
                .with(as(who))
                .with(csrf().asHeader()))
        .andReturn()
        .getResponse();
  }

  private static byte[] multipart(String fileName, byte[] audio, String model) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(part("name=\"language\"", "en-US").getBytes(StandardCharsets.UTF_8));
    body.writeBytes(part("name=\"model\"", model).getBytes(StandardCharsets.UTF_8));
    String file = "name=\"audio\"; filename=\"%s\"".formatted(fileName);
    String head = part(file, "");
    body.writeBytes(head.substring(0, head.length() - 2).getBytes(StandardCharsets.UTF_8));
    body.write(audio);
    body.writeBytes(("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
    return body.toByteArray();
  }

  private static String part(String disposition, String value) {
    return "--%s\r\nContent-Disposition: form-data; %s\r\n\r\n%s\r\n"
        .formatted(BOUNDARY, disposition, value);
  }

  private Document awaitEnd(SignedIn who, String session) {
    Document[] last = new Document[1];
    await()
        .atMost(Duration.ofMinutes(3))
        .pollInterval(Duration.ofMillis(300))
        .until(
            () -> {
              last[0] = page(who, session);
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
    assertThat(file.getHeader("Content-Disposition")).startsWith("attachment").contains(format);
    return file.getContentAsString(StandardCharsets.UTF_8);
  }

  private Document page(SignedIn who, String path) throws Exception {
    MockHttpServletResponse response =
        mvc.perform(get(path).with(as(who))).andReturn().getResponse();
    assertThat(response.getStatus()).isEqualTo(200);
    return Jsoup.parse(response.getContentAsString(StandardCharsets.UTF_8));
  }

  private int status(SignedIn who, String path) throws Exception {
    return mvc.perform(get(path).with(as(who))).andReturn().getResponse().getStatus();
  }

  private MockHttpServletResponse send(SignedIn who, String path) throws Exception {
    return mvc.perform(post(path).with(as(who)).with(csrf())).andReturn().getResponse();
  }
}
