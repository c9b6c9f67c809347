package io.diction.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SentencesTest {
  private final Sentences sentences = new Sentences();

  @Test
  void findsASentenceWithinAnotherWhateverItsPunctuation() {
    sentences.add("The patient was seen at eight.");

    assertThat(sentences.within("So: the patient — was seen, at EIGHT! And left."))
        .containsExactly("The patient was seen at eight.");
    assertThat(sentences.within("the patient was seen at nine")).isEmpty();
    assertThat(sentences.within("patient was seen at eight")).isEmpty();
  }

  @Test
  void leavesAloneWhatEverybodySays() {
    sentences.add("Yes, thank you.");

    assertThat(sentences.within("yes thank you")).isEmpty();
  }

  @Test
  void tellsSentencesApartThatBeginAlike() {
    sentences.add("the patient was seen at eight");
    sentences.add("the patient was seen by nobody");

    assertThat(sentences.within("the patient was seen by nobody"))
        .containsExactly("the patient was seen by nobody");
  }
}
