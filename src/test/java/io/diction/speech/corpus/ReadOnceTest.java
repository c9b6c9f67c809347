package io.diction.speech.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadOnceTest {
  @TempDir private Path folder;
  private final Map<String, Integer> asked = new HashMap<>();
  private final List<LocatedFile> files = new ArrayList<>();

  private void add(String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(files.size() + ".txt"), text);
    files.add(
        new LocatedFile(
            name,
            Files.size(file),
            () -> {
              asked.merge(name, 1, Integer::sum);
              return file;
            }));
  }

  private TrainingCorpus corpus() throws IOException {
    return TrainingCorpus.open(files, "day.zip", CorpusLimits.DEFAULT, Changes.NONE);
  }

  @Test
  void readsEachSmallTextOnce() throws IOException {
    add("a.txt", "good morning\n");
    add("b.wav", "RIFF");
    add("b.txt", "good evening\n");
    add("c.vtt", "WEBVTT\n\n00:00.000 --> 00:01.000\nhello\n");
    add("d.md", "# notes\n");
    add("notes.docx", "PK");

    try (TrainingCorpus corpus = corpus()) {
      assertThat(corpus.texts()).contains("a.txt", "c.vtt");
      assertThat(corpus.utterances()).extracting(Utterance::text).containsExactly("good evening");
      for (LocatedFile file : files) {
        assertThat(corpus.shape(file.name()).encoding()).isNotEmpty();
      }
      asked.remove("b.wav");
      assertThat(asked).hasSize(5).allSatisfy((name, times) -> assertThat(times).isOne());
      assertThat(corpus.audioFile("a.txt")).as("where it lies").hasContent("good morning\n");
    }
  }

  @Test
  void readsLargeTextsAsTheyPassBy() throws IOException {
    String line = "a sentence of the text that is long enough\n";
    add("large.txt", line.repeat(10_000));
    add("a.txt", "good morning\n");

    try (TrainingCorpus corpus = corpus()) {
      List<String> lines = new ArrayList<>();
      corpus.readText("large.txt", piece -> lines.add(piece.text()));
      assertThat(lines).hasSize(10_000);
      assertThat(asked.get("large.txt")).isGreaterThan(1);
      assertThat(line.getBytes(StandardCharsets.UTF_8).length * 10_000).isGreaterThan(1 << 16);
    }
  }
}
