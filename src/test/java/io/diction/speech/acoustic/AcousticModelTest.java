package io.diction.speech.acoustic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.diction.speech.FormatException;
import io.diction.speech.SpeechModel;
import io.diction.speech.acoustic.PhoneSet.Position;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AcousticModelTest {
  private static final String FOLDER = "/edu/cmu/sphinx/models/en-us/en-us/";

  @Test
  void hasTheShapeOfItsDescription() {
    AcousticModel model = SpeechModel.english().acousticModel();

    assertThat(model.phones().size()).isEqualTo(42);
    assertThat(model.phones().tiedStates()).isEqualTo(5126);
    assertThat(model.codebooks()).isEqualTo(42);
    assertThat(model.densities()).isEqualTo(128);
    assertThat(model.streamLengths()).containsExactly(13, 13, 13);
  }

  @Test
  void backsOffFromUnseenTriphones() {
    PhoneSet phones = SpeechModel.english().acousticModel().phones();
    int noise = phones.id("+NSN+");
    int ah = phones.id("AH");
    int t = phones.id("T");

    assertThat(phones.sequence(ah, noise, t, Position.BEGIN))
        .isEqualTo(phones.sequence(ah, phones.silence(), t, Position.BEGIN));
    assertThat(phones.sequence(phones.silence(), ah, t, Position.SINGLE))
        .isEqualTo(phones.contextFree(phones.silence()));
  }

  @Test
  void scoresLikeItsPlainTwin() {
    AcousticModel model = SpeechModel.english().acousticModel();
    Random random = new Random(1);
    float[] frames = new float[3 * 39];
    for (int i = 0; i < frames.length; i++) {
      frames[i] = (float) (random.nextGaussian() * 10);
    }
    int states = model.phones().tiedStates();
    float[] scores = new StateScorer(new ScoringTables(model), 4).score(frames, 0, 3);

    for (int frame = 0; frame < 3; frame++) {
      for (int state = 0; state < states; state += 97) {
        assertThat((double) scores[frame * states + state])
            .as("frame %d, state %d", frame, state)
            .isCloseTo(plainScore(model, frames, frame * 39, state, 4), within(0.005));
      }
    }
  }

  @Test
  void scoresContinuousModelsLikeTheirPlainTwin() {
    AcousticModel model = AcousticFixtures.random(AcousticModel.Kind.CONTINUOUS, 3);
    Random random = new Random(4);
    float[] frames = new float[2 * 39];
    for (int i = 0; i < frames.length; i++) {
      frames[i] = (float) (random.nextGaussian() * 10);
    }
    int states = model.phones().tiedStates();
    float[] scores = new StateScorer(new ScoringTables(model), 4).score(frames, 0, 2);

    for (int frame = 0; frame < 2; frame++) {
      double[] exact = new double[states];
      for (int state = 0; state < states; state++) {
        double[] densities = densities(model, frames, frame * 39, state, 0);
        double highest = Arrays.stream(densities).max().orElseThrow();
        double sum = 0;
        for (int k = 0; k < densities.length; k++) {
          sum += Math.exp(densities[k] - highest) * model.weights()[state * densities.length + k];
        }
        exact[state] = highest + Math.log(sum);
      }
      for (int state = 1; state < states; state++) {
        assertThat((double) scores[frame * states + state] - scores[frame * states])
            .isCloseTo(exact[state] - exact[0], within(0.005));
      }
    }
  }

  /** The formula of {@link StateScorer}, one Gaussian after the other. */
  private static double plainScore(
      AcousticModel model, float[] features, int at, int state, int best) {
    double total = 0;
    for (int stream = 0; stream < model.streams(); stream++) {
      double highest = Double.NEGATIVE_INFINITY;
      for (int codebook = 0; codebook < model.codebooks(); codebook++) {
        for (double density : densities(model, features, at, codebook, stream)) {
          highest = Math.max(highest, density);
        }
      }
      double[] own = densities(model, features, at, model.codebookOfState()[state], stream);
      double[] sorted = own.clone();
      Arrays.sort(sorted);
      double sum = 0;
      for (int k = 0; k < own.length; k++) {
        if (own[k] >= sorted[sorted.length - best]) {
          int weight = (state * model.streams() + stream) * model.densities() + k;
          sum += Math.exp(Math.max(own[k] - highest, -10)) * model.weights()[weight];
        }
      }
      total += Math.log(sum);
    }
    return total;
  }

  private static double[] densities(
      AcousticModel model, float[] features, int at, int codebook, int stream) {
    double[] densities = new double[model.densities()];
    int length = model.streamLengths()[stream];
    for (int k = 0; k < densities.length; k++) {
      int row = model.offset(codebook, stream) + k * length;
      for (int d = 0; d < length; d++) {
        double variance = model.variances()[row + d];
        double difference = features[at + stream * length + d] - model.means()[row + d];
        densities[k] -= 0.5 * Math.log(2 * Math.PI * variance);
        densities[k] -= difference * difference / (2 * variance);
      }
    }
    return densities;
  }

  @ParameterizedTest
  @ValueSource(strings = {"mdef", "means", "variances", "mixture_weights", "transition_matrices"})
  void refusesATruncatedFile(String file) {
    assertRefused(file, bytes -> Arrays.copyOf(bytes, bytes.length * 2 / 3));
    assertRefused(file, bytes -> Arrays.copyOf(bytes, 5));
    assertRefused(file, bytes -> new byte[0]);
  }

  @ParameterizedTest
  @ValueSource(strings = {"means", "variances", "mixture_weights", "transition_matrices"})
  void refusesADamagedNumber(String file) {
    assertRefused(
        file,
        bytes -> {
          bytes[bytes.length / 2] ^= 0x10;
          return bytes;
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"means", "mixture_weights", "transition_matrices"})
  void refusesALyingCountWithoutTakingItsMemory(String file) {
    assertRefused(
        file,
        bytes -> {
          int firstCount = new String(bytes, 0, 80, StandardCharsets.ISO_8859_1).indexOf("endhdr");
          Arrays.fill(bytes, firstCount + 11, firstCount + 14, (byte) 0x7f);
          return bytes;
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"mdef", "means", "transition_matrices"})
  void refusesAnotherKindOfFile(String file) {
    assertRefused(file, bytes -> "BMDF and more\n".getBytes(StandardCharsets.US_ASCII));
    assertRefused(file, bytes -> "<html>\n".repeat(5000).getBytes(StandardCharsets.US_ASCII));
  }

  private static void assertRefused(String damaged, UnaryOperator<byte[]> damage) {
    assertThatThrownBy(
            () ->
                AcousticModelReader.read(
                    name -> name.equals(damaged) ? damaged(name, damage) : open(name), "model"))
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith("model/" + damaged);
  }

  private static InputStream damaged(String name, UnaryOperator<byte[]> damage) throws IOException {
    try (InputStream in = open(name)) {
      return new ByteArrayInputStream(damage.apply(in.readAllBytes()));
    }
  }

  private static InputStream open(String name) throws IOException {
    InputStream in = AcousticModelTest.class.getResourceAsStream(FOLDER + name);
    if (in == null) {
      throw new FileNotFoundException(name);
    }
    return in;
  }
}
