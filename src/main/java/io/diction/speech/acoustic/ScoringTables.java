package io.diction.speech.acoustic;

import java.util.Arrays;

/**
 * An acoustic model's parameters in the order in which a {@link StateScorer} reads them. Immutable,
 * shared by threads.
 *
 * <p>Codebooks lie in groups of some {@link #GROUP_LANES} Gaussians, a group's Gaussians side by
 * side: short loops cost more at their ends than they do inside. Each row is an array of its own,
 * since the compiler makes vector instructions of a loop only where all its arrays are read from
 * the same index: an offset into a common array made scoring seven times slower.
 */
public final class ScoringTables {
  /** A group's means and variances of one stream nearly fit the first cache. */
  private static final int GROUP_LANES = 512;

  final AcousticModel model;
  final int dimension;

  /** [group * dimension + d][lane] means, and 1 / (2 variance). */
  final float[][] means;

  final float[][] precisions;

  /**
   * From {@link #constant}: [lane] ln of the normalising factor; in a continuous model with ln of
   * the mixture weight.
   */
  final float[] constants;

  /** Tied states of one codebook are neighbours: [codebook] first column, [column] tied state. */
  final int[] firstColumn;

  final int[] stateOfColumn;

  /** [(codebook * streams + stream) * densities + density][column - first] mixture weight. */
  final float[][] weights;

  private final int codebooksInGroup;
  private final boolean continuous;

  /** Lays out a model's parameters. */
  public ScoringTables(AcousticModel model) {
    this.model = model;
    dimension = Arrays.stream(model.streamLengths()).sum();
    codebooksInGroup = Math.max(1, GROUP_LANES / model.densities());
    continuous = model.kind() == AcousticModel.Kind.CONTINUOUS;
    means = new float[groups() * dimension][];
    precisions = new float[groups() * dimension][];
    constants = new float[model.codebooks() * model.streams() * model.densities()];
    for (int group = 0; group < groups(); group++) {
      int d = group * dimension;
      for (int stream = 0; stream < model.streams(); stream++) {
        layGaussians(group, stream, d);
        d += model.streamLengths()[stream];
      }
    }
    firstColumn = new int[model.codebooks() + 1];
    stateOfColumn = new int[model.phones().tiedStates()];
    weights = new float[continuous ? 0 : model.codebooks() * model.streams() * model.densities()][];
    if (!continuous) {
      layWeights();
    }
  }

  /** Whether each tied state has the codebook of its own number. */
  boolean continuous() {
    return continuous;
  }

  int groups() {
    return (model.codebooks() + codebooksInGroup - 1) / codebooksInGroup;
  }

  int firstCodebook(int group) {
    return Math.min(group * codebooksInGroup, model.codebooks());
  }

  /** Gaussians of a group, in each stream. */
  int lanes(int group) {
    return (firstCodebook(group + 1) - firstCodebook(group)) * model.densities();
  }

  /** Of the largest group. */
  int lanes() {
    return lanes(0);
  }

  int constant(int group, int stream) {
    return firstCodebook(group) * model.densities() * model.streams() + stream * lanes(group);
  }

  /** Tied states of the codebook that has most of them; 0 in a continuous model. */
  int mostColumns() {
    int most = 0;
    for (int codebook = 0; codebook < model.codebooks(); codebook++) {
      most = Math.max(most, firstColumn[codebook + 1] - firstColumn[codebook]);
    }
    return most;
  }

  private void layGaussians(int group, int stream, int firstRow) {
    int densities = model.densities();
    int length = model.streamLengths()[stream];
    int lanes = lanes(group);
    for (int row = firstRow; row < firstRow + length; row++) {
      means[row] = new float[lanes];
      precisions[row] = new float[lanes];
    }
    for (int lane = 0; lane < lanes; lane++) {
      int codebook = firstCodebook(group) + lane / densities;
      int density = lane % densities;
      int offset = model.offset(codebook, stream) + density * length;
      double constant = 0;
      for (int d = 0; d < length; d++) {
        double variance = model.variances()[offset + d];
        means[firstRow + d][lane] = model.means()[offset + d];
        precisions[firstRow + d][lane] = (float) (0.5 / variance);
        constant -= 0.5 * StrictMath.log(2 * Math.PI * variance);
      }
      if (continuous) {
        int weight = (codebook * model.streams() + stream) * densities + density;
        constant += StrictMath.log(Math.max(model.weights()[weight], Float.MIN_NORMAL));
      }
      constants[constant(group, stream) + lane] = (float) constant;
    }
  }

  private void layWeights() {
    int[] states = new int[model.codebooks() + 1];
    for (int codebook : model.codebookOfState()) {
      states[codebook + 1]++;
    }
    for (int codebook = 0; codebook < model.codebooks(); codebook++) {
      firstColumn[codebook + 1] = firstColumn[codebook] + states[codebook + 1];
    }
    int[] next = firstColumn.clone();
    for (int state = 0; state < stateOfColumn.length; state++) {
      stateOfColumn[next[model.codebookOfState()[state]]++] = state;
    }
    int densities = model.densities();
    for (int codebook = 0; codebook < model.codebooks(); codebook++) {
      int first = firstColumn[codebook];
      int columns = firstColumn[codebook + 1] - first;
      for (int stream = 0; stream < model.streams(); stream++) {
        int row = (codebook * model.streams() + stream) * densities;
        for (int k = 0; k < densities; k++) {
          weights[row + k] = new float[columns];
        }
        for (int c = 0; c < columns; c++) {
          int from = (stateOfColumn[first + c] * model.streams() + stream) * densities;
          for (int k = 0; k < densities; k++) {
            weights[row + k][c] = model.weights()[from + k];
          }
        }
      }
    }
  }
}
