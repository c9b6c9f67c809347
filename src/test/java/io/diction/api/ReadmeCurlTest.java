package io.diction.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.diction.custommodel.CustomModelFixtures;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.OrganizationFixtures;
import io.diction.organization.plan.Credits;
import io.diction.speech.audio.WavWriter;
import io.diction.testing.PortalTest;
import io.diction.testing.SpeechFixtures;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every curl line of the README, run as it stands there in the order in which it stands there: only
 * what a reader has to fill in is filled in.
 */
@PortalTest
@TestPropertySource(
    properties = {"diction.api.rate-limit=100000", "diction.api.allowed-hosts=127.0.0.1"})
@Import({OrganizationFixtures.class, ApiFixtures.class, CustomModelFixtures.class})
class ReadmeCurlTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final List<String> SAID =
      List.of("the house is on the green hill", "open the north gate", "close the south gate");

  @Autowired private OrganizationFixtures people;
  @Autowired private ApiFixtures programs;
  @Autowired private Credits credits;
  @LocalServerPort private int port;
  @TempDir private Path folder;

  private String key = "";

  /** With what is continued on the next line. */
  private static List<String> lines() throws IOException {
    List<String> lines = new ArrayList<>();
    String readme = Files.readString(Path.of("README.md")).replace("\\\n", " ");
    Matcher line = Pattern.compile("(?m)^curl .*$").matcher(readme);
    while (line.find()) {
      lines.add(line.group());
    }
    return lines;
  }

  private void files() throws IOException {
    try (OutputStream bytes = Files.newOutputStream(folder.resolve("rounds.zip"));
        ZipOutputStream zip = new ZipOutputStream(bytes)) {
      StringBuilder texts = new StringBuilder();
      for (int i = 0; i < SAID.size(); i++) {
        zip.putNextEntry(new ZipEntry("clip%d.wav".formatted(i)));
        zip.write(WavWriter.bytes(SpeechFixtures.say(SAID.get(i))));
        texts.append("clip%d.wav\t%s\n".formatted(i, SAID.get(i)));
      }
      zip.putNextEntry(new ZipEntry("trans.txt"));
      zip.write(texts.toString().getBytes(StandardCharsets.UTF_8));
    }
    Files.write(folder.resolve("order.wav"), WavWriter.bytes(SpeechFixtures.say(SAID.get(1))));
  }

  /** Fails where the answer is a refusal. */
  private JsonNode run(String line) throws Exception {
    String host = "http://localhost:" + port;
    ProcessBuilder shell =
        new ProcessBuilder(
                "bash",
                "-c",
                line.replaceFirst("^curl", "curl -sS --fail-with-body")
                    .replace("http://localhost:8080", host))
            .directory(folder.toFile())
            .redirectErrorStream(true);
    shell.environment().put("B", host + "/speechtotext/v3.2");
    shell.environment().put("K", "Ocp-Apim-Subscription-Key: " + key);
    Process process = shell.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).as(line).isTrue();
    assertThat(process.exitValue()).as("%s%n%s", line, said).isZero();
    return JSON.readTree(said);
  }

  private static String self(JsonNode entity) {
    return entity.path("self").stringValue();
  }

  private static String id(JsonNode entity) {
    return self(entity).replaceFirst(".*/", "");
  }

  private JsonNode succeeded(JsonNode entity) {
    ApiClient api = ApiClient.withKey(port, key);
    ApiAnswer ended =
        await()
            .atMost(Duration.ofMinutes(3))
            .until(
                () -> api.get(self(entity)).expect(200),
                answer -> List.of("Succeeded", "Failed").contains(answer.text("status")));
    assertThat(ended.text("status")).as(ended.text()).isEqualTo("Succeeded");
    return ended.json();
  }

  /** What is left out in the line, one after the other. */
  private static String filled(String line, String... values) {
    String filled = line;
    for (String value : values) {
      filled = filled.replaceFirst("\"…\"", Matcher.quoteReplacement('"' + value + '"'));
    }
    assertThat(filled).doesNotContain("\"…\"");
    return filled;
  }

  @Test
  void doWhatTheReadmeSays() throws Exception {
    Assumptions.assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/curl")), "needs curl, which readers have");
    SignedIn admin = people.user(Role.ORGADMIN);
    OrganizationFixtures.grant(credits, admin.organization(), 1);
    key = programs.key(admin, Role.ORGADMIN);
    files();
    List<String> lines = lines();
    assertThat(lines).hasSize(11);

    JsonNode base = run(lines.get(0)).path("values").path(0);
    assertThat(run(lines.get(1)).path("displayName").stringValue()).isEqualTo("Cardiology");
    JsonNode dataset = succeeded(run(lines.get(2)));
    assertThat(self(run(lines.get(3)).path("values").path(0))).isEqualTo(self(dataset));
    JsonNode model = succeeded(run(filled(lines.get(4), self(dataset))));
    assertThat(self(run(lines.get(5).replace("MODEL-ID", id(model))))).isEqualTo(self(model));
    JsonNode evaluation =
        succeeded(run(filled(lines.get(6), self(base), self(model), self(dataset))));
    assertThat(evaluation.path("properties").path("wordErrorRate2").doubleValue())
        .isGreaterThanOrEqualTo(0);
    try (ContentServer server = new ContentServer()) {
      String call =
          server.put("/call.wav", WavWriter.bytes(SpeechFixtures.say("open the north gate")));
      JsonNode transcription =
          succeeded(run(filled(lines.get(7), self(model)).replace("https://…/call.wav", call)));
      assertThat(
              run(lines.get(8).replace("TRANSCRIPTION-ID", id(transcription)))
                  .path("values")
                  .valueStream()
                  .map(file -> file.path("kind").stringValue()))
          .containsExactlyInAnyOrder("Transcription", "TranscriptionReport");
    }
    JsonNode endpoint = succeeded(run(lines.get(9)));
    assertThat(
            run(lines.get(10).replace("ENDPOINT-ID", id(endpoint)))
                .path("RecognitionStatus")
                .stringValue())
        .isEqualTo("Success");
  }
}
