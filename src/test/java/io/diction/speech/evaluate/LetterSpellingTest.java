package io.diction.speech.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.speech.WordTiming;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LetterSpellingTest {
  private static final Set<String> KNOWN = Set.of("i", "e", "u", "s", "us", "the", "standard");

  @Test
  void aWordThatOnlyTheModelKnowsIsComparedAsItsLetters() {
    List<WordTiming> timings = timings(0.9, 0.5, 0.8);
    List<String> heard = folded("the i e e e standard", "the ieee standard", timings);
    assertThat(heard).containsExactly("the", "i", "e", "e", "e", "standard");
    assertThat(timings.stream().map(WordTiming::confidence))
        .containsExactly(0.9, 0.5, 0.5, 0.5, 0.5, 0.8);
  }

  @Test
  void lettersAreComparedAsTheWordThatWasWritten() {
    List<WordTiming> timings = timings(0.9, 0.6, 0.5, 0.7, 0.8, 0.9);
    List<String> heard = folded("the ieee standard", "the i e e e standard", timings);
    assertThat(heard).containsExactly("the", "ieee", "standard");
    assertThat(timings.stream().map(WordTiming::confidence)).containsExactly(0.9, 0.5, 0.9);
    assertThat(timings.get(1)).isEqualTo(new WordTiming("ieee", 1, 5, 0.5));
  }

  @Test
  void wordsOfTheLexiconStayErrors() {
    assertThat(folded("the u s", "the us", new ArrayList<>())).containsExactly("the", "us");
    assertThat(folded("the us", "the u s", new ArrayList<>())).containsExactly("the", "u", "s");
  }

  @Test
  void whatIsSaidBothWaysOrNotAtAllStays() {
    assertThat(folded("ieee i e e e", "ieee i e e e", new ArrayList<>()))
        .containsExactly("ieee", "i", "e", "e", "e");
    assertThat(folded("the standard", "the ieee", new ArrayList<>()))
        .containsExactly("the", "ieee");
    assertThat(folded("", "", new ArrayList<>())).isEmpty();
  }

  /** One word a second. */
  private static List<WordTiming> timings(double... confidences) {
    List<WordTiming> timings = new ArrayList<>();
    for (double confidence : confidences) {
      timings.add(new WordTiming("", timings.size(), timings.size() + 1, confidence));
    }
    return timings;
  }

  private static List<String> folded(String said, String heard, List<WordTiming> timings) {
    List<String> words = new ArrayList<>(ScoringText.words(heard));
    LetterSpelling.fold(ScoringText.words(said), words, timings, KNOWN::contains);
    return words;
  }
}
