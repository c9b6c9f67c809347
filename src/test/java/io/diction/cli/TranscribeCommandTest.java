package io.diction.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.testing.SpeechFixtures;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class TranscribeCommandTest {
  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void writesOneLineForEachRecordingInOrder() throws IOException {
    SpeechFixtures.wav(folder.resolve("b.wav"), "good morning");
    SpeechFixtures.wav(folder.resolve("a.wav"), "the weather is cold");

    assertThat(run("--format", "tsv", folder.toString())).isZero();
    assertThat(out.toString().lines())
        .hasSize(2)
        .satisfiesExactly(
            first -> assertThat(first).startsWith("a\t"),
            second -> assertThat(second).startsWith("b\t"));
    assertThat(err.toString()).contains("1/2").contains("2/2");
  }

  @Test
  void namesAnUnreadableFileAndGoesOn() throws IOException {
    Path broken = Files.writeString(folder.resolve("broken.wav"), "this is not sound");
    Path fine = SpeechFixtures.wav(folder.resolve("fine.wav"), "good morning");

    assertThat(run(broken.toString(), folder.resolve("absent.wav").toString(), fine.toString()))
        .isEqualTo(1);
    assertThat(out.toString().lines()).hasSize(1);
    assertThat(err.toString())
        .contains("broken.wav")
        .contains("absent.wav: no such file")
        .doesNotContain("Exception")
        .doesNotContain("\tat ");
  }

  @Test
  void writesFilesIntoAFolder() throws IOException {
    Path audio = SpeechFixtures.wav(folder.resolve("talk.wav"), "good morning");
    Path target = folder.resolve("made/here");

    assertThat(run("--format", "vtt", "--output", target.toString(), audio.toString())).isZero();
    assertThat(target.resolve("talk.vtt")).content().startsWith("WEBVTT\n");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void refusesSubtitlesOfSeveralRecordingsInOneStream() {
    assertThat(run("--format", "srt", "a.wav", "b.wav")).isEqualTo(2);
    assertThat(err.toString()).contains("--output");
  }

  @Test
  void refusesAnUnknownModelFormatAndNumberOfThreads() {
    assertThat(run("--model", "klingon", "a.wav")).isEqualTo(1);
    assertThat(err.toString()).contains("klingon");
    assertThat(run("--format", "docx", "a.wav")).isEqualTo(2);
    assertThat(run("--threads", "0", "a.wav")).isEqualTo(2);
    assertThat(run()).isEqualTo(2);
  }

  @Test
  void saysWhenAFolderHasNoRecordings() {
    assertThat(run(folder.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("no recordings found");
  }

  private int run(String... arguments) {
    CommandLine line = new CommandLine(new TranscribeCommand());
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    return line.execute(arguments);
  }
}
