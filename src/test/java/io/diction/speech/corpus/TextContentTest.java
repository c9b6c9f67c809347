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
        "a.txt|IEEE\ti triple e;a line without|SENTENCES",
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
    Transcripts.lines(file, "rules.txt", CorpusLimits.DEFAULT, lines::add);
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
