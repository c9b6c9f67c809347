package io.diction.cli.csr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.diction.api.ApiFixtures;
import io.diction.catalog.BaseModels;
import io.diction.custommodel.CustomModelFixtures;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.CustomModels;
import io.diction.custommodel.Versions;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.OrganizationFixtures;
import io.diction.testing.PortalTest;
import io.diction.testing.SpeechFixtures;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What scripts do with data that is there: measure, transcribe, deploy, copy. */
@PortalTest
@Import({OrganizationFixtures.class, ApiFixtures.class, CustomModelFixtures.class})
class CsrLifeTest {
  private static final String SAID = "the weather is cold";

  @Autowired private OrganizationFixtures people;
  @Autowired private ApiFixtures programs;
  @Autowired private CustomModelFixtures fixtures;
  @Autowired private CustomModels models;
  @Autowired private Versions versions;
  @Autowired private BaseModels baseModels;
  @LocalServerPort private int port;
  @TempDir private Path folder;

  private SignedIn admin;
  private String key;

  @BeforeEach
  void enter() {
    admin = people.user(Role.ORGADMIN);
    key = programs.key(admin, Role.ORGADMIN);
  }

  private record Done(int exitCode, String out, String err) {
    JsonNode json() {
      return new JsonMapper().readTree(out);
    }
  }

  private String host() {
    return "http://localhost:" + port;
  }

  private Done csr(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--host", host(), "--key", key));
    return run(new CsrCommand(), all);
  }

  private static Done run(Object command, List<String> words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        new CommandLine(command)
            .setExpandAtFiles(false)
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(words.toArray(String[]::new));
    return new Done(exitCode, out.toString(), err.toString());
  }

  private String base() {
    return baseModels.usable("en-US").get(0).id().value().toString();
  }

  private Path recordings() throws IOException {
    Path audio = SpeechFixtures.wav(folder.resolve("call.wav"), SAID);
    Path archive = folder.resolve("calls.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
      zip.putNextEntry(new ZipEntry("call.wav"));
      Files.copy(audio, zip);
      zip.putNextEntry(new ZipEntry("trans.txt"));
      zip.write(("call.wav\t" + SAID + "\n").getBytes(StandardCharsets.UTF_8));
    }
    return archive;
  }

  private static List<String> names(Path files) throws IOException {
    try (Stream<Path> found = Files.list(files)) {
      return found.map(file -> file.getFileName().toString()).toList();
    }
  }

  @Test
  void measuresTranscribesAndDeploys() throws IOException {
    String dataset = "@" + folder.resolve("dataset.txt");
    Done sent =
        csr(
            "dataset",
            "upload",
            "--name",
            "Calls",
            "--kind",
            "Acoustic",
            "--language",
            "en-US",
            "--data",
            recordings().toString(),
            "--wait",
            "--output",
            "url",
            dataset);
    assertThat(sent.exitCode()).as(sent.err()).isZero();
    assertThat(sent.out()).isEmpty();
    assertThat(sent.err()).containsPattern("\\d+ of \\d+ bytes");

    String evaluation = "@" + folder.resolve("evaluation.txt");
    Done measured =
        csr(
            "evaluation",
            "create",
            "--name",
            "Base twice",
            "--language",
            "en-US",
            "--model1",
            base(),
            "--model2",
            base(),
            "--dataset",
            dataset,
            "--wait",
            "--output",
            "url",
            evaluation);
    assertThat(measured.exitCode()).as(measured.err()).isZero();
    assertThat(measured.err()).as("progress is no result").containsPattern("NotStarted|Running");
    Done status = csr("evaluation", "status", "--evaluation", evaluation);
    assertThat(status.json().at("/properties/wordCount1").asInt()).isEqualTo(4);
    assertThat(csr("evaluation", "list", "--output", "table").out())
        .startsWith("Id")
        .contains("Succeeded", "Base twice");
    Path files = folder.resolve("evaluation");
    assertThat(
            csr("evaluation", "download", "--evaluation", evaluation, "--folder", "" + files)
                .exitCode())
        .isZero();
    assertThat(names(files)).isNotEmpty();

    String transcription = "@" + folder.resolve("transcription.txt");
    Done heard =
        csr(
            "transcription",
            "create",
            "--name",
            "Heard",
            "--language",
            "en-US",
            "--dataset",
            dataset,
            "--wait",
            "--output",
            "url",
            transcription);
    assertThat(heard.exitCode()).as(heard.err()).isZero();
    Path results = folder.resolve("results");
    Done got =
        csr(
            "transcription",
            "download",
            "--transcription",
            transcription,
            "--folder",
            "" + results);
    assertThat(got.out().lines()).hasSizeGreaterThan(1);
    assertThat(names(results))
        .anySatisfy(name -> assertThat(results.resolve(name)).content().contains("weather"));
    assertThat(csr("transcription", "delete", "--transcription", transcription).exitCode())
        .isZero();
    assertThat(csr("transcription", "status", "--transcription", transcription).exitCode())
        .isEqualTo(1);

    String endpoint = "@" + folder.resolve("endpoint.txt");
    Done deployed =
        csr(
            "endpoint",
            "create",
            "--name",
            "Ward 7",
            "--language",
            "en-US",
            "--model",
            base(),
            "--wait",
            "--output",
            "url",
            endpoint);
    assertThat(deployed.exitCode()).as(deployed.err()).isZero();
    Done changed = csr("endpoint", "update", "--endpoint", endpoint, "--description", "new");
    assertThat(changed.json().path("description").stringValue()).isEqualTo("new");
    assertThat(changed.json().at("/links/restInteractive").isMissingNode()).isFalse();
    assertThat(csr("endpoint", "delete", "--endpoint", endpoint).exitCode()).isZero();
    assertThat(csr("evaluation", "delete", "--evaluation", evaluation).exitCode()).isZero();
    assertThat(csr("dataset", "delete", "--dataset", dataset).exitCode()).isZero();
  }

  @Test
  void copiesAModelToTheOrganizationOfAnotherKeyAndWaitsThere() {
    CustomModelId model = fixtures.trained(admin, "Gates");
    String id = versions.list(model, admin).get(0).job().toString();
    SignedIn other = people.user(Role.ORGADMIN);

    Done copied =
        csr(
            "model",
            "copy",
            "--model",
            id,
            "--target-key",
            programs.key(other, Role.ORGADMIN),
            "--wait");

    assertThat(copied.exitCode()).as(copied.err()).isZero();
    assertThat(copied.json().path("status").stringValue()).isEqualTo("Succeeded");
    assertThat(models.own(other)).isOne();
    assertThat(csr("model", "copy", "--model", id).exitCode()).isEqualTo(2);
  }

  @Test
  void takesDatasetsGivenRepeatedlyAndTogether() {
    Done refused =
        csr(
            "model",
            "create",
            "--name",
            "m",
            "--language",
            "en-US",
            "--dataset",
            "a;b",
            "--datasets",
            "c");

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("(400)", "/datasets/a").doesNotContain("only once");
  }

  /** Of what fails the exit code tells, when it was waited for. */
  @Test
  void endsWithFourWhereWhatItWaitedForFails() throws IOException {
    Path broken = Files.writeString(folder.resolve("broken.zip"), "no archive");

    Done sent =
        csr(
            "dataset",
            "upload",
            "--name",
            "x",
            "--kind",
            "Acoustic",
            "--language",
            "en-US",
            "--data",
            "" + broken,
            "--wait");

    assertThat(sent.json().path("status").stringValue()).as(sent.err()).isEqualTo("Failed");
    assertThat(sent.exitCode()).isEqualTo(4);
  }

  @Test
  void knowsKeyAndHostThatWereSetOnce() {
    assumeThat(System.getenv("XDG_CONFIG_HOME")).isNull();
    assumeThat(System.getenv("DICTION_KEY")).isNull();
    String home = System.getProperty("user.home");
    System.setProperty("user.home", folder.toString());
    try {
      assertThat(run(new CsrCommand(), List.of("model", "list")).err()).contains("There is no key");
      for (List<String> set :
          List.of(
              List.of("set", "key", key),
              List.of("set", "host", host() + "/"),
              List.of("set", "region", "eastus"))) {
        Done kept = run(new ConfigCommand(), set);
        assertThat(kept.exitCode()).isZero();
        assertThat(kept.err()).contains("client.properties").doesNotContain(key);
      }
      assertThat(run(new ConfigCommand(), List.of("set", "colour", "red")).exitCode()).isEqualTo(2);
      assertThat(run(new ConfigCommand(), List.of("set", "host", "speech")).exitCode())
          .isEqualTo(2);

      Done made =
          run(new CsrCommand(), List.of("project", "create", "--name", "P", "--language", "en-US"));
      assertThat(made.json().path("self").stringValue()).startsWith(host() + "/speechtotext/v3.2/");
    } finally {
      System.setProperty("user.home", home);
    }
  }
}
