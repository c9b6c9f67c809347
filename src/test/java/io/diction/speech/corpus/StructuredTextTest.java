package io.diction.speech.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.testing.Corpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StructuredTextTest {
  @TempDir private Path folder;

  private static List<String> read(Path file, List<CorpusFinding> findings) throws IOException {
    List<String> lines = new ArrayList<>();
    findings.addAll(
        Transcripts.read(file, "text.md", CorpusLimits.DEFAULT, piece -> lines.add(piece.text())));
    return lines;
  }

  private Path file(String... lines) throws IOException {
    return Files.write(folder.resolve("text.md"), List.of(lines));
  }

  @Test
  void fillsListsIntoSentences() throws IOException {
    List<CorpusFinding> findings = new ArrayList<>();
    Path file =
        file(
            "\ufeff// a comment",
            "@ list food =",
            "- pizza",
            "- pasta",
            "@ list day =",
            "- today",
            "#Orders",
            "- bring {@food} {@day}",
            "- thank you");
    assertThat(read(file, findings))
        .containsExactly("bring pizza today", "bring pasta today", "thank you");
    assertThat(findings).isEmpty();
  }

  @Test
  void keepsAFewPronunciationsOfAWordHoweverManyThereAre() throws IOException {
    List<String> lines = new ArrayList<>(List.of("@ speech:phoneticlexicon"));
    lines.addAll(Collections.nCopies(50_000, "- cat/k ae t"));
    lines.add("- dog/" + "d ".repeat(5_000));
    Path file = file(lines.toArray(String[]::new));
    List<CorpusFinding> findings = new ArrayList<>();
    assertThat(read(file, findings)).isEmpty();
    assertThat(findings.get(0).describe())
        .contains("line 12", "a word has more than 10 pronunciations");
    assertThat(StructuredText.pronunciations(file, "text.md", CorpusLimits.DEFAULT))
        .containsOnlyKeys("cat")
        .hasEntrySatisfying("cat", variants -> assertThat(variants).hasSize(10));
  }

  @Test
  void aLongListDoesNotDrownTheRestAndLosesNothing() throws IOException {
    List<String> lines = new ArrayList<>(List.of("@ list name ="));
    for (int i = 0; i < 4_000; i++) {
      lines.add("- name" + i);
    }
    lines.addAll(List.of("# Calls", "- call {@name}", "- hang up"));
    List<String> read = read(file(lines.toArray(String[]::new)), new ArrayList<>());
    assertThat(read).filteredOn(line -> line.startsWith("call ")).hasSize(200);
    assertThat(read).contains("name3999", "hang up").hasSize(4_001);
  }

  @Test
  void wrongLinesAreNamed() throws IOException {
    List<CorpusFinding> findings = new ArrayList<>();
    read(file("@ lists", "# A", "- go {@nowhere}", "@ speech:phoneticlexicon", "- cat"), findings);
    assertThat(findings)
        .allSatisfy(finding -> assertThat(finding.code()).isEqualTo(FindingCode.BAD_STRUCTURE))
        .extracting(CorpusFinding::line)
        .containsExactlyInAnyOrder(1, 3, 5);
  }

  @Test
  void aSmallFileCannotStandForGigabytes() throws IOException {
    List<CorpusFinding> findings = new ArrayList<>();
    Path file =
        file(
            "@ list a =",
            "- " + "x".repeat(90_000),
            "- " + "y ".repeat(450),
            "# A",
            "- " + "{@a}".repeat(20_000),
            "- " + "{@a} ".repeat(20),
            "- " + "{@".repeat(40_000));
    List<String> lines = read(file, findings);
    assertThat(lines.stream().mapToInt(String::length).sum()).isLessThan(100_000);
    assertThat(findings).extracting(CorpusFinding::line).contains(2, 5);
  }

  @Test
  void publishedFileIsReadAsItIs() throws IOException {
    Path file = Corpus.require("azure-custom-speech", "en-US-general", "structured-text.md");
    List<CorpusFinding> findings = new ArrayList<>();
    List<String> lines = read(file, findings);
    assertThat(findings).isEmpty();
    assertThat(lines).hasSize(8).anyMatch(line -> line.endsWith("input files in german"));
    assertThat(Collections.frequency(lines, "python")).isZero();
    assertThat(StructuredText.pronunciations(file, "text.md", CorpusLimits.DEFAULT))
        .isEqualTo(Map.of(".net", List.of("D AO T N EH T")));
  }
}
