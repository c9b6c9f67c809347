package io.diction.cli.csr;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.api.ApiFixtures;
import io.diction.identity.Role;
import io.diction.organization.OrganizationFixtures;
import io.diction.testing.PortalTest;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@PortalTest
@Import({OrganizationFixtures.class, ApiFixtures.class})
class CsrCommandTest {
  @Autowired private ApiFixtures programs;
  @LocalServerPort private int port;
  @TempDir private Path folder;

  private String key;

  @BeforeEach
  void enter() {
    key = programs.key(Role.ORGADMIN);
  }

  /** What a command did. */
  private record Done(int exitCode, String out, String err) {
    JsonNode json() {
      return new JsonMapper().readTree(out);
    }
  }

  private Done csr(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--host", "http://localhost:" + port + "/", "--key", key));
    return run(all);
  }

  private static Done run(List<String> words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        new CommandLine(new CsrCommand())
            .setExpandAtFiles(false)
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(words.toArray(String[]::new));
    return new Done(exitCode, out.toString(), err.toString());
  }

  @Test
  void leadsFromAProjectToAModelAndBack() throws IOException {
    Path text = folder.resolve("orders.txt");
    Files.writeString(text, "\uFEFFplease open the gate\nclose the gate\n");
    Path project = folder.resolve("project.txt");
    Path dataset = folder.resolve("dataset.txt");

    Done made =
        csr(
            "project",
            "create",
            "--name",
            "Cardiology",
            "--language",
            "en-US",
            "--output",
            "url",
            "@" + project);
    assertThat(made).isEqualTo(new Done(0, "", ""));
    Done sent =
        csr(
            "dataset",
            "upload",
            "--api-version",
            "v3.2",
            "--project",
            "@" + project,
            "--name",
            "Orders",
            "--kind",
            "Language",
            "--language",
            "en-US",
            "--data",
            text.toString(),
            "--wait");
    assertThat(sent.exitCode()).as(sent.err()).isZero();
    assertThat(sent.json().path("status").stringValue()).isEqualTo("Succeeded");
    Files.writeString(dataset, sent.json().path("self").stringValue());

    String projectId = Files.readString(project).strip().replaceFirst(".*/", "");
    String datasetId = Files.readString(dataset).replaceFirst(".*/", "");
    Done model =
        csr(
            "model",
            "create",
            "--api-version",
            "v3.2",
            "--project",
            projectId,
            "--name",
            "My Model",
            "--description",
            "My Model Description",
            "--dataset",
            datasetId,
            "--language",
            "en-US");
    assertThat(model.exitCode()).as(model.err()).isZero();
    assertThat(model.json().at("/baseModel/self").stringValue()).contains("/models/base/");
    assertThat(model.json().at("/project/self").stringValue()).endsWith(projectId);
    String modelId = model.json().path("self").stringValue().replaceFirst(".*/", "");
    Done changed =
        csr("model", "update", "--api-version", "v3.2", "--model", modelId, "--project", projectId);
    assertThat(changed.exitCode()).as(changed.err()).isZero();
    assertThat(csr("model", "delete", "--model", modelId).exitCode()).isZero();

    Done table = csr("dataset", "list", "--project", "@" + project, "--output", "table");
    assertThat(table.out()).contains(datasetId, "Succeeded", "en-US", "Orders");
    Path files = folder.resolve("files");
    assertThat(
            csr("dataset", "download", "--dataset", "@" + dataset, "--folder", files.toString())
                .exitCode())
        .isZero();
    assertThat(files).isNotEmptyDirectory();
    assertThat(csr("project", "delete", "--project", "@" + project).exitCode()).isZero();
    Done gone = csr("project", "status", "--project", projectId);
    assertThat(gone.exitCode()).isEqualTo(1);
    assertThat(gone.err()).contains("404");
  }

  @Test
  void saysWhatIsWrong() {
    Done refused = csr("dataset", "create", "--name", "x", "--language", "xx-XX", "--kind", "Odd");
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err()).contains("(400)", "xx-XX");

    assertThat(csr("model", "status").exitCode()).isEqualTo(2);
    assertThat(csr("project", "download").exitCode()).isEqualTo(2);
    assertThat(csr("model", "list", "--api-version", "v2.0").exitCode()).isEqualTo(2);
    Done stranger =
        run(List.of("model", "list", "--host", "http://localhost:" + port, "--key", "nobody"));
    assertThat(stranger.exitCode()).isEqualTo(1);
    assertThat(stranger.err()).contains("(401)");
    Done nowhere = run(List.of("model", "list", "--host", "http://localhost:1", "--key", "x"));
    assertThat(nowhere.exitCode()).isEqualTo(1);
    assertThat(nowhere.err()).doesNotContain("Exception:");
  }

  @Test
  void keepsKeyAndHostForItsUserAlone() throws IOException {
    Path file = folder.resolve("diction").resolve("client.properties");
    ClientConfig config = new ClientConfig(file, Map.of());
    assertThat(config.host()).isEqualTo("http://localhost:8080");
    config.set(ClientConfig.KEY, "secret ");
    config.set(ClientConfig.HOST, "https://speech.example.org/");

    assertThat(config.find(ClientConfig.KEY)).hasValue("secret");
    assertThat(config.host()).isEqualTo("https://speech.example.org");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(new ClientConfig(file, Map.of("DICTION_KEY", "other")).find(ClientConfig.KEY))
        .hasValue("other");
  }
}
