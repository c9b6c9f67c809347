package io.diction.api.transcription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.diction.api.ApiAnswer;
import io.diction.api.ApiClient;
import io.diction.api.ApiFixtures;
import io.diction.api.ContentServer;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.OrganizationFixtures;
import io.diction.speech.audio.Audio;
import io.diction.speech.audio.WavWriter;
import io.diction.storage.Blobs;
import io.diction.testing.OnPostgres;
import io.diction.testing.PortalTest;
import io.diction.testing.SpeechFixtures;
import io.diction.transcription.Sessions;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
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
import tools.jackson.databind.JsonNode;

class TranscriptionsApiTest {
  @PortalTest
  @TestPropertySource(
      properties = {"diction.api.rate-limit=100000", "diction.api.allowed-hosts=127.0.0.1"})
  @Import({OrganizationFixtures.class, ApiFixtures.class})
  abstract static class Cases {
    @Autowired private OrganizationFixtures people;
    @Autowired private ApiFixtures programs;
    @Autowired private Sessions sessions;
    @Autowired private Blobs blobs;
    @Autowired private OldOrders old;
    @Autowired private JdbcClient jdbc;
    @LocalServerPort private int port;

    private final ContentServer server = new ContentServer();
    private SignedIn admin;
    private ApiClient api;

    @BeforeEach
    void enter() {
      admin = people.user(Role.ORGADMIN);
      api = ApiClient.withKey(port, programs.key(admin, Role.USER));
    }

    @AfterEach
    void leave() {
      server.close();
    }

    private static byte[] said(String words) {
      return WavWriter.bytes(SpeechFixtures.say(words));
    }

    /** One voice on the left, another on the right. */
    private static byte[] stereo(String left, String right) {
      Audio first = SpeechFixtures.say(left);
      Audio second = SpeechFixtures.say(right);
      int frames = Math.max(first.samples().length, second.samples().length);
      int rate = first.sampleRateHz();
      ByteBuffer wav = ByteBuffer.allocate(44 + frames * 4).order(ByteOrder.LITTLE_ENDIAN);
      wav.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + frames * 4);
      wav.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
      wav.putShort((short) 1).putShort((short) 2).putInt(rate).putInt(rate * 4);
      wav.putShort((short) 4).putShort((short) 16);
      wav.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(frames * 4);
      for (int t = 0; t < frames; t++) {
        wav.putShort(sample(first, t)).putShort(sample(second, t));
      }
      return wav.array();
    }

    private static short sample(Audio audio, int t) {
      return t < audio.samples().length ? (short) (audio.samples()[t] * 32767) : 0;
    }

    private static String body(String more) {
      return "{\"displayName\": \"Clinic 3\", \"locale\": \"en-US\", %s}".formatted(more);
    }

    private static String urls(String... urls) {
      return "\"contentUrls\": ["
          + Stream.of(urls).map(url -> '"' + url + '"').collect(Collectors.joining(", "))
          + "]";
    }

    private ApiAnswer ended(String transcription) {
      return await()
          .atMost(Duration.ofMinutes(2))
          .until(
              () -> api.get(transcription).expect(200),
              answer -> List.of("Succeeded", "Failed").contains(answer.text("status")));
    }

    /** The content of a file of a transcription. */
    private JsonNode file(String transcription, String name) {
      for (JsonNode file : api.get(transcription + "/files").expect(200).json().path("values")) {
        if (file.path("name").stringValue().equals(name)) {
          ApiAnswer single = api.get(file.path("self").stringValue()).expect(200);
          ApiAnswer content =
              ApiClient.stranger(port).get(single.text("links", "contentUrl")).expect(200);
          assertThat(content.body())
              .hasSize(single.json().path("properties").path("size").intValue());
          return content.json();
        }
      }
      throw new AssertionError("no file is called " + name);
    }

    private String modelHash(String self) {
      return jdbc.sql(
              """
              select model_hash from transcription_order
              where organization_id = :organization and id = :id
              """)
          .param("organization", admin.organization().value())
          .param("id", UUID.fromString(self.substring(self.lastIndexOf('/') + 1)))
          .query(String.class)
          .single();
    }

    private long signatures() {
      return jdbc.sql(
              """
              select (select count(*) from transcription_source
                      where organization_id = :organization and source like '%?%')
                   + (select count(*) from transcription_order
                      where organization_id = :organization and container_url like '%?%')
              """)
          .param("organization", admin.organization().value())
          .query(Long.class)
          .single();
    }

    @Test
    void goInStepsWhereTheyHaveManySessions() {
      String audio = server.put("/one.wav", said("one two three"));
      String made = api.post("/transcriptions", body(urls(audio))).expect(201).self();
      ended(made);
      UUID id = UUID.fromString(made.substring(made.lastIndexOf('/') + 1));
      for (int number = 1; number <= 2 * Endings.AT_ONCE + 50; number++) {
        jdbc.sql(
                """
                insert into transcription_source (order_id, organization_id, number, source, state)
                values (:id, :organization, :number, 'http://192.0.2.1/a.wav', 'TAKEN')
                """)
            .param("id", id)
            .param("organization", admin.organization().value())
            .param("number", number)
            .update();
        jdbc.sql(
                """
                insert into transcription_channel
                  (order_id, organization_id, number, channel, session_id)
                values (:id, :organization, :number, 0, :session)
                """)
            .param("id", id)
            .param("organization", admin.organization().value())
            .param("number", number)
            .param("session", UUID.randomUUID())
            .update();
      }

      api.delete(made).expect(204);

      api.get(made).expect(404);
      api.get(made + "/files").expect(404);
      api.patch(made, "{\"displayName\": \"x\"}").expect(404);
      assertThat(api.get("/transcriptions").expect(200).values("self")).isEmpty();
      // Those that are left, unless the task that removes them came by already.
      assertThat(count("transcription_channel")).isIn(Endings.AT_ONCE + 51L, 0L);
      api.delete(made).expect(204);
      old.sweep();
      for (String table :
          List.of("transcription_channel", "transcription_source", "transcription_order")) {
        assertThat(count(table)).as(table).isZero();
      }
      assertThat(sessionsOfThePortal()).isZero();
      assertThat(blobs.usedBytes(admin.organization())).isZero();
    }

    private long count(String table) {
      return jdbc.sql("select count(*) from " + table + " where organization_id = :organization")
          .param("organization", admin.organization().value())
          .query(Long.class)
          .single();
    }

    private long sessionsOfThePortal() {
      return jdbc.sql("select count(*) from stt_session where organization_id = :organization")
          .param("organization", admin.organization().value())
          .query(Long.class)
          .single();
    }

    @Test
    void hearWhatIsAtAddresses() {
      String one = server.put("/one.wav?sig=a%2Fb", said("the house is on the green hill"));
      String two = server.put("/two.wav", "no audio at all".getBytes(StandardCharsets.UTF_8));
      String none = server.address("/none.wav");
      String project =
          ApiClient.withKey(port, programs.key(admin, Role.ORGADMIN))
              .post("/projects", "{\"displayName\": \"Cardiology\", \"locale\": \"en-US\"}")
              .expect(201)
              .self();

      ApiAnswer made =
          api.post(
                  "/transcriptions",
                  body(
                      urls(one, two, none)
                          + ", \"project\": {\"self\": \""
                          + project
                          + "\"}, \"properties\": {\"wordLevelTimestampsEnabled\": true,"
                          + " \"displayFormWordLevelTimestampsEnabled\": true,"
                          + " \"timeToLive\": \"P7D\"}"))
              .expect(201);
      assertThat(made.header("Location")).isEqualTo(made.self());
      assertThat(made.text("model", "self")).contains("/models/base/");
      assertThat(made.text("properties", "punctuationMode")).isEqualTo("DictatedAndAutomatic");
      assertThat(made.text("properties", "profanityFilterMode")).isEqualTo("Masked");
      assertThat(made.text("properties", "timeToLive")).isEqualTo("P7D");
      assertThat(made.text()).doesNotContain("contentUrls");

      ApiAnswer done = ended(made.self());
      assertThat(done.text("status")).as(done.text()).isEqualTo("Succeeded");
      assertThat(done.text("properties", "duration")).startsWith("PT");
      assertThat(done.header("Retry-After")).isEmpty();
      ApiAnswer files = api.get(made.self() + "/files").expect(200);
      assertThat(files.values("name")).containsExactly("report.json", "contenturl_0.json");
      assertThat(files.values("kind")).containsExactly("TranscriptionReport", "Transcription");

      JsonNode report = file(made.self(), "report.json");
      assertThat(report.path("successfulTranscriptionsCount").intValue()).isEqualTo(1);
      assertThat(report.path("failedTranscriptionsCount").intValue()).isEqualTo(2);
      assertThat(report.path("details").path(0).path("source").stringValue())
          .isEqualTo(server.address("/one.wav"));
      assertThat(report.path("details").path(0).path("status").stringValue())
          .isEqualTo("Succeeded");
      assertThat(report.path("details").path(1).path("errorCode").stringValue())
          .isEqualTo("invalid_audio_format");
      assertThat(report.path("details").path(2).path("errorCode").stringValue())
          .isEqualTo("InvalidRecordingsUri");
      assertThat(report.path("details").path(2).path("errorMessage").stringValue()).contains("404");

      JsonNode heard = file(made.self(), "contenturl_0.json");
      assertThat(heard.path("source").stringValue()).isEqualTo(server.address("/one.wav"));
      assertThat(heard.path("model").path("sha256").stringValue())
          .isEqualTo(modelHash(made.self()));
      assertThat(heard.path("model").path("name").stringValue()).startsWith("English");
      assertThat(signatures()).as("kept").isZero();
      assertThat(heard.path("durationInTicks").isIntegralNumber()).isTrue();
      JsonNode combined = heard.path("combinedRecognizedPhrases").path(0);
      assertThat(combined.path("channel").intValue()).isZero();
      assertThat(combined.path("lexical").stringValue()).contains("green hill");
      assertThat(combined.path("display").stringValue()).endsWith("hill.");
      assertThat(combined.path("itn").stringValue()).endsWith("hill");
      JsonNode phrase = heard.path("recognizedPhrases").path(0);
      assertThat(phrase.path("recognitionStatus").stringValue()).isEqualTo("Success");
      assertThat(phrase.path("offsetInTicks").toString()).endsWith(".0");
      JsonNode best = phrase.path("nBest").path(0);
      assertThat(best.path("confidence").doubleValue()).isBetween(0.0, 1.0);
      assertThat(best.path("words").size())
          .isEqualTo(best.path("lexical").stringValue().split(" ").length);
      assertThat(best.path("words").path(0).path("durationInTicks").doubleValue()).isPositive();
      assertThat(best.path("displayWords").path(0).path("displayText").stringValue()).isNotEmpty();

      assertThat(api.get(project + "/transcriptions").values("self")).containsExactly(made.self());
      assertThat(api.get("/transcriptions?filter=status%20eq%20'failed'").values("self")).isEmpty();
      assertThat(sessionsOfThePortal()).isEqualTo(1);

      api.merge(
              made.self(), "{\"displayName\": \"Clinic 4\", \"customProperties\": {\"a\": \"b\"}}")
          .expect(200);
      assertThat(api.get(made.self()).text("customProperties", "a")).isEqualTo("b");
      String url =
          files.json().path("values").path(1).path("links").path("contentUrl").stringValue();
      api.delete(made.self()).expect(204);
      api.delete(made.self()).expect(204);
      api.get(made.self()).expect(404);
      ApiClient.stranger(port).get(url).expect(404);
      assertThat(sessionsOfThePortal()).isZero();
      assertThat(blobs.usedBytes(admin.organization())).isZero();
    }

    @Test
    void sayWhatIsWrongWithFilesOfAnyName() {
      String made =
          api.post(
                  "/transcriptions",
                  body(urls(server.put("/no%00%0Arth.wav", new byte[] {1, 2, 3}))))
              .expect(201)
              .self();

      assertThat(ended(made).text("properties", "error", "code")).isEqualTo("invalid_audio_format");
    }

    @Test
    void hearEachChannelByItself() {
      String call =
          server.put("/call.wav", stereo("the house is on the green hill", "one two three"));
      String both = api.post("/transcriptions", body(urls(call))).expect(201).self();
      String right =
          api.post("/transcriptions", body(urls(call) + ", \"properties\": {\"channels\": [1]}"))
              .expect(201)
              .self();
      String third =
          api.post("/transcriptions", body(urls(call) + ", \"properties\": {\"channels\": [2, 3]}"))
              .expect(201)
              .self();

      assertThat(ended(both).text("status")).isEqualTo("Succeeded");
      JsonNode combined = file(both, "contenturl_0.json").path("combinedRecognizedPhrases");
      assertThat(combined.size()).isEqualTo(2);
      assertThat(combined.path(0).path("lexical").stringValue()).contains("green hill");
      assertThat(combined.path(1).path("lexical").stringValue()).contains("three");
      assertThat(combined.path(1).path("lexical").stringValue()).doesNotContain("hill");
      assertThat(ended(right).text("status")).isEqualTo("Succeeded");
      combined = file(right, "contenturl_0.json").path("combinedRecognizedPhrases");
      assertThat(combined.size()).isEqualTo(1);
      assertThat(combined.path(0).path("channel").intValue()).isEqualTo(1);
      ApiAnswer failed = ended(third);
      assertThat(failed.text("status")).isEqualTo("Failed");
      assertThat(failed.text("properties", "error", "message")).contains("2 channels");
      assertThat(api.get(third + "/files").values("name")).containsExactly("report.json");
    }

    private static byte[] archive(String... names) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
        for (String name : names) {
          zip.putNextEntry(new ZipEntry(name));
          zip.write(said("open the " + name.replace(".wav", "") + " gate"));
          zip.closeEntry();
        }
      } catch (java.io.IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
      return bytes.toByteArray();
    }

    @Test
    void hearTheRecordingsOfADataset() {
      String url = server.put("/data.zip", archive("north.wav", "south.wav"));
      String dataset =
          api.post("/datasets", body("\"kind\": \"AudioFiles\", \"contentUrl\": \"" + url + "\""))
              .expect(201)
              .self();
      String wanted = "\"dataset\": {\"self\": \"" + dataset + "\"}";
      await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> api.get(dataset).text("status").equals("Succeeded"));
      ApiAnswer made = api.post("/transcriptions", body(wanted)).expect(201);
      assertThat(made.text("dataset", "self")).isEqualTo(dataset);

      assertThat(ended(made.self()).text("status")).isEqualTo("Succeeded");
      assertThat(api.get(made.self() + "/files").values("name"))
          .containsExactlyInAnyOrder("report.json", "north.wav.json", "south.wav.json");
      JsonNode heard = file(made.self(), "north.wav.json");
      assertThat(heard.path("source").stringValue()).endsWith("north.wav");
      assertThat(heard.path("combinedRecognizedPhrases").path(0).path("lexical").stringValue())
          .contains("north");
    }

    @Test
    void hearAContainerPageByPage() {
      String sig = "sv=1&sig=x%3D";
      byte[] audio = said("one two three");
      server.put("/calls/a%20b/one.wav?" + sig, audio);
      server.put("/calls/two.wav?" + sig, audio);
      String page =
          """
          <?xml version="1.0" encoding="utf-8"?><EnumerationResults><Blobs>
          <Blob><Name>%s</Name><Properties><Content-Length>5</Content-Length></Properties></Blob>
          </Blobs><NextMarker>%s</NextMarker></EnumerationResults>
          """;
      String list = "/calls?restype=container&comp=list&";
      server.put(
          list + sig, page.formatted("a b/one.wav", "n&amp;1").getBytes(StandardCharsets.UTF_8));
      server.put(
          list + "marker=n%261&" + sig,
          page.formatted("two.wav", "").getBytes(StandardCharsets.UTF_8));

      String container = "\"contentContainerUrl\": \"%s\"";
      String made =
          api.post("/transcriptions", body(container.formatted(server.address("/calls?" + sig))))
              .expect(201)
              .self();
      String absent =
          api.post("/transcriptions", body(container.formatted(server.address("/none"))))
              .expect(201)
              .self();

      assertThat(ended(made).text("status")).isEqualTo("Succeeded");
      JsonNode report = file(made, "report.json");
      assertThat(report.path("successfulTranscriptionsCount").intValue()).isEqualTo(2);
      assertThat(report.path("details").path(0).path("source").stringValue())
          .isEqualTo(server.address("/calls/a%20b/one.wav"));
      assertThat(signatures()).as("kept").isZero();
      ApiAnswer failed = ended(absent);
      assertThat(failed.text("properties", "error", "code")).isEqualTo("InvalidRecordingsUri");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "'' | OnlyOneOfUrlsOrContainerOrDataset",
          "\"contentUrls\": [] | InvalidRecordingsUri",
          "\"contentUrls\": [\"file:///etc/passwd\"] | InvalidRecordingsUri",
          "\"contentUrls\": [\"http://x/a\"], \"contentContainerUrl\": \"http://x/\""
              + " | OnlyOneOfUrlsOrContainerOrDataset",
          "\"dataset\": {\"self\":"
              + " \"http://x/speechtotext/v3.2/datasets/3f0c8f5e-6a55-4b0e-9d7c-0d6f0a1b2c31\"}"
              + " | InvalidDataset",
          "\"contentUrls\": [\"http://x/a\"], \"model\": {\"self\":"
              + " \"http://x/speechtotext/v3.2/models/3f0c8f5e-6a55-4b0e-9d7c-0d6f0a1b2c31\"}"
              + " | InvalidModel",
          "\"contentUrls\": [\"http://x/a\"], \"properties\": {\"timeToLive\": \"P32D\"}"
              + " | InvalidTimeToLive",
          "\"contentUrls\": [\"http://x/a\"], \"properties\": {\"channels\": [0, 0]}"
              + " | InvalidChannels",
          "\"contentUrls\": [\"http://x/a\"], \"properties\": {\"diarizationEnabled\": true}"
              + " | InvalidParameterValue",
          "\"contentUrls\": [\"http://x/a\"], \"properties\":"
              + " {\"languageIdentification\": {\"candidateLocales\": [\"en-US\", \"de-DE\"]}}"
              + " | InvalidParameterValue",
          "\"contentUrls\": [\"http://x/a\"], \"properties\":"
              + " {\"destinationContainerUrl\": \"http://x/y\"} | InvalidParameterValue",
          "\"contentUrls\": [\"http://x/a\"], \"properties\": {\"punctuationMode\": \"Some\"}"
              + " | InvalidParameterValue"
        })
    void refuseWhatCannotBeHad(String more, String reason) {
      String asked = more.isEmpty() ? "\"description\": \"x\"" : more;
      api.post("/transcriptions", body(asked)).expect(400, "InvalidRequest", reason);
      assertThat(api.get("/transcriptions").values("self")).isEmpty();
    }

    @Test
    void takeAThousandAddressesAndNoMore() {
      String many =
          Stream.generate(() -> "http://192.0.2.1/a.wav")
              .limit(1001)
              .collect(Collectors.joining("\", \"", "\"contentUrls\": [\"", "\"]"));
      api.post("/transcriptions", body(many))
          .expect(400, "InvalidRequest", "ExceededNumberOfRecordingsUris");
      String last = many.replaceFirst("\"http://192.0.2.1/a.wav\", ", "");
      String made = api.post("/transcriptions", body(last)).expect(201).self();
      api.delete(made).expect(204);
    }

    @Test
    void goWhenTheirTimeIsOverOrTheirSessions() {
      String audio = server.put("/one.wav", said("one two three"));
      String timed =
          api.post(
                  "/transcriptions",
                  body(urls(audio) + ", \"properties\": {\"timeToLive\": \"PT12H\"}"))
              .expect(201)
              .self();
      String kept = api.post("/transcriptions", body(urls(audio))).expect(201).self();
      ended(timed);
      ended(kept);

      old.delete();
      api.get(timed).expect(200);
      jdbc.sql(
              "update transcription_order set delete_at = delete_at - interval '13' hour"
                  + " where organization_id = :organization")
          .param("organization", admin.organization().value())
          .update();
      old.delete();
      api.get(timed).expect(404);
      api.get(kept).expect(200);

      UUID session =
          jdbc.sql("select id from stt_session where organization_id = :organization")
              .param("organization", admin.organization().value())
              .query(UUID.class)
              .single();
      assertThat(sessions.get(admin, session).name()).isEqualTo("one.wav");
      sessions.delete(admin, session);
      api.get(kept).expect(404);
      assertThat(blobs.usedBytes(admin.organization())).isZero();
    }
  }

  @Nested
  class H2Test extends Cases {}

  @Nested
  @OnPostgres
  class PostgresTest extends Cases {}
}
