package io.diction.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.testing.SpeechFixtures;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class TrainCommandTest {
  private static final List<String> SENTENCES =
      List.of(
          "the patient takes zolvantix every morning",
          "we ordered a new bottle of zolvantix",
          "zolvantix helped the patient sleep");

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void writeFiles() throws IOException {
    SpeechFixtures.pairs(folder.resolve("test"), SENTENCES);
    Files.writeString(folder.resolve("terms.txt"), "zolvantix\tzol van ticks\n");
    Files.writeString(
        folder.resolve("domain.txt"),
        "Zolvantix is taken in the morning.\nThe doctor prescribed zolvantix.\n".repeat(3));
  }

  @Test
  void trainedModelRecognisesWhatTheBaseModelMisses() throws IOException {
    Path model = folder.resolve("model");
    int trained =
        run(
            "train",
            "--test",
            folder.resolve("test").toString(),
            "--text",
            folder.resolve("domain.txt").toString(),
            "--vocabulary",
            folder.resolve("terms.txt").toString(),
            "--output",
            model.toString());
    assertThat(trained).as(err.toString()).isZero();
    assertThat(out.toString()).contains("base:").contains("custom:").contains("domain weight");
    assertThat(err.toString()).contains("100 %").doesNotContain("Exception");
    assertThat(folder.resolve("model.work")).doesNotExist();
    assertThat(model.resolve("manifest.json")).content().contains("\"wordErrors\"");

    out.getBuffer().setLength(0);
    int evaluated =
        run(
            "evaluate",
            "--model",
            model.toString(),
            "--against",
            "en-us",
            "--data",
            folder.resolve("test").toString(),
            "--json");
    assertThat(evaluated).as(err.toString()).isZero();
    assertThat(hits("zolvantix")).isGreaterThanOrEqualTo(2);
    assertThat(out.toString()).contains("\"comparison\"").contains("\"interval\"");
  }

  @Test
  void workInAFolderOfTheUsersOwnIsRefused() throws IOException {
    Path own = Files.createDirectories(folder.resolve("own").resolve("clips"));
    Files.writeString(own.resolve("a.clip"), "mine");
    int trained =
        run(
            "train",
            "--text",
            folder.resolve("domain.txt").toString(),
            "--work",
            own.getParent().toString(),
            "--output",
            folder.resolve("model").toString());
    assertThat(trained).isNotZero();
    assertThat(err.toString()).contains("holds no training");
    assertThat(own.resolve("a.clip")).hasContent("mine");
  }

  /** How often a word stands as a hit in the JSON of the evaluation. */
  private long hits(String word) {
    return out.toString()
        .lines()
        .filter(line -> line.contains("\"hypothesis\" : \"" + word + "\""))
        .count();
  }

  @Test
  void mistakesAreToldInASentence() throws IOException {
    Path model = folder.resolve("model");
    assertThat(run("train", "--output", model.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("nothing to train on");
    assertThat(run("train", "--data", folder.resolve("absent").toString(), "--output", "x"))
        .isEqualTo(1);
    assertThat(err.toString()).contains("no such file");
    assertThat(run("train", "--output", folder.toString())).isEqualTo(2);
    assertThat(run("train")).isEqualTo(2);
    Path good = Files.createDirectories(folder.resolve("good"));
    Files.writeString(good.resolve("manifest.json"), "{}");
    assertThat(run("train", "--output", good.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("good exists already").contains("--replace");
    assertThat(run("train", "--replace", "--output", good.toString())).isEqualTo(1);
    assertThat(good.resolve("manifest.json")).hasContent("{}");
    assertThat(run("evaluate", "--model", folder.toString(), "--data", folder.toString()))
        .isEqualTo(1);
    assertThat(err.toString()).contains("not a model");
    assertThat(
            run("evaluate", "--model", "en-us", "--data", folder.resolve("terms.txt").toString()))
        .isEqualTo(1);
    assertThat(run("train", "--threads", "0", "--output", model.toString())).isEqualTo(2);
    Files.write(folder.resolve("binary.txt"), new byte[] {0, 1, 2, 3, 0, 0, 9});
    assertThat(
            run(
                "train",
                "--text",
                folder.resolve("binary.txt").toString(),
                "--output",
                model.toString()))
        .isEqualTo(1);
    assertThat(err.toString()).contains("binary.txt").doesNotContain("Exception");
    assertThat(model).doesNotExist();
    assertThat(out.toString()).isEmpty();
  }

  private int run(String command, String... arguments) {
    CommandLine line =
        new CommandLine(command.equals("train") ? new TrainCommand() : new EvaluateCommand());
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(arguments);
  }
}
