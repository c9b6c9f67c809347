package io.diction.speech.lexicon;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.speech.Progress;
import io.diction.speech.text.TextNormalizer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PronouncerTest {
  private static final Lexicon LEXICON =
      LexiconFixtures.lexicon(
          "i AY",
          "triple T R IH P AH L",
          "e IY",
          "three TH R IY",
          "c S IY",
          "p P IY",
          "o OW",
          "read R IY D",
          "read R EH D",
          "cat K AE T",
          "bus B AH S",
          "dog D AO G");

  private static final GraphemeToPhoneme GUESSES =
      GraphemeToPhoneme.train(LexiconFixtures.regular(300), Progress.NONE);

  private final Pronouncer pronouncer =
      new Pronouncer(
          LEXICON,
          TextNormalizer.of("en-US", word -> LEXICON.words().contains(word)),
          () -> GUESSES);

  @Test
  void spellingsOfASoundAreSpokenWordByWord() {
    assertThat(pronouncer.soundsLike("i triple e").toString()).isEqualTo("[AY T R IH P AH L IY]");
    assertThat(pronouncer.soundsLike("cat read").toString())
        .isEqualTo("[K AE T R IY D, K AE T R EH D]");
    assertThat(pronouncer.soundsLike("###")).isEmpty();
  }

  @Test
  void displayedFormsAreReadAloud() {
    assertThat(pronouncer.pronounce("3CPO").toString()).isEqualTo("[TH R IY S IY P IY OW]");
  }

  @Test
  void knownWordsKeepTheirPronunciations() {
    assertThat(pronouncer.pronounce("read")).hasSize(2);
  }

  @Test
  void possessivesFollowTheSoundOfTheWord() {
    assertThat(pronouncer.pronounce("cat's").toString()).isEqualTo("[K AE T S]");
    assertThat(pronouncer.pronounce("dog's").toString()).isEqualTo("[D AO G Z]");
    assertThat(pronouncer.pronounce("bus's").toString()).isEqualTo("[B AH S IH Z]");
  }

  @Test
  void otherWordsAreGuessed() {
    assertThat(pronouncer.pronounce("bakosha").get(0)).hasToString("B A K O SH A");
  }

  @Test
  void phonesAreTakenOnlyWhenAllAreKnown() {
    assertThat(pronouncer.phones(" K AE  T ")).contains(Pronunciation.parse("K AE T"));
    assertThat(pronouncer.phones("K QQ T")).isEmpty();
    assertThat(pronouncer.phones("")).isEmpty();
  }

  @Test
  void addedWordsReplaceThoseBelow() {
    Lexicon layered =
        new LayeredLexicon(
            LEXICON,
            Map.of(
                "cat", List.of(Pronunciation.parse("K AA T")),
                "new", List.of(Pronunciation.parse("N UW"))));
    assertThat(layered.pronunciations("cat").toString()).isEqualTo("[K AA T]");
    assertThat(layered.pronunciations("dog")).hasSize(1);
    assertThat(layered.words()).contains("new", "cat", "dog").hasSize(LEXICON.words().size() + 1);
  }
}
