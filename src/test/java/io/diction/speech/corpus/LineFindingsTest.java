package io.diction.speech.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is odd in a line is told with its place, and the line is used all the same. */
class LineFindingsTest {
  @TempDir private Path folder;

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "a.txt | 'one~  see www.a.org~'                                       | WEB_ADDRESS 2:7",
        "a.txt | 'one\ufefftwo~'                                              | BYTE_ORDER_MARK 1:4",
        "a.txt | '\ufeffone~'                                                 | ''",
        "a.srt | '1~00:00:01,000 --> 00:00:02,000~hi~no no no no~'            | REPEATED_WORDS 4:1",
        "a.vtt | 'WEBVTT - http://a.org~~NOTE www.b.org~~00:01.000 --> 00:02.000~hi~' | ''",
        "a.vtt | 'WEBVTT~~00:01.000 --> 00:02.000~<v Ann>hi www.a.org~'       | WEB_ADDRESS 4:11",
        "a.md  | '@ list food =~- piiiizza~#Food~- i like {@food}~'           | REPEATED_LETTERS 2:4",
        "a.txt | '#itn~www.\\d\\d\\d\\d~'                                     | ''",
      })
  void tellsThePlaceInTheFile(String name, String text, String expected) throws IOException {
    List<String> pieces = new ArrayList<>();

    List<CorpusFinding> found =
        Transcripts.read(
            write(name, text), name, CorpusLimits.DEFAULT, piece -> pieces.add(piece.text()));

    assertThat(pieces).isNotEmpty();
    assertThat(found)
        .extracting(one -> one.code() + " " + one.line() + ":" + one.column())
        .isEqualTo(expected.isEmpty() ? List.of() : List.of(expected));
    assertThat(found).noneMatch(CorpusFinding::isError);
  }

  @Test
  void tellsTheColumnWithinTheLineOfATableAndOfAManifest() throws IOException {
    write("a.wav", "x");
    write("b.wav", "x");
    write("trans.txt", "a.wav\tgo to www.a.org~");
    write("list.jsonl", "{\"audio_filepath\":\"b.wav\",\"text\":\"ooooh yes\"}~");

    assertThat(findings()).containsExactlyInAnyOrder("WEB_ADDRESS 1:13", "REPEATED_LETTERS 1:35");
  }

  @Test
  void refusesAnObjectThatNamesAFieldTwice() throws IOException {
    write("a.wav", "x");
    write(
        "list.jsonl",
        "{\"audio_filepath\":\"a.wav\",\"text\":\"one\",\"text\":\"two\"}~"
            + "{\"audio_filepath\":\"a.wav\",\"text\":\"one\",\"more\":{\"text\":\"two\"}}~");

    try (TrainingCorpus corpus = TrainingCorpus.open(folder, CorpusLimits.DEFAULT)) {
      assertThat(corpus.utterances()).extracting(Utterance::text).containsExactly("one");
      assertThat(corpus.findings())
          .singleElement()
          .satisfies(
              found -> {
                assertThat(found.code()).isEqualTo(FindingCode.DUPLICATE_KEY);
                assertThat(found.isError()).isTrue();
                assertThat(found.line()).isOne();
                assertThat(found.column()).isBetween(40, 46);
                assertThat(found.arguments()).containsExactly("text");
              });
    }
  }

  @Test
  void doesNotHideAnErrorBehindAnyNumberOfWarnings() throws IOException {
    Path file = write("a.txt", "see www.a.org~".repeat(300) + "be\u0007ll~");

    List<CorpusFinding> found = Transcripts.read(file, "a.txt", CorpusLimits.DEFAULT, piece -> {});

    assertThat(found).filteredOn(CorpusFinding::isError).hasSize(1);
    assertThat(found)
        .filteredOn(one -> one.code() == FindingCode.MORE_FINDINGS)
        .singleElement()
        .satisfies(one -> assertThat(one.arguments()).containsExactly("200"));
  }

  private List<String> findings() throws IOException {
    try (TrainingCorpus corpus = TrainingCorpus.open(folder, CorpusLimits.DEFAULT)) {
      return corpus.findings().stream()
          .map(one -> one.code() + " " + one.line() + ":" + one.column())
          .toList();
    }
  }

  private Path write(String name, String text) throws IOException {
    return Files.write(
        folder.resolve(name), text.replace('~', '\n').getBytes(StandardCharsets.UTF_8));
  }
}
