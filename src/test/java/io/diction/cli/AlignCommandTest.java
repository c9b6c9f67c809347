package io.diction.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.speech.corpus.CorpusLimits;
import io.diction.speech.corpus.TimedText;
import io.diction.speech.corpus.Transcripts;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AlignCommandTest {
  private static final String SAID = "the weather in the north is cold and dry";

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void placesWordsAsTheyAreWrittenAndPhones() throws IOException {
    Path audio = SpeechFixtures.wav(folder.resolve("talk.wav"), SAID);
    Path text =
        Files.writeString(
            folder.resolve("talk.txt"), "The weather, in the North,\nis cold and dry.\n");

    assertThat(run(audio, text)).as(err.toString()).isZero();
    JsonNode json = JsonMapper.shared().readTree(out.toString());

    assertThat(json.get("text").asString())
        .isEqualTo("The weather, in the North, is cold and dry.");
    assertThat(json.get("words")).hasSize(9);
    assertThat(json.get("phones").size()).isBetween(20, 40);
    double before = 0;
    for (JsonNode word : json.get("words")) {
      assertThat(word.get("start").asDouble()).isGreaterThanOrEqualTo(before);
      before = word.get("end").asDouble();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"vtt", "srt"})
  void writesSubtitlesThatCanBeReadAndAlignedAgain(String format) throws IOException {
    Path audio = SpeechFixtures.wav(folder.resolve("talk.wav"), SAID);
    Path text = Files.writeString(folder.resolve("talk.txt"), SAID);
    Path subtitles = folder.resolve("talk." + format);

    assertThat(run(audio, text, "--format", format, "--output", subtitles.toString())).isZero();
    List<TimedText> cues = new ArrayList<>();
    Transcripts.read(subtitles, "talk." + format, CorpusLimits.DEFAULT, cues::add);

    assertThat(String.join(" ", cues.stream().map(TimedText::text).toList())).isEqualTo(SAID);
    assertThat(cues).allMatch(TimedText::hasTimes);
    assertThat(run(audio, subtitles, "--format", "ctm", "--phones")).isZero();
    List<String> lines = out.toString().lines().toList();
    assertThat(lines.get(0)).startsWith(";; model en-us, sha256 ");
    assertThat(lines.subList(1, lines.size()))
        .hasSizeBetween(20, 40)
        .allMatch(l -> l.startsWith("talk 1 "));
  }

  @Test
  void writesTiersThatFillTheRecording() throws IOException {
    Path audio = SpeechFixtures.wav(folder.resolve("talk.wav"), SAID);
    Path text = Files.writeString(folder.resolve("talk.txt"), SAID);

    assertThat(run(audio, text, "--format", "textgrid")).isZero();
    assertThat(out.toString())
        .startsWith("File type = \"ooTextFile\"\nObject class = \"TextGrid\"\n")
        .contains("name = \"words\"", "name = \"phones\"", "text = \"weather\"", "text = \"W\"");
  }

  @Test
  void tellsWhatHasNoPlace() throws IOException {
    Path audio =
        SpeechFixtures.wav(folder.resolve("talk.wav"), SAID + ". nobody wrote these words");
    Path text =
        Files.writeString(
            folder.resolve("talk.txt"), "Chapter seven of the history\n\n" + SAID + "\n");

    assertThat(run(audio, text)).isEqualTo(3);
    assertThat(err.toString())
        .contains("line 1: ")
        .contains("not placed: chapter seven")
        .contains("not in the text")
        .contains("words placed in");
  }

  @Test
  void refusesWhatCannotBeAligned() throws IOException {
    Path audio = SpeechFixtures.wav(folder.resolve("talk.wav"), SAID);
    Path text = Files.writeString(folder.resolve("talk.txt"), SAID);
    Path empty = Files.writeString(folder.resolve("empty.txt"), "\n");
    Path broken = Files.writeString(folder.resolve("broken.wav"), "this is not sound");

    assertThat(run(audio, empty)).isEqualTo(1);
    assertThat(run(audio, folder.resolve("absent.txt"))).isEqualTo(1);
    assertThat(run(folder.resolve("absent.wav"), text)).isEqualTo(1);
    assertThat(run(broken, text)).isEqualTo(1);
    assertThat(run(audio, text, "--format", "docx")).isEqualTo(2);
    assertThat(err.toString()).doesNotContain("Exception").doesNotContain("\tat ");
  }

  private int run(Path audio, Path text, String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("--audio", audio.toString(), "--text", text.toString()));
    arguments.addAll(List.of(more));
    CommandLine line = new CommandLine(new AlignCommand());
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    return line.execute(arguments.toArray(new String[0]));
  }
}
