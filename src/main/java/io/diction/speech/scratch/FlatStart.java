package io.diction.speech.scratch;

import io.diction.speech.Progress;
import io.diction.speech.acoustic.AcousticModel;
import io.diction.speech.acoustic.PhoneSet;
import io.diction.speech.features.FeatureSettings;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where training begins when nothing is known: one Gaussian for all speech, and utterances cut
 * evenly among the phones of their words. Only what is quiet at both ends is taken for silence.
 */
final class FlatStart {
  private static final int STATES = Segmentation.STATES;

  /** Share of the way from quiet to loud at which speech is taken to begin. */
  private static final double SPEECH_LEVEL = 0.35;

  private final FeatureSpool spool;
  private final GaussianSums all;

  private FlatStart(FeatureSpool spool, GaussianSums all) {
    this.spool = spool;
    this.all = all;
  }

  /** Takes the mean and variance of all frames. */
  static FlatStart measure(FeatureSpool spool, Progress progress) throws IOException {
    GaussianSums all = new GaussianSums(spool.dimension());
    FeatureSpool.Reader reader = spool.reader();
    for (int utterance = 0; utterance < spool.utterances(); utterance++) {
      progress.checkCancelled();
      float[] features = reader.read(utterance);
      for (int frame = 0; frame < spool.frames(utterance); frame++) {
        all.add(features, frame * spool.dimension());
      }
    }
    return new FlatStart(spool, all);
  }

  /** Smallest variances: a share of those of all speech. */
  double[] varianceFloors(double share) {
    double[] floors = new double[spool.dimension()];
    for (int d = 0; d < floors.length; d++) {
      floors[d] = Math.max(share * all.variance(d, 0), 1e-4);
    }
    return floors;
  }

  /**
   * A model whose states all sound alike.
   *
   * @param names of the phones, silence among them as {@code SIL}
   */
  AcousticModel model(List<String> names, FeatureSettings settings) {
    int states = STATES * names.size();
    PhoneSet.Builder builder = new PhoneSet.Builder(STATES, states);
    for (int phone = 0; phone < names.size(); phone++) {
      int[] tied = {STATES * phone, STATES * phone + 1, STATES * phone + 2};
      if (names.get(phone).equals("SIL")) {
        builder.filler(names.get(phone), tied);
      } else {
        builder.phone(names.get(phone), tied);
      }
    }
    int dimension = spool.dimension();
    float[] means = new float[states * dimension];
    float[] variances = new float[means.length];
    for (int i = 0; i < means.length; i++) {
      means[i] = (float) all.mean(i % dimension);
      variances[i] = (float) all.variance(i % dimension, 1e-4);
    }
    float[] weights = new float[states];
    Arrays.fill(weights, 1);
    float[] transitions = new float[names.size() * STATES * (STATES + 1)];
    int[] codebooks = new int[states];
    for (int state = 0; state < states; state++) {
      int row = state * (STATES + 1) + state % STATES;
      transitions[row] = 0.5f;
      transitions[row + 1] = 0.5f;
      codebooks[state] = state;
    }
    return new AcousticModel(
        builder.build(),
        settings,
        states,
        1,
        new int[] {dimension},
        means,
        variances,
        weights,
        transitions,
        codebooks);
  }

  /**
   * Cuts an utterance evenly.
   *
   * @param words [word][variant][i] phones; the first variant is taken
   * @param features [frame * dimension + d], loudness first
   * @return {@code null} when it has too few frames for its phones
   */
  static @Nullable Segmentation cut(
      int[][][] words, int silence, float[] features, int frames, int dimension) {
    int phones = 0;
    for (int[][] variants : words) {
      phones += variants[0].length;
    }
    int fewest = STATES * phones;
    if (phones == 0 || frames < fewest) {
      return null;
    }
    int[] ends = quietEnds(features, frames, dimension);
    int before = ends[0] < STATES ? 0 : ends[0];
    int after = frames - ends[1] < STATES ? 0 : frames - ends[1];
    if (frames - before - after < fewest) {
      before = 0;
      after = 0;
    }
    int size = phones + (before > 0 ? 1 : 0) + (after > 0 ? 1 : 0);
    byte[] path = new byte[size];
    byte[] positions = new byte[size];
    char[] counts = new char[STATES * size];
    int place = 0;
    if (before > 0) {
      path[place] = (byte) silence;
      divide(before, counts, 0, STATES);
      place++;
    }
    int first = place;
    for (int[][] variants : words) {
      for (int i = 0; i < variants[0].length; i++) {
        path[place] = (byte) variants[0][i];
        positions[place] = (byte) PhoneNetwork.position(i, variants[0].length).ordinal();
        place++;
      }
    }
    divide(frames - before - after, counts, STATES * first, STATES * phones);
    if (after > 0) {
      path[place] = (byte) silence;
      divide(after, counts, STATES * place, STATES);
    }
    return new Segmentation(path, positions, counts);
  }

  private static void divide(int frames, char[] counts, int from, int parts) {
    for (int i = 0; i < parts; i++) {
      counts[from + i] = (char) ((long) frames * (i + 1) / parts - (long) frames * i / parts);
    }
  }

  /** First frame of speech, and one past the last, by the zeroth cepstrum. */
  private static int[] quietEnds(float[] features, int frames, int dimension) {
    float[] loudness = new float[frames];
    for (int frame = 0; frame < frames; frame++) {
      loudness[frame] = features[frame * dimension];
    }
    float[] sorted = loudness.clone();
    Arrays.sort(sorted);
    float quiet = sorted[frames / 20];
    float loud = sorted[frames * 9 / 10];
    double level = quiet + SPEECH_LEVEL * (loud - quiet);
    int from = 0;
    int to = frames;
    while (from < frames && loudness[from] < level) {
      from++;
    }
    while (to > from && loudness[to - 1] < level) {
      to--;
    }
    return new int[] {from, to};
  }
}
