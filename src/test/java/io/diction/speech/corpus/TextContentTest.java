package io.diction.speech.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.speech.corpus.Transcripts.Content;
import io.diction.testing.Corpus;
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

/** What a text without a recording is taken for. */
class TextContentTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a.txt|one sentence;another|SENTENCES",
        "a.txt|# itn;cat-\\d|DISPLAY_RULES",
        "a.txt|// rules;;#rewrite;a b\tC|DISPLAY_RULES",
        "a.txt|#section;a sentence|SENTENCES",
        "a.txt|IEEE\ti triple e;3CPO\tthree c p o|SPOKEN_FORMS",
        "a.txt|// how we say it;IEEE\ti triple e;// robots;3CPO\tthree c p o|SPOKEN_FORMS",
        "a.txt|IEEE\ti triple e;IEEE\ti e e e;tomato\ttomahto;tomato\ttomayto|SPOKEN_FORMS",
        "a.txt|IEEE\ti triple e;a line without|SENTENCES",
        "a.txt|IEEE\ti triple e;3CPO\tthree c p o;CNTK;mg\tmilligram|SPOKEN_FORMS",
        "a.txt|clip1.wav\thello|SENTENCES",
        "a.txt|one.wav\thello there;two.mp3\tgood bye|SENTENCES",
        "a.txt|Anna\thello how are you;Ben\tfine;Anna\tgood|SENTENCES",
        "a.txt|Anna\thello how are you;Anna\tfine|SENTENCES",
        "a.txt|u1\tshe had your dark suit in greasy wash water;u2\tno one was there at all|SENTENCES",
        "a.txt|two words\tspoken|SENTENCES",
        "a.txt|a\tb\tc|SENTENCES",
        "a.vtt|# itn|SENTENCES",
        "a.md|@ list food =;- pizza|STRUCTURED",
        "a.md|@ speech:phoneticlexicon;- cat/k ae t|STRUCTURED",
        "a.md|# Orders;- thank you|STRUCTURED",
        "a.md|some words|NOTES",
        "README.md|# Data;- recorded in May|NOTES",
        "sub/readme.md|# Data;- recorded in May|NOTES",
        "README.md|@ list food =;- pizza|STRUCTURED",
        "notes.md|# Data;Recorded in May:;- one room|NOTES",
      })
  void isToldByItsMarks(String name, String lines, Content expected) throws IOException {
    Path file = folder.resolve("file");
    Files.write(file, List.of(lines.split(";")));

    assertThat(Transcripts.content(file, name, CorpusLimits.DEFAULT)).isEqualTo(expected);
  }

  @Test
  void isToldInEveryEncoding() throws IOException {
    Path file = folder.resolve("rules.txt");
    Files.write(file, "\uFEFF# itn\r\ncat-\\d\r\n".getBytes(StandardCharsets.UTF_16LE));

    assertThat(Transcripts.content(file, "rules.txt", CorpusLimits.DEFAULT))
        .isEqualTo(Content.DISPLAY_RULES);
    List<String> lines = new ArrayList<>();
    assertThat(Transcripts.lines(file, "rules.txt", CorpusLimits.DEFAULT, lines::add))
        .noneMatch(CorpusFinding::isError);
    assertThat(lines).containsExactly("# itn", "cat-\\d");
  }

  @Test
  void aDescriptionInAFolderIsReportedAndNotReadAsText() throws IOException {
    Files.writeString(folder.resolve("README.md"), "# Data\n- recorded in May\n");
    Files.writeString(folder.resolve("menu.md"), "@ list food =\n- pizza\n");
    Files.writeString(folder.resolve("words.txt"), "hello there\n");

    try (TrainingCorpus corpus = TrainingCorpus.open(folder, CorpusLimits.DEFAULT)) {
      assertThat(corpus.texts()).containsExactlyInAnyOrder("menu.md", "words.txt");
      assertThat(corpus.findings())
          .filteredOn(finding -> finding.code() == FindingCode.NOT_STRUCTURED)
          .extracting(CorpusFinding::file)
          .containsExactly("README.md");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "one.wav\tHello there.;two.wav\t;three.wav\tBye.|Hello there.;Bye.",
        "Anna\tHello.;Ben\tGood day.;Anna\tBye.|Hello.;Good day.;Bye.",
        "IEEE\ti triple e;3CPO\tthree c p o|IEEE\ti triple e;3CPO\tthree c p o",
        "no tab;a\tb;a\tc|no tab;a\tb;a\tc",
      })
  void sentencesComeWithoutNamesOfRecordingsAndSpeakers(String lines, String expected)
      throws IOException {
    Path file = folder.resolve("text.txt");
    Files.write(file, List.of(lines.split(";")));
    List<String> sentences = new ArrayList<>();

    assertThat(
            Transcripts.sentences(
                file, "text.txt", CorpusLimits.DEFAULT, piece -> sentences.add(piece.text())))
        .isEmpty();

    assertThat(sentences).containsExactly(expected.split(";"));
  }

  @Test
  void aListThatIsTooLongIsNotRead() throws IOException {
    Path file = folder.resolve("rules.txt");
    Files.writeString(file, "#profanity\n" + "word\n".repeat(2_100_000));
    List<String> lines = new ArrayList<>();

    assertThat(Transcripts.lines(file, "rules.txt", CorpusLimits.DEFAULT, lines::add))
        .extracting(CorpusFinding::code)
        .containsExactly(FindingCode.TOO_LARGE);
    assertThat(lines).isEmpty();
    try (TrainingCorpus corpus = TrainingCorpus.open(folder, CorpusLimits.DEFAULT)) {
      assertThat(corpus.texts()).isEmpty();
      assertThat(corpus.findings()).extracting(CorpusFinding::code).contains(FindingCode.TOO_LARGE);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "en-US-general,pronunciation.txt,SPOKEN_FORMS",
    "en-US-general,related-text.txt,SENTENCES",
    "en-US-general,structured-text.md,STRUCTURED",
    "en-US-biology,pronunciation.txt,SPOKEN_FORMS",
    "en-US-biology,plain-text.txt,SENTENCES",
    "en-US-display-formatting,display-format.txt,DISPLAY_RULES",
    "en-US-display-formatting,text.txt,SENTENCES",
    "de-DE,related-text.txt,SENTENCES",
  })
  void publishedFilesAreWhatTheyAre(String group, String name, Content expected)
      throws IOException {
    Path file = Corpus.require("azure-custom-speech", group, name);

    assertThat(Transcripts.content(file, name, CorpusLimits.DEFAULT)).isEqualTo(expected);
  }
}
