package io.diction.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.dataset.finding.Finding;
import io.diction.speech.corpus.FindingCode;
import io.diction.testing.SpeechFixtures;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CheckCommandTest {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void namesFileLineAndWhatToDo() throws IOException {
    pair("be\u0007ll");

    assertThat(run("--data", folder.toString())).isEqualTo(3);

    assertThat(out.toString())
        .contains("error: visit.txt: Line 2, column 3: ", "U+0007", "[validation_failed]");
    assertThat(err.toString()).contains("2 files", "1 errors, 0 warnings");
    assertThat(folder.toFile().list()).hasSize(2);
  }

  @Test
  void isSilentAboutWhatIsRight() throws IOException {
    pair("bell");

    assertThat(run("--data", folder.toString())).isZero();

    assertThat(out.toString()).isEmpty();
  }

  @Test
  void writesOtherFormats() throws IOException {
    pair("be\u0007ll");
    Path csv = folder.resolveSibling(folder.getFileName() + ".csv");

    assertThat(run("--data", folder.resolve("visit.txt").toString(), "--format", "json"))
        .isEqualTo(3);
    assertThat(out.toString())
        .contains("\"rule\" : \"illegal_character\"", "\"encoding\" : \"UTF-8\"");
    assertThat(run("--data", folder.toString(), "--format", "csv", "--output", csv.toString()))
        .isEqualTo(3);
    assertThat(csv).content().contains("\"illegal_character\",\"visit.txt\",\"2\",\"3\"");
    pair("bell");
    assertThat(run("--data", folder.toString(), "--measures", csv.toString())).isZero();
    assertThat(csv)
        .content()
        .contains("signal_to_noise_db", "transcript_present")
        .containsPattern("\"visit.wav\",\"audio\",.*,true,");
    Files.delete(csv);
  }

  @Test
  void hasAWordForWhateverIsFound() {
    for (FindingCode code : FindingCode.values()) {
      Finding finding =
          new Finding(
              true,
              "validation_failed",
              code.name().toLowerCase(Locale.ROOT),
              "visit.txt",
              2,
              3,
              List.of("1", "2", "3"));

      assertThat(CheckCommand.texts().of(finding).sentence()).as(code.name()).isNotBlank();
    }
  }

  @Test
  void saysWhatIsDoubtfulInALine() throws IOException {
    pair("see www.example.org for a ha ha ha ha bell");

    assertThat(run("--data", folder.toString())).isZero();

    assertThat(out.toString()).contains("web address “www.example.org”", "“ha” stands more than");
  }

  @Test
  void triesPronunciationsInFoldersAsUploadsAre() throws IOException {
    pair("bell");
    Files.writeString(folder.resolve("terms.txt"), "3CPO\tthree c p o\nIEEE\t???\n");

    assertThat(run("--data", folder.toString())).isEqualTo(3);

    assertThat(out.toString()).contains("error: terms.txt: Line 2");
    assertThat(run("--data", folder.toString(), "--model", "none")).isEqualTo(1);
  }

  @Test
  void explainsWrongUse() {
    assertThat(run("--data", folder.resolve("none").toString())).isEqualTo(1);
    assertThat(err.toString()).contains("no such file or folder");
    assertThat(run()).isEqualTo(2);
    assertThat(run("--help")).isZero();
    assertThat(out.toString()).contains("--data", "Exit codes");
  }

  private void pair(String second) throws IOException {
    SpeechFixtures.wav(folder.resolve("visit.wav"), "good morning doctor");
    Files.writeString(folder.resolve("visit.txt"), "good morning\n" + second + "\n");
  }

  private int run(String... arguments) {
    return new CommandLine(new CheckCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
