package io.diction.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.testing.SpeechFixtures;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

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
  void saysThatNothingCanBeReadBeforeItLoadsAModel() throws IOException {
    Path broken = Files.writeString(folder.resolve("broken.wav"), "this is not sound");

    assertThat(run("--model", folder.resolve("absent-model").toString(), broken.toString()))
        .isEqualTo(1);
    assertThat(err.toString()).contains("broken.wav").doesNotContain("absent-model");
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
  void listsWhatElseMayHaveBeenSaidAndWritesLattices() throws IOException {
    Path audio = SpeechFixtures.wav(folder.resolve("talk.wav"), "the weather is cold");
    Path lattices = folder.resolve("lattices");
    String[] options = {"--format", "json", "--alternatives", "3", "--lattices", "" + lattices};

    assertThat(run(Stream.concat(Stream.of(options), Stream.of("" + audio)).toArray(String[]::new)))
        .isZero();

    JsonNode transcript = JsonMapper.shared().readTree(out.toString());
    JsonNode phrase = transcript.get("phrases").get(0);
    assertThat(phrase.get("start").doubleValue()).isZero();
    assertThat(phrase.get("alternatives").size()).isBetween(2, 3);
    assertThat(phrase.get("alternatives").get(0).get("lexical").stringValue())
        .isEqualTo(transcript.get("lexical").stringValue());
    double total = 0;
    for (JsonNode other : phrase.get("alternatives")) {
      assertThat(other.get("display").stringValue()).isNotBlank();
      assertThat(other.get("confidence").doubleValue()).isBetween(0.0, 1.0);
      total += other.get("probability").doubleValue();
    }
    assertThat(total).isGreaterThan(0).isLessThanOrEqualTo(1.002);

    List<String> lattice = Files.readAllLines(lattices.resolve("talk-0001.slf"));
    assertThat(lattice.subList(0, 2)).containsExactly("VERSION=1.0", "UTTERANCE=talk-0001");
    long nodes = lattice.stream().filter(line -> line.startsWith("I=")).count();
    long links = lattice.stream().filter(line -> line.startsWith("J=")).count();
    assertThat(lattice).contains("N=%d L=%d".formatted(nodes, links));
    for (String word : transcript.get("lexical").stringValue().split(" ")) {
      assertThat(lattice).anyMatch(line -> line.contains(" W=" + word + " "));
    }

    out.getBuffer().setLength(0);
    assertThat(run("--format", "json", audio.toString())).isZero();
    assertThat(JsonMapper.shared().readTree(out.toString()).get("lexical"))
        .isEqualTo(transcript.get("lexical"));
  }

  @Test
  void refusesAlternativesThatNobodyWouldSee() {
    assertThat(run("--alternatives", "3", "a.wav")).isEqualTo(2);
    assertThat(err.toString()).contains("--format json");
    assertThat(run("--format", "json", "--alternatives", "0", "a.wav")).isEqualTo(2);
  }

  @Test
  void refusesSubtitlesOfSeveralRecordingsInOneStream() {
    assertThat(run("--format", "srt", "a.wav", "b.wav")).isEqualTo(2);
    assertThat(err.toString()).contains("--output");
  }

  @Test
  void refusesRecordingsThatWouldWriteTheSameFiles() {
    for (String option : List.of("--lattices", "--output")) {
      err.getBuffer().setLength(0);
      Path made = folder.resolve("made");
      assertThat(run(option, made.toString(), "a/call.wav", "b/call.mp3")).isEqualTo(2);
      assertThat(err.toString()).contains("a/call.wav and b/call.mp3");
      assertThat(made).doesNotExist();
    }
  }

  @Test
  void namesAFolderThatCannotBeMade() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "in the way");
    for (String option : List.of("--lattices", "--output")) {
      err.getBuffer().setLength(0);
      assertThat(run(option, file.toString(), "a.wav")).isEqualTo(1);
      assertThat(err.toString()).startsWith(file.toString()).doesNotContain("null");
    }
  }

  @Test
  void writesTheSameWithOneThreadAndWithSeveral() throws IOException {
    Path recordings = folder.resolve("recordings");
    SpeechFixtures.pairs(
        recordings,
        List.of(
            "the weather in the north is cold and dry",
            "good morning",
            "one of the new houses was sold this morning",
            "they walked along the river until the evening"));
    assertThat(run("--format", "json", "--threads", "1", recordings.toString())).isZero();
    String alone = out.toString();
    out.getBuffer().setLength(0);
    assertThat(run("--format", "json", "--threads", "2", recordings.toString())).isZero();

    assertThat(alone.lines()).hasSize(4);
    assertThat(out.toString()).isEqualTo(alone);
  }

  @Test
  void refusesAnUnknownModelFormatAndNumberOfThreads() throws IOException {
    Path audio = SpeechFixtures.wav(folder.resolve("talk.wav"), "good morning");
    assertThat(run("--model", "klingon", audio.toString())).isEqualTo(1);
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
