package io.diction.speech.acoustic;

import io.diction.speech.acoustic.AcousticModel.Kind;
import java.util.Arrays;

/**
 * Scores all tied states on blocks of frames.
 *
 * <p>ln p(x | state) is the sum over streams of ln sum_k w_k N(x; m_k, v_k) over the {@code best}
 * best Gaussians of the state's codebook, the usual approximation for tied mixtures (X. Huang, Y.
 * Ariki and M. Jack, "Hidden Markov Models for Speech Recognition", 1990, chapter 7). Two things
 * are taken from PocketSphinx since the model's weights were tuned with them: scores are relative
 * to the best Gaussian of the frame in the same stream, and none is counted as worse than {@link
 * #RANGE} below it, so that one odd stream cannot veto a state. In a continuous model every state
 * has Gaussians of its own, most of them far from any one frame; there scores are relative to the
 * best state's and the range is that of the Gaussians of one state.
 *
 * <p>Every Gaussian is evaluated. A block of frames passes over one codebook while it is in the
 * first cache, and the loops run over Gaussians side by side so that the compiler turns them into
 * vector instructions; measured, that beats skipping Gaussians that cannot win, frame by frame.
 *
 * <p>For one thread; allocates only on construction.
 */
public final class StateScorer {
  /** Frames scored together; more no longer helps, and each costs a row of scores. */
  public static final int BLOCK = 16;

  /** How far below the best a Gaussian may count, in nats. */
  private static final float RANGE = 10f;

  /** A model's parameters in the order in which scoring reads them. Immutable, shared. */
  public static final class Tables {
    private final AcousticModel model;
    private final int dimension;

    /** Per codebook and stream [d * densities + density]: means, and 1 / (2 variance). */
    private final float[] means;

    private final float[] precisions;

    /** [(codebook * streams + stream) * densities + density] ln of the normalising factor. */
    private final float[] constants;

    /** Tied states of one codebook are neighbours: [codebook] first column, [column] tied state. */
    private final int[] firstColumn;

    private final int[] stateOfColumn;

    /** Per codebook and stream [density * columns + column] mixture weight. */
    private final float[] weights;

    private final int[] weightStart;

    public Tables(AcousticModel model) {
      this.model = model;
      dimension = Arrays.stream(model.streamLengths()).sum();
      means = new float[model.means().length];
      precisions = new float[model.means().length];
      constants = new float[model.codebooks() * model.streams() * model.densities()];
      layGaussians();
      firstColumn = new int[model.codebooks() + 1];
      stateOfColumn = new int[model.phones().tiedStates()];
      weights = new float[model.weights().length];
      weightStart = new int[model.codebooks() * model.streams()];
      layWeights();
    }

    private void layGaussians() {
      int densities = model.densities();
      for (int codebook = 0; codebook < model.codebooks(); codebook++) {
        for (int stream = 0; stream < model.streams(); stream++) {
          int length = model.streamLengths()[stream];
          int offset = model.offset(codebook, stream);
          for (int k = 0; k < densities; k++) {
            double constant = 0;
            for (int d = 0; d < length; d++) {
              double variance = model.variances()[offset + k * length + d];
              means[offset + d * densities + k] = model.means()[offset + k * length + d];
              precisions[offset + d * densities + k] = (float) (0.5 / variance);
              constant -= 0.5 * StrictMath.log(2 * Math.PI * variance);
            }
            constants[(codebook * model.streams() + stream) * densities + k] = (float) constant;
          }
        }
      }
    }

    private void layWeights() {
      int column = 0;
      int at = 0;
      int densities = model.densities();
      for (int codebook = 0; codebook < model.codebooks(); codebook++) {
        firstColumn[codebook] = column;
        for (int state = 0; state < stateOfColumn.length; state++) {
          if (model.codebookOfState()[state] == codebook) {
            stateOfColumn[column++] = state;
          }
        }
        int columns = column - firstColumn[codebook];
        for (int stream = 0; stream < model.streams(); stream++) {
          weightStart[codebook * model.streams() + stream] = at;
          for (int c = 0; c < columns; c++) {
            int state = stateOfColumn[firstColumn[codebook] + c];
            int row = (state * model.streams() + stream) * densities;
            for (int k = 0; k < densities; k++) {
              weights[at + k * columns + c] = model.weights()[row + k];
            }
          }
          at += columns * densities;
        }
      }
      firstColumn[model.codebooks()] = column;
    }
  }

  private static final float LN_2 = 0.6931472f;
  private static final int LOG_BITS = 12;
  private static final float[] LOG_TABLE = logTable();

  private final Tables tables;
  private final AcousticModel model;
  private final int best;
  private final float[] distances;

  /** [((frame * streams + stream) * codebooks + codebook) * best + rank]. */
  private final float[] topScores;

  private final int[] topDensities;

  /** Continuous models: [codebook] ln of its best densities of one frame; else empty. */
  private final float[] peaks;

  private final float[] sums;
  private final float[] products;
  private final float[] scores;

  /**
   * @param best Gaussians counted per codebook and stream, 1 to all
   */
  public StateScorer(Tables tables, int best) {
    if (best < 1) {
      throw new IllegalArgumentException("best must be at least 1, is " + best);
    }
    this.tables = tables;
    model = tables.model;
    this.best = Math.min(best, model.densities());
    distances = new float[model.densities()];
    int tops = BLOCK * model.streams() * model.codebooks() * this.best;
    topScores = new float[tops];
    topDensities = new int[tops];
    peaks = new float[model.kind() == Kind.CONTINUOUS ? model.codebooks() : 0];
    int widest = 0;
    for (int codebook = 0; codebook < model.codebooks(); codebook++) {
      widest = Math.max(widest, tables.firstColumn[codebook + 1] - tables.firstColumn[codebook]);
    }
    sums = new float[widest];
    products = new float[widest];
    scores = new float[BLOCK * model.phones().tiedStates()];
  }

  /**
   * Scores frames.
   *
   * @param features [frame * dimension + d]
   * @param firstFrame the first to score
   * @param frames how many, at most {@link #BLOCK}
   * @return [frame - firstFrame][tied state] ln p(x | state) less a constant of the frame, row
   *     after row of {@link PhoneSet#tiedStates()}; overwritten by the next call
   */
  public float[] score(float[] features, int firstFrame, int frames) {
    for (int codebook = 0; codebook < model.codebooks(); codebook++) {
      int at = 0;
      for (int stream = 0; stream < model.streams(); stream++) {
        for (int frame = 0; frame < frames; frame++) {
          evaluate(codebook, stream, features, (firstFrame + frame) * tables.dimension + at);
          select(((frame * model.streams() + stream) * model.codebooks() + codebook) * best);
        }
        at += model.streamLengths()[stream];
      }
    }
    for (int frame = 0; frame < frames; frame++) {
      Arrays.fill(peaks, 0f);
      for (int stream = 0; stream < model.streams(); stream++) {
        int row = (frame * model.streams() + stream) * model.codebooks() * best;
        if (peaks.length == 0) {
          normalise(row);
        } else {
          normaliseEach(row);
        }
      }
      for (int codebook = 0; codebook < model.codebooks(); codebook++) {
        mix(frame, codebook);
      }
      if (peaks.length > 0) {
        addPeaks(frame * tables.stateOfColumn.length);
      }
    }
    return scores;
  }

  private void evaluate(int codebook, int stream, float[] features, int frame) {
    int densities = model.densities();
    int length = model.streamLengths()[stream];
    int row = model.offset(codebook, stream);
    float[] target = distances;
    System.arraycopy(
        tables.constants, (codebook * model.streams() + stream) * densities, target, 0, densities);
    for (int d = 0; d < length; d++) {
      subtractDistances(
          target, features[frame + d], tables.means, tables.precisions, row, densities);
      row += densities;
    }
  }

  private static void subtractDistances(
      float[] target, float x, float[] means, float[] precisions, int row, int densities) {
    for (int k = 0; k < densities; k++) {
      float difference = x - means[row + k];
      target[k] -= difference * difference * precisions[row + k];
    }
  }

  private void select(int at) {
    Arrays.fill(topScores, at, at + best, Float.NEGATIVE_INFINITY);
    int last = at + best - 1;
    float worst = Float.NEGATIVE_INFINITY;
    for (int k = 0; k < distances.length; k++) {
      float score = distances[k];
      if (score > worst) {
        int place = last;
        while (place > at && topScores[place - 1] < score) {
          topScores[place] = topScores[place - 1];
          topDensities[place] = topDensities[place - 1];
          place--;
        }
        topScores[place] = score;
        topDensities[place] = k;
        worst = topScores[last];
      }
    }
  }

  /** Turns log densities of all codebooks into densities relative to the best of them. */
  private void normalise(int at) {
    int end = at + model.codebooks() * best;
    float highest = Float.NEGATIVE_INFINITY;
    for (int i = at; i < end; i += best) {
      highest = Math.max(highest, topScores[i]);
    }
    for (int i = at; i < end; i++) {
      topScores[i] = (float) Math.exp(Math.max(topScores[i] - highest, -RANGE));
    }
  }

  /** The same for each codebook by itself, the best of which goes to its peak. */
  private void normaliseEach(int at) {
    for (int codebook = 0; codebook < peaks.length; codebook++) {
      int top = at + codebook * best;
      float highest = topScores[top];
      peaks[codebook] += highest;
      for (int i = top; i < top + best; i++) {
        topScores[i] = (float) Math.exp(Math.max(topScores[i] - highest, -RANGE));
      }
    }
  }

  /** Gives states of a continuous model their codebooks' distance from the frame's best. */
  private void addPeaks(int row) {
    float highest = Float.NEGATIVE_INFINITY;
    for (float peak : peaks) {
      highest = Math.max(highest, peak);
    }
    for (int codebook = 0; codebook < peaks.length; codebook++) {
      scores[row + tables.stateOfColumn[tables.firstColumn[codebook]]] += peaks[codebook] - highest;
    }
  }

  private void mix(int frame, int codebook) {
    int first = tables.firstColumn[codebook];
    int columns = tables.firstColumn[codebook + 1] - first;
    Arrays.fill(products, 0, columns, 1f);
    for (int stream = 0; stream < model.streams(); stream++) {
      Arrays.fill(sums, 0, columns, 0f);
      int top = ((frame * model.streams() + stream) * model.codebooks() + codebook) * best;
      int start = tables.weightStart[codebook * model.streams() + stream];
      for (int rank = 0; rank < best; rank++) {
        addWeighted(
            sums,
            topScores[top + rank],
            tables.weights,
            start + topDensities[top + rank] * columns,
            columns);
      }
      multiply(products, sums, columns);
    }
    int row = frame * tables.stateOfColumn.length;
    for (int c = 0; c < columns; c++) {
      scores[row + tables.stateOfColumn[first + c]] = ln(products[c]);
    }
  }

  private static void addWeighted(
      float[] sums, float density, float[] weights, int row, int columns) {
    for (int c = 0; c < columns; c++) {
      sums[c] += density * weights[row + c];
    }
  }

  private static void multiply(float[] products, float[] sums, int columns) {
    for (int c = 0; c < columns; c++) {
      products[c] *= sums[c];
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
}
