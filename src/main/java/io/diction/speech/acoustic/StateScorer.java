package io.diction.speech.acoustic;

import java.util.Arrays;

/**
 * Scores all tied states on blocks of frames.
 *
 * <p>With shared codebooks, ln p(x | state) is the sum over streams of ln sum_k w_k N(x; m_k, v_k)
 * over the {@code best} best Gaussians of the state's codebook, the usual approximation for tied
 * mixtures (X. Huang, Y. Ariki and M. Jack, "Hidden Markov Models for Speech Recognition", 1990,
 * chapter 7). Two things are taken from PocketSphinx since the model's weights were tuned with
 * them: scores are relative to the best Gaussian of the frame in the same stream, and none is
 * counted as worse than {@link #RANGE} below it, so that one odd stream cannot veto a state.
 *
 * <p>Where each state has Gaussians of its own (a continuous model), all of them count, without a
 * floor: there the distance to other states' Gaussians is what tells the states apart.
 *
 * <p>Every Gaussian is evaluated. A block of frames passes over a few codebooks while they are in
 * the cache, and the loops run over Gaussians side by side so that the compiler turns them into
 * vector instructions; measured, that beats skipping Gaussians that cannot win, frame by frame.
 *
 * <p>For one thread; allocates only on construction.
 */
public final class StateScorer {
  /** Frames scored together; more no longer helps, and each costs a row of scores. */
  public static final int BLOCK = 16;

  /** How far below the best a Gaussian may count, in nats. */
  private static final float RANGE = 10f;

  /** Of a state's own Gaussians, those so far below its best add less than a thousandth. */
  private static final float OWN_RANGE = 12f;

  private static final float LN_2 = 0.6931472f;
  private static final int LOG_BITS = 12;
  private static final float[] LOG_TABLE = logTable();

  private static final float EXP_STEPS = 512;
  private static final float[] EXP_TABLE = expTable();

  private final ScoringTables tables;
  private final AcousticModel model;
  private final int best;

  /** Log densities of a group of codebooks: [codebook of the group * densities + density]. */
  private final float[] distances;

  /** [((frame * streams + stream) * codebooks + codebook) * best + rank]. */
  private final float[] topScores;

  private final int[] topDensities;

  /** [stream * codebooks + codebook] whether {@link #topDensities} has what won a frame before. */
  private final boolean[] warm;

  private final float[] sums;
  private final float[] products;
  private float[] scores;
  private float[] scoresBefore;

  /**
   * @param best Gaussians counted per codebook and stream, 1 to all; without effect where each
   *     state has its own
   */
  public StateScorer(ScoringTables tables, int best) {
    if (best < 1) {
      throw new IllegalArgumentException("best must be at least 1, is " + best);
    }
    this.tables = tables;
    model = tables.model;
    this.best = Math.min(best, model.densities());
    distances = new float[tables.lanes()];
    int tops = tables.continuous() ? 0 : model.streams() * model.codebooks();
    topScores = new float[BLOCK * tops * this.best];
    topDensities = new int[BLOCK * tops * this.best];
    warm = new boolean[tops];
    sums = new float[tables.mostColumns()];
    products = new float[tables.mostColumns()];
    scores = new float[BLOCK * model.phones().tiedStates()];
    scoresBefore = scores.clone();
  }

  /**
   * Scores a block of frames.
   *
   * @param features [frame][dimension], one after the other
   * @param firstFrame the first to score
   * @param frames how many, at most {@link #BLOCK}
   * @return [frame - firstFrame][tied state] ln p(x | state) less a constant of the frame, row
   *     after row of {@link PhoneSet#tiedStates()}; overwritten by the next call but one
   */
  public float[] score(float[] features, int firstFrame, int frames) {
    float[] overwritten = scoresBefore;
    scoresBefore = scores;
    scores = overwritten;
    Arrays.fill(warm, false);
    for (int group = 0; group < tables.groups(); group++) {
      int at = 0;
      for (int stream = 0; stream < model.streams(); stream++) {
        for (int frame = 0; frame < frames; frame++) {
          evaluate(group, stream, at, features, (firstFrame + frame) * tables.dimension + at);
          if (tables.continuous()) {
            addOwn(group, stream, frame);
          } else {
            select(group, stream, frame);
          }
        }
        at += model.streamLengths()[stream];
      }
    }
    for (int frame = 0; frame < frames; frame++) {
      if (tables.continuous()) {
        subtractBest(frame);
      } else {
        for (int stream = 0; stream < model.streams(); stream++) {
          normalise((frame * model.streams() + stream) * model.codebooks() * best);
        }
      }
    }
    // Neighbouring frames pick much the same rows of weights: one codebook's stay in the cache.
    for (int codebook = 0; !tables.continuous() && codebook < model.codebooks(); codebook++) {
      for (int frame = 0; frame < frames; frame++) {
        mix(frame, codebook);
      }
    }
    return scores;
  }

  private void evaluate(int group, int stream, int firstRow, float[] features, int at) {
    int lanes = tables.lanes(group);
    int length = model.streamLengths()[stream];
    int row = group * tables.dimension + firstRow;
    System.arraycopy(tables.constants, tables.constant(group, stream), distances, 0, lanes);
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

  private static void subtractOne(
      float[] target, int lanes, float x, float[] means, float[] precisions) {
    for (int k = 0; k < lanes; k++) {
      float difference = x - means[k];
      target[k] -= difference * difference * precisions[k];
    }
  }

  /** Two dimensions in one pass: more of them and the compiler no longer makes vectors. */
  private static void subtractTwo(
      float[] target,
      int lanes,
      float x0,
      float[] means0,
      float[] precisions0,
      float x1,
      float[] means1,
      float[] precisions1) {
    for (int k = 0; k < lanes; k++) {
      float first = x0 - means0[k];
      float second = x1 - means1[k];
      target[k] = target[k] - first * first * precisions0[k] - second * second * precisions1[k];
    }
  }

  private void select(int group, int stream, int frame) {
    int densities = model.densities();
    int end = tables.firstCodebook(group + 1);
    int lane = 0;
    for (int codebook = tables.firstCodebook(group); codebook < end; codebook++) {
      int slot = stream * model.codebooks() + codebook;
      int row = model.streams() * model.codebooks() * best;
      int at = frame * row + slot * best;
      select(
          distances,
          lane,
          densities,
          topScores,
          topDensities,
          at,
          best,
          warm[slot] ? at - row : -1);
      warm[slot] = true;
      lane += densities;
    }
  }

  /**
   * Picks the best Gaussians of a codebook. Those that won the frame before go first: mostly they
   * win again, and hardly any other gets past them. Writes over the densities of those.
   */
  private static void select(
      float[] distances,
      int lane,
      int densities,
      float[] topScores,
      int[] topDensities,
      int at,
      int best,
      int before) {
    Arrays.fill(topScores, at, at + best, Float.NEGATIVE_INFINITY);
    int last = at + best - 1;
    if (before >= 0) {
      for (int i = before; i < before + best; i++) {
        int k = topDensities[i];
        insert(topScores, topDensities, distances[lane + k], k, at, last);
        distances[lane + k] = Float.NEGATIVE_INFINITY;
      }
    }
    float worst = topScores[last];
    for (int k = 0; k < densities; k++) {
      if (distances[lane + k] > worst) {
        insert(topScores, topDensities, distances[lane + k], k, at, last);
        worst = topScores[last];
      }
    }
  }

  private static void insert(
      float[] topScores, int[] topDensities, float score, int density, int at, int last) {
    int place = last;
    while (place > at && topScores[place - 1] < score) {
      topScores[place] = topScores[place - 1];
      topDensities[place] = topDensities[place - 1];
      place--;
    }
    topScores[place] = score;
    topDensities[place] = density;
  }

  /** Turns log densities of all codebooks into densities relative to the best of them. */
  private void normalise(int at) {
    int end = at + model.codebooks() * best;
    float highest = Float.NEGATIVE_INFINITY;
    for (int i = at; i < end; i += best) {
      highest = Math.max(highest, topScores[i]);
    }
    for (int i = at; i < end; i++) {
      // Straight between two entries of the table: within a millionth, the same on every machine.
      float step = Math.min(highest - topScores[i], RANGE) * EXP_STEPS;
      int entry = (int) step;
      float above = EXP_TABLE[entry];
      topScores[i] = above + (step - entry) * (EXP_TABLE[entry + 1] - above);
    }
  }

  private void mix(int frame, int codebook) {
    int first = tables.firstColumn[codebook];
    int columns = tables.firstColumn[codebook + 1] - first;
    Arrays.fill(products, 0, columns, 1f);
    for (int stream = 0; stream < model.streams(); stream++) {
      int top = ((frame * model.streams() + stream) * model.codebooks() + codebook) * best;
      int row = (codebook * model.streams() + stream) * model.densities();
      if (best == 4) {
        multiplyFour(
            products,
            columns,
            topScores[top],
            tables.weights[row + topDensities[top]],
            topScores[top + 1],
            tables.weights[row + topDensities[top + 1]],
            topScores[top + 2],
            tables.weights[row + topDensities[top + 2]],
            topScores[top + 3],
            tables.weights[row + topDensities[top + 3]]);
      } else {
        Arrays.fill(sums, 0, columns, 0);
        for (int rank = top; rank < top + best; rank++) {
          addWeighted(sums, columns, topScores[rank], tables.weights[row + topDensities[rank]]);
        }
        multiply(products, columns, sums);
      }
    }
    int row = frame * tables.stateOfColumn.length;
    for (int c = 0; c < columns; c++) {
      scores[row + tables.stateOfColumn[first + c]] = ln(products[c]);
    }
  }

  /** The usual number of Gaussians, in one pass. */
  private static void multiplyFour(
      float[] products,
      int columns,
      float density0,
      float[] weights0,
      float density1,
      float[] weights1,
      float density2,
      float[] weights2,
      float density3,
      float[] weights3) {
    for (int c = 0; c < columns; c++) {
      products[c] *=
          density0 * weights0[c]
              + density1 * weights1[c]
              + density2 * weights2[c]
              + density3 * weights3[c];
    }
  }

  private static void addWeighted(float[] sums, int columns, float density, float[] weights) {
    for (int c = 0; c < columns; c++) {
      sums[c] += density * weights[c];
    }
  }

  private static void multiply(float[] products, int columns, float[] sums) {
    for (int c = 0; c < columns; c++) {
      products[c] *= sums[c];
    }
  }

  /** Adds a stream's ln sum_k w_k N_k of states with Gaussians of their own. */
  private void addOwn(int group, int stream, int frame) {
    int densities = model.densities();
    int row = frame * model.phones().tiedStates();
    int end = tables.firstCodebook(group + 1);
    int lane = 0;
    for (int state = tables.firstCodebook(group); state < end; state++) {
      float highest = Float.NEGATIVE_INFINITY;
      for (int k = lane; k < lane + densities; k++) {
        highest = Math.max(highest, distances[k]);
      }
      float sum = 0;
      for (int k = lane; k < lane + densities; k++) {
        float below = highest - distances[k];
        if (below < OWN_RANGE) {
          sum += EXP_TABLE[(int) (below * EXP_STEPS + 0.5f)];
        }
      }
      float logProb = highest + ln(sum);
      scores[row + state] = stream == 0 ? logProb : scores[row + state] + logProb;
      lane += densities;
    }
  }

  /** Keeps sums over many frames small enough for their fractions to count. */
  private void subtractBest(int frame) {
    int row = frame * model.phones().tiedStates();
    int end = row + model.phones().tiedStates();
    float highest = Float.NEGATIVE_INFINITY;
    for (int i = row; i < end; i++) {
      highest = Math.max(highest, scores[i]);
    }
    for (int i = row; i < end; i++) {
      scores[i] -= highest;
    }
  }

  /** ln by exponent and a table of the mantissa's first bits; wrong by less than 0.00013. */
  private static float ln(float x) {
    int bits = Float.floatToRawIntBits(x);
    return ((bits >>> 23) - 127) * LN_2 + LOG_TABLE[(bits & 0x7fffff) >>> (23 - LOG_BITS)];
  }

  private static float[] logTable() {
    float[] table = new float[1 << LOG_BITS];
    for (int i = 0; i < table.length; i++) {
      table[i] = (float) StrictMath.log(1 + (i + 0.5) / table.length);
    }
    return table;
  }

  /** exp(-i / steps): rounded to the nearest, wrong by a thousandth at most. */
  private static float[] expTable() {
    float[] table = new float[(int) (OWN_RANGE * EXP_STEPS) + 1];
    for (int i = 0; i < table.length; i++) {
      table[i] = (float) StrictMath.exp(-i / EXP_STEPS);
    }
    return table;
  }
}
