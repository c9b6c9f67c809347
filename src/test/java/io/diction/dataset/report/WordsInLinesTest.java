package io.diction.dataset.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.dataset.report.WordsInLines.Range;
import io.diction.speech.corpus.TextEdit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class WordsInLinesTest {
  private final List<String> lines =
      List.of("Good morning, doctor.", "", "In 1934 – they say – it rained", "good morning");

  private static List<String> words(String written) {
    return Arrays.stream(
            written
                .toLowerCase(Locale.ROOT)
                .replace("1934", "nineteen thirty four")
                .replaceAll("[.,–]", " ")
                .split("\\s+"))
        .filter(word -> !word.isEmpty())
        .toList();
  }

  private WordsInLines text() {
    WordsInLines text = new WordsInLines("visit.txt", WordsInLinesTest::words);
    for (int i = 0; i < lines.size(); i++) {
      text.add(i + 1, lines.get(i));
    }
    return text;
  }

  private List<String> without(Range range) {
    TextEdit.Edit edit = text().removed(range);
    List<String> left = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      List<String> changed = edit.line(i + 1, lines.get(i));
      left.addAll(changed == null ? List.of(lines.get(i)) : changed);
    }
    return left;
  }

  @Test
  void findsTheNearestOfThoseThatStandTwice() {
    assertThat(text().find(List.of("good", "morning"), 0.1)).contains(new Range(0, 2));
    assertThat(text().find(List.of("good", "morning"), 0.9)).contains(new Range(11, 13));
    assertThat(text().line(new Range(11, 13))).isEqualTo(4);
    assertThat(text().find(List.of("morning", "good"), 0)).isEmpty();
    assertThat(text().find(List.of(), 0)).isEmpty();
  }

  @Test
  void removesWordsAcrossLinesAndKeepsTheRest() {
    Range range =
        text().find(List.of("doctor", "in", "nineteen", "thirty", "four", "they"), 0).orElseThrow();

    assertThat(text().line(range)).isEqualTo(1);
    assertThat(without(range))
        .containsExactly("Good morning,", "", "say – it rained", "good morning");
  }

  @Test
  void removesLinesThatSayNothingElse() {
    assertThat(without(new Range(11, 13))).isEqualTo(lines.subList(0, 3));
    assertThat(text().isAll(new Range(0, 13))).isTrue();
  }

  @Test
  void tearsNothingApart() {
    assertThat(text().removed(text().find(List.of("nineteen", "thirty"), 0).orElseThrow()))
        .isNull();
  }

  @Test
  void leavesTheNameInARowAlone() {
    WordsInLines row = new WordsInLines("trans.txt", WordsInLinesTest::words);
    row.add(7, "long.wav\tgood morning doctor");

    assertThat(
            row.removed(row.find(List.of("morning"), 0).orElseThrow())
                .line(7, "long.wav\tgood morning doctor"))
        .containsExactly("long.wav\tgood doctor");
  }
}
