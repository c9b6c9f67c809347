package io.diction.speech.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LetterSpellingTest {
  private static final Set<String> KNOWN = Set.of("i", "e", "u", "s", "us", "the", "standard");

  @Test
  void aWordThatOnlyTheModelKnowsIsComparedAsItsLetters() {
    List<Double> confidences = new ArrayList<>(List.of(0.9, 0.5, 0.8));
    List<String> heard = folded("the i e e e standard", "the ieee standard", confidences);
    assertThat(heard).containsExactly("the", "i", "e", "e", "e", "standard");
    assertThat(confidences).containsExactly(0.9, 0.5, 0.5, 0.5, 0.5, 0.8);
  }

  @Test
  void lettersAreComparedAsTheWordThatWasWritten() {
    List<Double> confidences = new ArrayList<>(List.of(0.9, 0.6, 0.5, 0.7, 0.8, 0.9));
    List<String> heard = folded("the ieee standard", "the i e e e standard", confidences);
    assertThat(heard).containsExactly("the", "ieee", "standard");
    assertThat(confidences).containsExactly(0.9, 0.5, 0.9);
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

  private static List<String> folded(String said, String heard, List<Double> confidences) {
    List<String> words = new ArrayList<>(ScoringText.words(heard));
    LetterSpelling.fold(ScoringText.words(said), words, confidences, KNOWN::contains);
    return words;
  }
}
