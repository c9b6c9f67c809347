package io.diction.speech.align;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.speech.SpeechModel;
import io.diction.speech.WordTiming;
import io.diction.speech.text.TextNormalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class WrittenWordsTest {
  private final WrittenWords words =
      new WrittenWords(
          TextNormalizer.of("en-US", SpeechModel.english().lexicon().words()::contains));

  @Test
  void keepsADateTogetherAndTheWordsAroundItApart() {
    words.add(1, "We met, on January 5, 2020, in Paris!");

    List<String> written = written();
    assertThat(String.join(" ", written)).isEqualTo("We met, on January 5, 2020, in Paris!");
    assertThat(written).startsWith("We", "met,").endsWith("Paris!");
    assertThat(words.spoken()).contains("january", "twenty");
  }

  @Test
  void takesADashWithTheWordBeforeIt() {
    words.add(1, "yes \u2013 no");

    assertThat(written()).containsExactly("yes \u2013", "no");
  }

  @Test
  void readsAWholeBookOnOneLine() {
    List<String> sentences =
        Collections.nCopies(300, "The meeting of January 5, 2020 was long; $5.20 were paid.");
    words.add(7, String.join(" ", sentences));

    assertThat(String.join(" ", written())).isEqualTo(String.join(" ", sentences));
    assertThat(words.line(new LongAlignment.WordRange(words.spoken().size() - 1, 0))).isEqualTo(7);
  }

  private List<String> written() {
    List<LongAlignment.PlacedWord> placed = new ArrayList<>();
    for (int i = 0; i < words.spoken().size(); i++) {
      WordTiming timing = new WordTiming(words.spoken().get(i), i, i + 1, 1);
      placed.add(new LongAlignment.PlacedWord(i, timing, List.of()));
    }
    return words.timings(new LongAlignment(placed, List.of(), List.of(), 0, 0)).stream()
        .map(WordTiming::word)
        .toList();
  }
}
