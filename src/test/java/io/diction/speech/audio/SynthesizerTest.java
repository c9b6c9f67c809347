package io.diction.speech.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diction.speech.audio.Synthesizer.Options;
import io.diction.speech.lexicon.Pronunciation;
import io.diction.testing.SpeechFixtures;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SynthesizerTest {
  private static final String SENTENCE = "The quick brown fox jumps over the lazy dog.";
  private final Synthesizer synthesizer = SpeechFixtures.SYNTHESIZER;

  @Test
  void speaksAtSixteenKilohertzWithAnAudibleLevel() {
    Audio audio = synthesizer.speak(SENTENCE);
    assertThat(audio.sampleRateHz()).isEqualTo(16_000);
    assertThat(audio.durationSeconds()).isBetween(1.5, 5.0);
    float peak = 0;
    for (float sample : audio.samples()) {
      peak = Math.max(peak, Math.abs(sample));
    }
    assertThat(peak).isBetween(0.05f, 1f);
  }

  @Test
  void givesTheSameSamplesFromEveryThread() throws Exception {
    Audio expected = new Synthesizer().speak(SENTENCE);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<Audio>> spoken =
          IntStream.range(0, 8)
              .mapToObj(i -> threads.submit(() -> synthesizer.speak(SENTENCE)))
              .toList();
      for (Future<Audio> audio : spoken) {
        assertThat(audio.get().samples()).isEqualTo(expected.samples());
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void speaksEverySentenceOfAText() {
    double one = synthesizer.speak(SENTENCE).durationSeconds();
    double three =
        synthesizer.speak(String.join(" ", SENTENCE, SENTENCE, SENTENCE)).durationSeconds();
    assertThat(three).isBetween(2.5 * one, 3.5 * one);
  }

  @Test
  void speaksFasterWhenAsked() {
    double slow =
        synthesizer.speak(SENTENCE, Options.DEFAULT.withWordsPerMinute(100)).durationSeconds();
    double fast =
        synthesizer.speak(SENTENCE, Options.DEFAULT.withWordsPerMinute(200)).durationSeconds();
    assertThat(slow / fast).isBetween(1.8, 2.2);
  }

  @Test
  void changesTheSamplesWithThePitch() {
    assertThat(synthesizer.speak(SENTENCE, Options.DEFAULT.withPitchHz(140)).samples())
        .isNotEqualTo(synthesizer.speak(SENTENCE).samples());
  }

  @Test
  void pronouncesPhonesAsTheWordThatHasThem() {
    Audio phones = synthesizer.pronounce(Pronunciation.parse("HH AH0 L OW1"), Options.DEFAULT);
    assertThat(phones.samples()).isEqualTo(synthesizer.speak("hello").samples());
  }

  @Test
  void pronouncesPhonesWithoutStress() {
    Audio one = synthesizer.pronounce(Pronunciation.parse("Z IH P T AO R"), Options.DEFAULT);
    Audio other = synthesizer.pronounce(Pronunciation.parse("M UW N L EY K"), Options.DEFAULT);
    assertThat(one.durationSeconds()).isGreaterThan(0.3);
    assertThat(one.samples()).isNotEqualTo(other.samples());
  }

  @Test
  void usesGivenPronunciationsInATextAndForgetsThemAfterwards() {
    Audio plain = synthesizer.speak("take banana now");
    Audio changed =
        synthesizer.speak(
            "take banana now",
            Options.DEFAULT.withPronunciations(
                Map.of("Banana", Pronunciation.parse("Z IH P T AO R IY AH"))));
    assertThat(changed.samples()).isNotEqualTo(plain.samples());
    assertThat(synthesizer.speak("take banana now").samples()).isEqualTo(plain.samples());
  }

  @Test
  void isSilentForTextWithoutAWord() {
    assertThat(synthesizer.speak("").samples()).isEmpty();
    assertThat(synthesizer.speak(" \n … ").samples()).isEmpty();
  }

  @Test
  void speaksOddCharactersWithoutFailing() {
    assertThat(synthesizer.speak("naïve café 東京 \uD83D\uDE00 <b>bold</b> \u0000 3.5%").samples())
        .isNotEmpty();
  }

  @Test
  void refusesWhatItCannotSpeak() {
    assertThatThrownBy(() -> synthesizer.pronounce(Pronunciation.parse("QX A"), Options.DEFAULT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("QX");
    assertThatThrownBy(() -> synthesizer.speak("a ".repeat(6_000)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("12000");
    assertThatThrownBy(() -> Options.DEFAULT.withWordsPerMinute(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("wordsPerMinute");
  }
}
