package io.diction.speech.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.speech.Progress;
import io.diction.speech.RecognitionSettings;
import io.diction.speech.acoustic.AcousticModel;
import io.diction.speech.language.KneserNey;
import io.diction.speech.language.NGramCounts;
import io.diction.speech.lexicon.Lexicon;
import io.diction.speech.lexicon.Pronunciation;
import io.diction.speech.scratch.SyntheticPhones;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PhoneForecastTest {
  /** More than a byte with a sign can tell. */
  private static final int PHONES = 130;

  private static final int DIMENSION = 39;
  private static final int FRAMES_PER_STATE = 4;

  private final AcousticModel acoustic = SyntheticPhones.model(PHONES);
  private final SearchNetwork network = network();

  /** Words of three neighbouring phones each. */
  private SearchNetwork network() {
    Map<String, List<Pronunciation>> words = new TreeMap<>();
    NGramCounts counts = new NGramCounts(2);
    Random random = new Random(4);
    for (int first = 1; first < PHONES - 2; first++) {
      String word = "w" + first;
      words.put(
          word, List.of(new Pronunciation(List.of(name(first), name(first + 1), name(first + 2)))));
      counts.addSentence(List.of(word, "w" + (1 + random.nextInt(PHONES - 3))));
    }
    Lexicon lexicon =
        new Lexicon() {
          @Override
          public List<Pronunciation> pronunciations(String word) {
            return words.getOrDefault(word, List.of());
          }

          @Override
          public Set<String> words() {
            return words.keySet();
          }
        };
    return new SearchNetwork(acoustic, lexicon, KneserNey.estimate(counts, Progress.NONE));
  }

  private static String name(int phone) {
    return "p" + phone;
  }

  private float[] spoken(int... phones) {
    Random random = new Random(1);
    float[] features = new float[phones.length * 3 * FRAMES_PER_STATE * DIMENSION];
    int at = 0;
    for (int phone : phones) {
      for (int i = 0; i < 3 * FRAMES_PER_STATE; i++) {
        int state = 3 * phone + i / FRAMES_PER_STATE;
        for (int d = 0; d < DIMENSION; d++) {
          features[at++] =
              (float) (acoustic.means()[state * DIMENSION + d] + random.nextGaussian());
        }
      }
    }
    return features;
  }

  private Decoder decoder(double forecast) {
    RecognitionSettings usual = RecognitionSettings.CONTINUOUS;
    return new Decoder(
        network,
        new RecognitionSettings(
            usual.languageWeight(),
            usual.wordPenalty(),
            usual.silencePenalty(),
            usual.noisePenalty(),
            usual.beam(),
            usual.phoneBeam(),
            usual.wordBeam(),
            forecast,
            usual.maxActive(),
            usual.topGaussians()));
  }

  private static String text(Decoder decoder, float[] features) {
    return decoder.decodeFeatures(features, features.length / DIMENSION, 0, Progress.NONE).text();
  }

  @Test
  void wordsOfTheHighestPhonesAreRecognised() {
    float[] features = spoken(0, 127, 128, 129, 0, 126, 127, 128, 0);
    assertThat(text(decoder(0.5), features)).isEqualTo("w127 w126");
    for (int node = 0; node < network.tree.firstFiller; node++) {
      assertThat(network.tree.phoneOf(node)).isBetween(0, PHONES - 1);
    }
  }

  @Test
  void pathsThatTheNextFramesRuleOutAreNotEntered() {
    float[] features = spoken(0, 40, 41, 42, 0, 99, 100, 101, 0);
    Decoder blind = decoder(0);
    Decoder foreseeing = decoder(1);

    assertThat(text(blind, features)).isEqualTo("w40 w99");
    assertThat(text(foreseeing, features)).isEqualTo("w40 w99");
    assertThat(foreseeing.search().meanActive()).isLessThan(blind.search().meanActive() / 2);
  }

  @Test
  void countsHowFarAPhoneIsBelowTheBestOfTheThreeNextFrames() {
    int states = 3 * PHONES;
    float[] scores = new float[5 * states];
    Arrays.fill(scores, -100);
    for (int frame = 0; frame < 5; frame++) {
      scores[frame * states + 3 * 7 + frame % 3] = -10;
      scores[frame * states + 3 * 8 + 1] = frame == 2 ? -10 : -30;
    }
    PhoneForecast forecast = new PhoneForecast(acoustic, 0.5);
    forecast.begin();
    forecast.add(scores, 5);

    assertThat(forecast.after(0)[7]).isZero();
    assertThat(forecast.after(0)[8]).isEqualTo(0.5f * (-20 - 20));
    assertThat(forecast.after(0)[9]).isEqualTo(0.5f * -270);
    assertThat(forecast.after(3)[9]).isEqualTo(0.5f * -90);
    assertThat(forecast.after(4)).containsOnly(0);
  }

  @Test
  void aWeightOfNothingSwitchesItOff() {
    float[] scores = new float[3 * PHONES];
    Arrays.fill(scores, -100);
    scores[30] = 0;
    PhoneForecast forecast = new PhoneForecast(acoustic, 0);
    forecast.begin();
    forecast.add(scores, 1);
    for (float penalty : forecast.after(-1)) {
      assertThat(Math.abs(penalty)).isZero();
    }
  }
}
