package io.diction.speech.decode;

import io.diction.speech.Hypothesis;
import io.diction.speech.Progress;
import io.diction.speech.SpeechModel;
import io.diction.speech.WordTiming;
import io.diction.speech.audio.AudioDecoder;
import io.diction.speech.audio.DecoderOptions;
import io.diction.speech.evaluate.ScoringText;
import io.diction.speech.evaluate.WordAlignment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Finds the weights of {@link Confidence} by logistic regression on recognised clips. */
public final class ConfidenceFitting {
  private static final int ROUNDS = 40;
  private static final double RIDGE = 0.01;

  private final List<double[]> evidence = new ArrayList<>();
  private final List<Boolean> right = new ArrayList<>();
  private final List<Double> weights = new ArrayList<>();

  /** How a clip is changed, to stand for other rooms and voices. */
  public enum Change {
    NONE,
    NOISE,
    HIGHER,
    LOWER
  }

  /**
   * Recognises clips with transcripts beside them.
   *
   * @param weight of all these words together
   */
  public void add(SpeechModel model, List<Path> clips, Change change, double weight)
      throws IOException {
    SearchNetwork network =
        new SearchNetwork(model.acousticModel(), model.lexicon(), model.languageModel());
    Decoder decoder = new Decoder(network, model.settings());
    int before = right.size();
    try (AudioDecoder audio = new AudioDecoder(DecoderOptions.defaults())) {
      for (int i = 0; i < clips.size(); i++) {
        Path clip = clips.get(i);
        Path text = clip.resolveSibling(clip.getFileName().toString().replace(".flac", ".txt"));
        float[] samples = changed(audio.decode(clip).samples(), change, i);
        Hypothesis hypothesis = decoder.decode(samples, 0, samples.length, Progress.NONE);
        add(decoder.confidence(), hypothesis, Files.readString(text));
      }
    }
    double each = weight / Math.max(1, right.size() - before);
    while (weights.size() < right.size()) {
      weights.add(each);
    }
  }

  private void add(Confidence confidence, Hypothesis hypothesis, String reference) {
    List<String> words = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    for (int place = 0; place < hypothesis.words().size(); place++) {
      WordTiming word = hypothesis.words().get(place);
      for (String part : ScoringText.words(word.word())) {
        words.add(part);
        places.add(place);
      }
    }
    int next = 0;
    for (WordAlignment.Pair pair :
        WordAlignment.align(ScoringText.words(reference), words).pairs()) {
      if (pair.hypothesis() != null) {
        double[] row = new double[Confidence.WEIGHTS];
        confidence.weigh(places.get(next++), row);
        evidence.add(row);
        right.add(pair.kind() == WordAlignment.Kind.HIT);
      }
    }
  }

  /** Words gathered. */
  public int words() {
    return right.size();
  }

  private static float[] changed(float[] samples, Change change, int seed) {
    return switch (change) {
      case NONE -> samples;
      case NOISE -> noisy(samples, new SplittableRandom(seed));
      case HIGHER -> resampled(samples, 1.12);
      case LOWER -> resampled(samples, 0.9);
    };
  }

  /** Low noise, 13 dB below the speech. */
  private static float[] noisy(float[] samples, SplittableRandom random) {
    double energy = 0;
    for (float sample : samples) {
      energy += sample * sample;
    }
    double deviation = Math.sqrt(energy / Math.max(1, samples.length)) * 0.22;
    float[] noisy = new float[samples.length];
    double colour = 0;
    for (int i = 0; i < noisy.length; i++) {
      colour = 0.7 * colour + 0.714 * random.nextGaussian();
      noisy[i] = (float) (samples[i] + deviation * colour);
    }
    return noisy;
  }

  /** Pitch, formants and tempo change together. */
  private static float[] resampled(float[] samples, double factor) {
    float[] resampled = new float[(int) (samples.length / factor)];
    for (int i = 0; i + 1 < resampled.length; i++) {
      int below = (int) (i * factor);
      double part = i * factor - below;
      if (below + 1 < samples.length) {
        resampled[i] = (float) ((1 - part) * samples[below] + part * samples[below + 1]);
      }
    }
    return resampled;
  }

  /** The weights that make right and wrong most probable, by Newton's method. */
  public double[] fit() {
    int n = Confidence.WEIGHTS;
    double scale = right.size() / weights.stream().mapToDouble(Double::doubleValue).sum();
    double[] fitted = new double[n];
    for (int round = 0; round < ROUNDS; round++) {
      double[][] system = new double[n][n + 1];
      for (int i = 0; i < n; i++) {
        system[i][i] = RIDGE;
        system[i][n] = -RIDGE * fitted[i];
      }
      for (int word = 0; word < right.size(); word++) {
        double[] row = evidence.get(word);
        double sum = 0;
        for (int i = 0; i < n; i++) {
          sum += fitted[i] * row[i];
        }
        double p = 1 / (1 + Math.exp(-sum));
        double weight = scale * weights.get(word);
        for (int i = 0; i < n; i++) {
          system[i][n] += weight * ((right.get(word) ? 1 : 0) - p) * row[i];
          for (int j = 0; j < n; j++) {
            system[i][j] += weight * p * (1 - p) * row[i] * row[j];
          }
        }
      }
      double[] step = solve(system);
      for (int i = 0; i < n; i++) {
        fitted[i] += step[i];
      }
    }
    return fitted;
  }

  /** Gauss elimination; the matrix is symmetric and positive, so no pivot is searched. */
  private static double[] solve(double[][] system) {
    int n = system.length;
    for (int i = 0; i < n; i++) {
      for (int row = 0; row < n; row++) {
        double factor = row == i ? 0 : system[row][i] / system[i][i];
        for (int column = i; column <= n; column++) {
          system[row][column] -= factor * system[i][column];
        }
      }
    }
    double[] solution = new double[n];
    for (int i = 0; i < n; i++) {
      solution[i] = system[i][n] / system[i][i];
    }
    return solution;
  }
}
