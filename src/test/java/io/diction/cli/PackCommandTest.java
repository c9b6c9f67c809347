package io.diction.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.speech.Folders;
import io.diction.speech.pack.PackFixtures;
import io.diction.testing.SpeechFixtures;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PackCommandTest {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void installsListsAndVerifies() throws IOException {
    Path archive = PackFixtures.zipped(PackFixtures.described(folder, "tiny"));

    assertThat(run("pack", "install", archive.toString())).as(err.toString()).isZero();
    assertThat(out.toString()).startsWith("installed tiny\teo\t20200101\t");
    out.getBuffer().setLength(0);
    assertThat(run("pack", "list")).isZero();
    assertThat(out.toString().lines().map(line -> line.split("\t")[0]))
        .containsExactly("en-us", "tiny");
    assertThat(out.toString()).contains("built in").contains("CC0");
    assertThat(run("pack", "verify", "tiny")).isZero();
    assertThat(out.toString()).endsWith("tiny is sound\n");
  }

  @Test
  void saysWhatIsWrong() throws IOException {
    Path broken = PackFixtures.described(folder, "broken");
    Files.delete(broken.resolve("model/means"));

    assertThat(run("pack", "install", broken.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("error: model/means: missing").contains("not installed");
    assertThat(run("pack", "install", folder.resolve("absent").toString())).isEqualTo(1);
    assertThat(err.toString()).contains("no such file");
    assertThat(run("pack", "verify", "broken")).isEqualTo(1);
    assertThat(err.toString()).contains("no such language pack; installed are en-us");
    assertThat(run("train", "--base", "broken", "--output", "x")).isEqualTo(1);
    assertThat(run("pack", "install")).isEqualTo(2);
    assertThat(run("pack")).isEqualTo(2);
    assertThat(err.toString()).doesNotContain("Exception");
  }

  @Test
  void trainsOnAPackAndRunsTheResultAnywhere() throws IOException {
    assertThat(run("pack", "install", PackFixtures.described(folder, "tiny").toString())).isZero();
    Path text = Files.writeString(folder.resolve("text.txt"), "möma amöm\nmama amöm\n".repeat(20));
    Path model = folder.resolve("model");
    Path file = folder.resolve("model.zip");
    Path audio = SpeechFixtures.wav(folder.resolve("a.wav"), "mama");

    for (Path output : List.of(model, file)) {
      assertThat(
              run(
                  "train",
                  "--base",
                  "tiny",
                  "--text",
                  text.toString(),
                  "--name",
                  "trained",
                  "--output",
                  output.toString()))
          .as(err.toString())
          .isZero();
    }
    assertThat(model.resolve("base/pack.json")).exists();
    // Elsewhere: nothing is installed there.
    Folders.delete(folder.resolve("packs"));
    out.getBuffer().setLength(0);
    assertThat(run("transcribe", "--format", "json", "--model", model.toString(), audio.toString()))
        .as(err.toString())
        .isZero();
    String fromFolder = out.toString();
    out.getBuffer().setLength(0);
    assertThat(run("transcribe", "--format", "json", "--model", file.toString(), audio.toString()))
        .as(err.toString())
        .isZero();
    assertThat(out.toString()).isEqualTo(fromFolder).contains("trained");

    Folders.delete(model.resolve("base"));
    assertThat(run("transcribe", "--model", model.toString(), audio.toString())).isEqualTo(1);
    assertThat(err.toString())
        .contains("trained on the language pack \"tiny\", which is not installed");
  }

  private int run(String command, String... arguments) {
    CommandLine line =
        new CommandLine(
            switch (command) {
              case "pack" -> new PackCommand();
              case "train" -> new TrainCommand();
              default -> new TranscribeCommand();
            });
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    List<String> all = new ArrayList<>(List.of(arguments));
    if (!all.isEmpty()) {
      all.addAll(List.of("--packs", folder.resolve("packs").toString()));
    }
    return line.execute(all.toArray(String[]::new));
  }
}
