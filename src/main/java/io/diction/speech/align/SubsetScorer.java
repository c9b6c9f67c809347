package io.diction.speech.align;

import io.diction.speech.acoustic.AcousticModel;
import java.util.Arrays;

/**
 * Scores only those tied states that are asked for, each once a frame.
 *
 * <p>Where tied states share codebooks, the best few Gaussians of each codebook count and none is
 * counted as worse than {@link #RANGE} below the frame's best, as in recognition ({@link
 * io.diction.speech.acoustic.StateScorer}). Where each has its own, all its Gaussians count, and
 * only the codebooks asked for are looked at.
 *
 * <p>Logarithms and exponentials come from tables: the same on every processor. For one thread;
 * allocates only on construction.
 */
final class SubsetScorer {
  /** Frames whose shared codebooks are evaluated together, while the codebook is in the cache. */
  static final int BLOCK = 16;

  /** Gaussians evaluated together. */
  private static final int LANES = 1024;

  private static final float RANGE = 10f;
  private static final float LN_2 = 0.6931472f;
  private static final int TABLE_BITS = 12;
  private static final int TABLE_SIZE = 1 << TABLE_BITS;
  private static final float[] LOGS = new float[TABLE_SIZE];
  private static final float[] POWERS = new float[TABLE_SIZE];

  static {
    for (int i = 0; i < TABLE_SIZE; i++) {
      LOGS[i] = (float) StrictMath.log(1 + (i + 0.5) / TABLE_SIZE);
      POWERS[i] = (float) StrictMath.pow(2, (i + 0.5) / TABLE_SIZE);
    }
  }

  /** A model's Gaussians in the order in which they are evaluated. Immutable, shared. */
  static final class Tables {
    private final AcousticModel model;
    private final int dimension;
    private final boolean shared;

    /** Codebooks evaluated together: long rows keep the vector units busy, short ones the cache. */
    private final int group;

    /** [group * dimension + d][codebook of the group * densities + density] means. */
    private final float[][] means;

    /** The same for 1 / (2 variance). */
    private final float[][] precisions;

    /** [group * streams + stream][codebook of the group * densities + density]: normalising ln. */
    private final float[][] constants;

    Tables(AcousticModel model) {
      this.model = model;
      dimension = Arrays.stream(model.streamLengths()).sum();
      shared = model.codebooks() < model.phones().tiedStates();
      group = shared ? Math.max(1, LANES / model.densities()) : 1;
      int groups = (model.codebooks() + group - 1) / group;
      means = new float[groups * dimension][];
      precisions = new float[groups * dimension][];
      constants = new float[groups * model.streams()][];
      for (int g = 0; g < groups; g++) {
        lay(g, Math.min(group, model.codebooks() - g * group) * model.densities());
      }
    }

    private void lay(int g, int lanes) {
      int densities = model.densities();
      int row = g * dimension;
      for (int stream = 0; stream < model.streams(); stream++) {
        int length = model.streamLengths()[stream];
        double[] sums = new double[lanes];
        for (int d = 0; d < length; d++) {
          float[] mean = new float[lanes];
          float[] precision = new float[lanes];
          for (int lane = 0; lane < lanes; lane++) {
            int offset = model.offset(g * group + lane / densities, stream);
            int at = offset + lane % densities * length + d;
            double variance = model.variances()[at];
            mean[lane] = model.means()[at];
            precision[lane] = (float) (0.5 / variance);
            sums[lane] -= 0.5 * StrictMath.log(2 * Math.PI * variance);
          }
          means[row] = mean;
          precisions[row++] = precision;
        }
        float[] constant = new float[lanes];
        for (int lane = 0; lane < lanes; lane++) {
          constant[lane] = (float) sums[lane];
        }
        constants[g * model.streams() + stream] = constant;
      }
    }
  }

  private final Tables tables;
  private final AcousticModel model;
  private final int streams;
  private final int densities;
  private final int best;
  private final float[] distances;

  /** Shared codebooks: [((frame * streams + stream) * codebooks + codebook) * best + rank]. */
  private final float[] top;

  private final int[] topDensities;

  /** [frame of the block] what all its scores are relative to. */
  private final double[] references = new double[BLOCK];

  /** [tied state] score in the frame whose number is in {@code scoredAt}. */
  private final float[] scores;

  private final int[] scoredAt;
  private float[] features = new float[0];
  private int blockStart;
  private int frame;
  private int moment;

  SubsetScorer(Tables tables, int best) {
    this.tables = tables;
    model = tables.model;
    streams = model.streams();
    densities = model.densities();
    this.best = Math.min(best, densities);
    distances = new float[tables.group * densities];
    int tops = tables.shared ? BLOCK * streams * model.codebooks() * this.best : 0;
    top = new float[tops];
    topDensities = new int[tops];
    scores = new float[model.phones().tiedStates()];
    scoredAt = new int[scores.length];
  }

  /** Takes a block of at most {@link #BLOCK} frames. */
  void load(float[] frameFeatures, int firstFrame, int frames) {
    features = frameFeatures;
    blockStart = firstFrame;
    Arrays.fill(references, 0);
    if (!tables.shared) {
      return;
    }
    for (int first = 0; first < model.codebooks(); first += tables.group) {
      int end = Math.min(model.codebooks(), first + tables.group);
      int at = 0;
      for (int stream = 0; stream < streams; stream++) {
        for (int i = 0; i < frames; i++) {
          evaluate(first / tables.group, stream, at, (firstFrame + i) * tables.dimension + at);
          for (int codebook = first; codebook < end; codebook++) {
            int place = ((i * streams + stream) * model.codebooks() + codebook) * best;
            int before = i == 0 ? -1 : place - streams * model.codebooks() * best;
            select((codebook - first) * densities, place, before);
          }
        }
        at += model.streamLengths()[stream];
      }
    }
    for (int i = 0; i < frames; i++) {
      for (int stream = 0; stream < streams; stream++) {
        references[i] += relate((i * streams + stream) * model.codebooks() * best);
      }
    }
  }

  /** Turns to a frame of the block. */
  void turnTo(int frameInBlock) {
    frame = frameInBlock;
    moment++;
  }

  /** What the scores of the frame turned to are relative to: add it for ln p(frame | state). */
  double reference() {
    return references[frame];
  }

  /** ln p(frame | tied state) less {@link #reference}. */
  float score(int tiedState) {
    if (scoredAt[tiedState] != moment) {
      scoredAt[tiedState] = moment;
      scores[tiedState] = tables.shared ? mix(tiedState) : mixOwn(tiedState);
    }
    return scores[tiedState];
  }

  private float mix(int state) {
    int codebook = model.codebookOfState()[state];
    float[] weights = model.weights();
    float product = 1;
    for (int stream = 0; stream < streams; stream++) {
      int from = ((frame * streams + stream) * model.codebooks() + codebook) * best;
      int row = (state * streams + stream) * densities;
      float sum = 0;
      for (int rank = from; rank < from + best; rank++) {
        sum += top[rank] * weights[row + topDensities[rank]];
      }
      product *= sum;
    }
    return ln(product);
  }

  private float mixOwn(int state) {
    int codebook = model.codebookOfState()[state];
    float[] weights = model.weights();
    float total = 0;
    int firstRow = 0;
    for (int stream = 0; stream < streams; stream++) {
      evaluate(codebook, stream, firstRow, (blockStart + frame) * tables.dimension + firstRow);
      firstRow += model.streamLengths()[stream];
      float highest = Float.NEGATIVE_INFINITY;
      for (int k = 0; k < densities; k++) {
        highest = Math.max(highest, distances[k]);
      }
      int row = (state * streams + stream) * densities;
      float sum = 0;
      for (int k = 0; k < densities; k++) {
        sum += weights[row + k] * exp(distances[k] - highest);
      }
      total += highest + ln(sum);
    }
    return total;
  }

  /** Log densities of all Gaussians of a group in one stream. */
  private void evaluate(int group, int stream, int firstRow, int at) {
    float[] constants = tables.constants[group * streams + stream];
    int lanes = constants.length;
    System.arraycopy(constants, 0, distances, 0, lanes);
    int length = model.streamLengths()[stream];
    int row = group * tables.dimension + firstRow;
    int d = 0;
    for (; d + 2 <= length; d += 2) {
      subtractTwo(
          distances,
          lanes,
          features[at + d],
          tables.means[row + d],
          tables.precisions[row + d],
          features[at + d + 1],
          tables.means[row + d + 1],
          tables.precisions[row + d + 1]);
    }
    if (d < length) {
      subtractOne(
          distances, lanes, features[at + d], tables.means[row + d], tables.precisions[row + d]);
    }
  }

  private static void subtractTwo(
      float[] target,
      int lanes,
      float x,
      float[] means,
      float[] precisions,
      float y,
      float[] nextMeans,
      float[] nextPrecisions) {
    for (int k = 0; k < lanes; k++) {
      float one = x - means[k];
      float other = y - nextMeans[k];
      target[k] -= one * one * precisions[k] + other * other * nextPrecisions[k];
    }
  }

  private static void subtractOne(
      float[] target, int lanes, float x, float[] means, float[] precisions) {
    for (int k = 0; k < lanes; k++) {
      float difference = x - means[k];
      target[k] -= difference * difference * precisions[k];
    }
  }

  /**
   * Keeps the best Gaussians of a codebook.
   *
   * @param first where its log densities begin
   * @param before where the winners of the frame before are, which set the bar high; -1 for none
   */
  private void select(int first, int at, int before) {
    int last = at + best - 1;
    float bar = Float.NEGATIVE_INFINITY;
    if (before >= 0) {
      bar = Float.POSITIVE_INFINITY;
      for (int rank = before; rank < before + best; rank++) {
        bar = Math.min(bar, distances[first + topDensities[rank]]);
      }
      bar = Math.nextDown(bar);
    }
    Arrays.fill(top, at, at + best, bar);
    for (int k = 0; k < densities; k++) {
      float score = distances[first + k];
      if (score > bar) {
        int place = last;
        while (place > at && top[place - 1] < score) {
          top[place] = top[place - 1];
          topDensities[place] = topDensities[place - 1];
          place--;
        }
        top[place] = score;
        topDensities[place] = k;
        bar = top[last];
      }
    }
  }

  /** Turns log densities of all codebooks into densities relative to the best, which it returns. */
  private float relate(int at) {
    int end = at + model.codebooks() * best;
    float highest = Float.NEGATIVE_INFINITY;
    for (int i = at; i < end; i += best) {
      highest = Math.max(highest, top[i]);
    }
    for (int i = at; i < end; i++) {
      top[i] = exp(Math.max(top[i] - highest, -RANGE));
    }
    return highest;
  }

  /** e to the power of a number of at most 0; wrong by less than 0.00013 of it. */
  private static float exp(float x) {
    float power = x / LN_2;
    if (power < -126) {
      return 0;
    }
    int floor = (int) power - 1;
    int fraction = (int) ((power - floor) * TABLE_SIZE);
    // A whole power has a fraction of 1 here.
    int carry = fraction >> TABLE_BITS;
    return Float.intBitsToFloat((floor + carry + 127) << 23) * POWERS[fraction & (TABLE_SIZE - 1)];
  }

  /** ln by exponent and a table of the mantissa's first bits; wrong by less than 0.00013. */
  private static float ln(float x) {
    int bits = Float.floatToRawIntBits(x);
    return ((bits >>> 23) - 127) * LN_2 + LOGS[(bits & 0x7fffff) >>> (23 - TABLE_BITS)];
  }
}
