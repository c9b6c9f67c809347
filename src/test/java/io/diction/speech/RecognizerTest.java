package io.diction.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diction.speech.audio.Audio;
import io.diction.speech.audio.AudioDecoder;
import io.diction.speech.audio.DecoderOptions;
import io.diction.speech.audio.Resampler;
import io.diction.speech.evaluate.ScoringText;
import io.diction.speech.evaluate.WordErrorRate;
import io.diction.speech.lattice.Consensus;
import io.diction.speech.lattice.NBest;
import io.diction.speech.lattice.Sentence;
import io.diction.testing.Corpus;
import io.diction.testing.SpeechFixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecognizerTest {
  private static final String SENTENCE = "the weather in the north is cold and dry";

  @Test
  void tellsABandThatIsNarrowerThanItsModels() {
    Audio wide = SpeechFixtures.say(SENTENCE);
    float[] low = resampled(wide.samples(), 16_000, 5_000);
    Audio narrow = new Audio(resampled(low, 5_000, 16_000), 16_000);
    Recognizer recognizer = recognizer();

    recognizer.recognize(narrow);
    assertThat(recognizer.narrowBandwidthHz()).isBetween(2_000.0, 3_000.0);
    recognizer.recognize(wide);
    assertThat(recognizer.narrowBandwidthHz()).isZero();
  }

  private static float[] resampled(float[] samples, int from, int to) {
    Resampler resampler = new Resampler(from, to);
    float[] output = new float[resampler.resampled(samples.length)];
    assertThat(resampler.resample(samples, 0, samples.length, output)).isEqualTo(output.length);
    return output;
  }

  @Test
  void understandsASynthesisedSentence() {
    Hypothesis hypothesis = recognizer().recognize(SpeechFixtures.say(SENTENCE));

    WordErrorRate errors = WordErrorRate.of(words(SENTENCE), words(hypothesis.text()));
    assertThat(errors.errors()).as(hypothesis.text()).isLessThanOrEqualTo(2);
  }

  @Test
  void understandsRealSpeechAboutAsWellAsItsCPeer() throws IOException {
    Path folder = Corpus.require("lj", "train");
    Recognizer recognizer = recognizer();
    WordErrorRate total = WordErrorRate.ZERO;
    try (AudioDecoder decoder = new AudioDecoder(DecoderOptions.defaults())) {
      for (String id : List.of("LJ001-0004", "LJ001-0104", "LJ001-0179", "LJ002-0068")) {
        Audio audio = decoder.decode(folder.resolve(id + ".flac"));
        String reference = Files.readString(folder.resolve(id + ".txt"));
        total =
            total.plus(
                WordErrorRate.of(words(reference), words(recognizer.recognize(audio).text())));
      }
    }
    // The peer makes 12 errors in these 55 words.
    assertThat(total.errors()).isLessThanOrEqualTo(14);
  }

  @Test
  void placesWordsInOrderWithinTheRecording() {
    Audio audio = SpeechFixtures.say(SENTENCE);
    double before = 0;
    for (WordTiming word : recognizer().recognize(audio).words()) {
      assertThat(word.startSeconds()).isGreaterThanOrEqualTo(before);
      assertThat(word.endSeconds()).isGreaterThan(word.startSeconds());
      before = word.endSeconds();
    }
    assertThat(before).isBetween(1.0, audio.durationSeconds() + 0.03);
  }

  @Test
  void doesNotDependOnWhatWasRecognisedBefore() {
    Audio audio = SpeechFixtures.say(SENTENCE);
    Recognizer used = recognizer();
    used.recognize(SpeechFixtures.say("something else entirely"));

    assertThat(used.recognize(audio)).isEqualTo(recognizer().recognize(audio));
  }

  @Test
  void followsTheVoiceOfARecordingAndForgetsIt() {
    SpeechModel english = SpeechModel.english();
    SpeechModel following =
        english.withSettings(english.settings().withVoice(RecognitionSettings.Voice.TWO_PASSES));
    Audio audio = SpeechFixtures.say(SENTENCE);
    Recognizer used = new Recognizer(following);
    Hypothesis twice = used.recognize(audio);
    assertThat(twice.logProb()).isNotEqualTo(recognizer().recognize(audio).logProb());
    used.recognize(SpeechFixtures.say("something else entirely", 5));
    assertThat(used.recognize(audio)).isEqualTo(twice);
    // A single utterance has nothing before it to learn from.
    SpeechModel onward =
        english.withSettings(english.settings().withVoice(RecognitionSettings.Voice.FOLLOWED));
    assertThat(new Recognizer(onward).recognize(audio)).isEqualTo(recognizer().recognize(audio));
  }

  @Test
  void findsNoWordsInSilenceAndNothing() {
    Recognizer recognizer = recognizer();

    assertThat(recognizer.recognize(new Audio(new float[0], 16_000)).words()).isEmpty();
    assertThat(recognizer.recognize(new Audio(new float[100], 16_000)).words()).isEmpty();
    assertThat(recognizer.recognize(new Audio(new float[32_000], 16_000)).words()).isEmpty();
  }

  @Test
  void cutsLongRecordingsAndKeepsTime() {
    Audio sentence = SpeechFixtures.say(SENTENCE);
    int length = sentence.samples().length;
    int pause = 8_000;
    int times = 31 * 16_000 / (length + pause) + 1;
    float[] samples = new float[times * (length + pause)];
    for (int i = 0; i < times; i++) {
      System.arraycopy(sentence.samples(), 0, samples, i * (length + pause), length);
    }
    Hypothesis hypothesis = recognizer().recognize(new Audio(samples, 16_000));

    List<String> expected = words((SENTENCE + " ").repeat(times));
    WordErrorRate errors = WordErrorRate.of(expected, words(hypothesis.text()));
    assertThat(errors.errors()).as(hypothesis.text()).isLessThan(expected.size() / 3);
    WordTiming last = hypothesis.words().get(hypothesis.words().size() - 1);
    assertThat(last.endSeconds())
        .isBetween(samples.length / 16_000.0 - 1.5, samples.length / 16_000.0);
  }

  @Test
  void tellsWhatElseMayHaveBeenSaid() {
    Audio audio = SpeechFixtures.say(SENTENCE);
    Recognizer recognizer = recognizer();
    Hypothesis best = recognizer.recognize(audio);
    List<RecognizedPhrase> phrases = recognizer.phrases(audio, 5, Progress.NONE);

    assertThat(phrases).hasSize(1);
    RecognizedPhrase phrase = phrases.get(0);
    assertThat(phrase.best()).isEqualTo(best);
    assertThat(phrase.alternatives()).hasSizeBetween(2, 5);
    assertThat(phrase.alternatives())
        .extracting(alternative -> alternative.hypothesis().text())
        .doesNotHaveDuplicates()
        .first()
        .isEqualTo(best.text());
    assertThat(phrase.alternatives().stream().mapToDouble(a -> a.probability()).sum())
        .isLessThan(1.000001);
    List<Sentence> paths =
        new NBest(phrase.lattice(), phrase.lattice().weights(), Consensus.SCALE).find(3);
    // But for the end of the sentence, the lattice scores its best path as the search did.
    assertThat(paths.get(0).score()).isLessThan(best.logProb()).isGreaterThan(best.logProb() - 150);
  }

  @Test
  void refusesAnotherSampleRate() {
    Audio audio = new Audio(new float[8_000], 8_000);

    assertThatThrownBy(() -> recognizer().recognize(audio))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("8000 Hz");
  }

  @Test
  void stopsWhenAsked() {
    Progress cancelled =
        new Progress() {
          @Override
          public void report(double fraction, String message) {}

          @Override
          public boolean isCancelled() {
            return true;
          }
        };
    float[] noise = new float[32_000];
    Arrays.fill(noise, 0.1f);

    assertThatThrownBy(() -> recognizer().recognize(new Audio(noise, 16_000), cancelled))
        .isInstanceOf(CancelledException.class);
  }

  private static Recognizer recognizer() {
    return new Recognizer(SpeechModel.english());
  }

  private static List<String> words(String text) {
    return ScoringText.words(text);
  }
}
