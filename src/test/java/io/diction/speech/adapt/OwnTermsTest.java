package io.diction.speech.adapt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.diction.speech.Recognizer;
import io.diction.speech.SpeechModel;
import io.diction.speech.adapt.TrainingData.Term;
import io.diction.speech.audio.Audio;
import io.diction.speech.language.LanguageModel;
import io.diction.testing.SpeechFixtures;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class OwnTermsTest {
  /** Names that no dictionary has, and how the voice that says them is told to. */
  private static final List<Term> TERMS =
      List.of(
          new Term("Oyelaran", "oh yeah la ran", 1, List.of()),
          new Term("Quixelle", "quick sell", 1, List.of()),
          new Term("Zolvantix", "Z OW L V AE N T IH K S", 1, List.of()),
          new Term("Brindamoor", "B R IH N D AH M UH R", 1, List.of()));

  private static final List<String> SAID =
      List.of(
          "please call doctor oh yeah la ran before the end of the day",
          "the old quick sell was closed for the whole week",
          "give him some zole van ticks after every meal",
          "we drove to brin da moor in the morning");

  private static final List<String> ORDINARY =
      List.of(
          "the house is on the green hill",
          "the weather was cold and it rained all day",
          "she opened the door and walked into the garden");

  private static SpeechModel layered() {
    return OwnTerms.over(
            SpeechModel.english(),
            TERMS,
            () -> {
              throw new AssertionError("every pronunciation was given");
            })
        .model();
  }

  @Test
  void areHeardWhereTheModelAloneCannotHearThem() {
    Recognizer before = new Recognizer(SpeechModel.english());
    Recognizer after = new Recognizer(layered());
    int found = 0;
    for (int i = 0; i < TERMS.size(); i++) {
      String term = TERMS.get(i).term();
      Audio sound = SpeechFixtures.say(SAID.get(i));
      assertThat(before.recognize(sound).text()).doesNotContainIgnoringCase(term);
      if (after
          .recognize(sound)
          .text()
          .toLowerCase(Locale.ROOT)
          .contains(term.toLowerCase(Locale.ROOT))) {
        found++;
      }
    }

    assertThat(found).as("terms heard of " + TERMS.size()).isGreaterThanOrEqualTo(3);
  }

  @Test
  void changeNothingOfWhatElseIsSaid() {
    Recognizer before = new Recognizer(SpeechModel.english());
    Recognizer after = new Recognizer(layered());

    for (String sentence : ORDINARY) {
      Audio sound = SpeechFixtures.say(sentence);
      assertThat(after.recognize(sound).text()).isEqualTo(before.recognize(sound).text());
    }
  }

  @Test
  void areWrittenAsTheyWereListed() {
    SpeechModel model = layered();
    Audio sound = SpeechFixtures.say(SAID.get(3));

    assertThat(model.display().write(new Recognizer(model).recognize(sound).words()).text())
        .contains("Brindamoor");
  }

  @Test
  void leaveTheProbabilitiesOfAllWordsASumOfOne() {
    LanguageModel below = SpeechModel.english().languageModel();
    LanguageModel language = layered().languageModel();
    double sum = 0;
    double sumBelow = 0;
    for (int word = 0; word < language.vocabulary().size(); word++) {
      sum += Math.exp(language.logProb(language.emptyState(), word));
    }
    for (int word = 0; word < below.vocabulary().size(); word++) {
      sumBelow += Math.exp(below.logProb(below.emptyState(), word));
    }

    assertThat(language.vocabulary().size()).isEqualTo(below.vocabulary().size() + 4);
    assertThat(sum).isCloseTo(sumBelow, offset(2e-3));
    int term = language.vocabulary().id("oyelaran");
    assertThat(language.nextState(language.startState(), term)).isEqualTo(language.emptyState());
  }

  @Test
  void haveAnIdentityOfTheirOwnThatTellsWhichTheyAre() {
    assertThat(layered().sha256())
        .isEqualTo(layered().sha256())
        .isNotEqualTo(SpeechModel.ENGLISH_SHA256);
    assertThat(OwnTerms.over(SpeechModel.english(), List.of(), () -> null))
        .isEqualTo(new OwnTerms.Layered(SpeechModel.english(), 0));
  }

  @Test
  void countWhereTheyCanBeHeardAndAreOthersWhereTheyAreSaidOtherwise() {
    OwnTerms.Layered said = brindamoor("B R IH N D AH M UH R");

    assertThat(said.terms()).as("of two, one without a sound").isEqualTo(1);
    assertThat(brindamoor("B R IH N D AH M UH R").model().sha256())
        .isEqualTo(said.model().sha256());
    assertThat(brindamoor("B R AY N D AH M UH R").model().sha256())
        .isNotEqualTo(said.model().sha256());
  }

  private static OwnTerms.Layered brindamoor(String said) {
    return OwnTerms.over(
        SpeechModel.english(),
        List.of(new Term("Brindamoor", said, 1, List.of()), new Term("...", "", 1, List.of())),
        () -> {
          throw new AssertionError("every pronunciation was given");
        });
  }
}
