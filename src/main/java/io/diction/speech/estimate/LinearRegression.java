package io.diction.speech.estimate;

import io.diction.speech.Cholesky;
import io.diction.speech.acoustic.AcousticModel;
import java.util.Arrays;

/**
 * Moves the means of each regression class by one linear transform per stream and scales its
 * variances, from little speech.
 *
 * <p>m' = A m + b with [b A] = W maximising the likelihood of the speech (C. Leggetter and P.
 * Woodland, "Maximum Likelihood Linear Regression for Speaker Adaptation of Continuous Density
 * Hidden Markov Models", Computer Speech and Language 9(2), 1995). With diagonal variances each row
 * w_i of W solves G_i w_i = k_i, G_i = sum_m o_m / v_mi x_m x_m^T and k_i = sum_m f_mi / v_mi x_m,
 * where x_m = (1, m), o_m is the occupancy and f_m the weighted sum of frames of Gaussian m.
 *
 * <p>Every node of the {@link RegressionTree} has a transform: to its own statistics come {@code
 * relevance} imagined frames that the parent's transform explains perfectly, spread over the node's
 * Gaussians as the model expects them (structural maximum a posteriori: O. Siohan, T. Myrvoll and
 * C.-H. Lee, "Structural Maximum a Posteriori Linear Regression for Fast HMM Adaptation", Computer
 * Speech and Language 16(1), 2002). So a class with much speech goes its own way, one with little
 * follows its parent, and no threshold decides between them; the root's parent changes nothing.
 *
 * <p>Variances of a class are scaled by the mean of (x - m')^2 / v in each dimension (M. Gales and
 * P. Woodland, "Mean and Variance Adaptation within the MLLR Framework", Computer Speech and
 * Language 10(4), 1996), with the same imagined frames. Immutable.
 */
public final class LinearRegression {
  /** Ten seconds of speech are believed a half. */
  public static final Strength DEFAULT = new Strength(1000, 1000);

  /** No class may become wider or narrower than this, in standard deviations squared. */
  private static final double LEAST_SCALE = 0.25;

  private static final double MOST_SCALE = 4;

  /**
   * How much speech it takes to move a class.
   *
   * @param relevance imagined frames for the transforms of means, above 0
   * @param varianceRelevance imagined frames for the scales of variances, above 0; infinite to
   *     leave variances alone
   */
  public record Strength(double relevance, double varianceRelevance) {
    public Strength {
      if (!(relevance > 0 && varianceRelevance > 0)) {
        throw new IllegalArgumentException(
            "relevance must be above 0: %s, %s".formatted(relevance, varianceRelevance));
      }
    }
  }

  private final AcousticModel model;
  private final RegressionTree tree;

  /** [node][stream] rows of W, (length + 1) numbers each: offset first. */
  private final double[][][] transforms;

  /** [node][stream][d]. */
  private final double[][][] scales;

  private LinearRegression(AcousticModel model, RegressionTree tree) {
    this.model = model;
    this.tree = tree;
    transforms = new double[tree.nodes()][model.streams()][];
    scales = new double[tree.nodes()][model.streams()][];
  }

  /**
   * Estimates the transforms of a model.
   *
   * @param statistics collected with that model, or, when repeated, with what the last estimate
   *     made of it; each estimate begins at the model again, so that errors do not pile up
   */
  public static LinearRegression estimate(
      AcousticModel model, ModelStatistics statistics, Strength strength) {
    RegressionTree tree = RegressionTree.of(model);
    LinearRegression regression = new LinearRegression(model, tree);
    double[] shares = RegressionTree.shares(model);
    for (int stream = 0; stream < model.streams(); stream++) {
      Sums[] sums = regression.collect(stream, statistics, shares);
      for (int node = 0; node < tree.nodes(); node++) {
        regression.solve(node, stream, sums[node], strength.relevance());
      }
      regression.scaleVariances(stream, statistics, strength.varianceRelevance());
    }
    return regression;
  }

  /** G and k of a node, of its speech and of what the model expects. */
  private static final class Sums {
    private final int length;
    private final double[][] matrix;
    private final double[][] right;
    private final double[][] expected;
    private double share;

    Sums(int length) {
      this.length = length;
      int size = length + 1;
      matrix = new double[length][size * size];
      right = new double[length][size];
      expected = new double[length][size * size];
    }

    private void add(float[] means, float[] variances, int at, Occupied occupied) {
      int size = length + 1;
      double[] x = new double[size];
      x[0] = 1;
      for (int d = 0; d < length; d++) {
        x[d + 1] = means[at + d];
      }
      share += occupied.share;
      for (int i = 0; i < length; i++) {
        double precision = 1 / (double) variances[at + i];
        double g = occupied.frames * precision;
        double e = occupied.share * precision;
        double f = occupied.statistics.first[at + i] * precision;
        for (int row = 0; row < size; row++) {
          right[i][row] += f * x[row];
          double gx = g * x[row];
          double ex = e * x[row];
          for (int column = 0; column <= row; column++) {
            matrix[i][row * size + column] += gx * x[column];
            expected[i][row * size + column] += ex * x[column];
          }
        }
      }
    }

    private void add(Sums child) {
      share += child.share;
      for (int i = 0; i < length; i++) {
        add(matrix[i], child.matrix[i]);
        add(right[i], child.right[i]);
        add(expected[i], child.expected[i]);
      }
    }

    private static void add(double[] sums, double[] values) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] += values[i];
      }
    }
  }

  private record Occupied(double frames, double share, ModelStatistics statistics) {}

  private Sums[] collect(int stream, ModelStatistics statistics, double[] shares) {
    int length = model.streamLengths()[stream];
    Sums[] sums = new Sums[tree.nodes()];
    Arrays.setAll(sums, node -> new Sums(length));
    for (int codebook = 0; codebook < model.codebooks(); codebook++) {
      Sums leaf = sums[tree.leafOfCodebook()[codebook]];
      for (int k = 0; k < model.densities(); k++) {
        int occupied = ModelStatistics.occupancyIndex(model, codebook, stream, k);
        leaf.add(
            model.means(),
            model.variances(),
            model.offset(codebook, stream) + k * length,
            new Occupied(statistics.occupancy[occupied], shares[occupied], statistics));
      }
    }
    for (int node = tree.nodes() - 1; node > 0; node--) {
      sums[tree.parents()[node]].add(sums[node]);
    }
    return sums;
  }

  private void solve(int node, int stream, Sums sums, double relevance) {
    int length = sums.length;
    int size = length + 1;
    double[] transform = new double[length * size];
    double[] parent = parentTransform(node, stream, length);
    double imagined = relevance / sums.share;
    for (int i = 0; i < length; i++) {
      double[] matrix = sums.matrix[i].clone();
      double[] right = sums.right[i].clone();
      for (int row = 0; row < size; row++) {
        for (int column = 0; column < size; column++) {
          double expected =
              imagined * sums.expected[i][Math.max(row, column) * size + Math.min(row, column)];
          right[row] += expected * parent[i * size + column];
          if (column <= row) {
            matrix[row * size + column] += expected;
          }
        }
      }
      boolean solved = Cholesky.solve(matrix, right, size);
      System.arraycopy(solved ? right : parent, solved ? 0 : i * size, transform, i * size, size);
    }
    transforms[node][stream] = transform;
  }

  private double[] parentTransform(int node, int stream, int length) {
    if (tree.parents()[node] >= 0) {
      return transforms[tree.parents()[node]][stream];
    }
    double[] identity = new double[length * (length + 1)];
    for (int i = 0; i < length; i++) {
      identity[i * (length + 1) + i + 1] = 1;
    }
    return identity;
  }

  private void scaleVariances(int stream, ModelStatistics statistics, double relevance) {
    int length = model.streamLengths()[stream];
    double[] frames = new double[tree.nodes()];
    double[][] spread = new double[tree.nodes()][length];
    double[] moved = new double[length];
    for (int codebook = 0; codebook < model.codebooks(); codebook++) {
      int leaf = tree.leafOfCodebook()[codebook];
      for (int k = 0; k < model.densities(); k++) {
        double occupancy =
            statistics.occupancy[ModelStatistics.occupancyIndex(model, codebook, stream, k)];
        int at = model.offset(codebook, stream) + k * length;
        move(transforms[leaf][stream], at, moved);
        frames[leaf] += occupancy;
        for (int d = 0; d < length; d++) {
          double squares =
              statistics.second[at + d]
                  - 2 * moved[d] * statistics.first[at + d]
                  + occupancy * moved[d] * moved[d];
          spread[leaf][d] += squares / model.variances()[at + d];
        }
      }
    }
    for (int node = tree.nodes() - 1; node > 0; node--) {
      int parent = tree.parents()[node];
      frames[parent] += frames[node];
      for (int d = 0; d < length; d++) {
        spread[parent][d] += spread[node][d];
      }
    }
    for (int node = 0; node < tree.nodes(); node++) {
      double[] scale = new double[length];
      for (int d = 0; d < length; d++) {
        double before = node == 0 ? 1 : scales[tree.parents()[node]][stream][d];
        double value =
            Double.isInfinite(relevance)
                ? before
                : (spread[node][d] + relevance * before) / (frames[node] + relevance);
        scale[d] = Math.max(LEAST_SCALE, Math.min(MOST_SCALE, value));
      }
      scales[node][stream] = scale;
    }
  }

  private void move(double[] transform, int at, double[] moved) {
    int size = moved.length + 1;
    for (int i = 0; i < moved.length; i++) {
      double sum = transform[i * size];
      for (int d = 0; d < moved.length; d++) {
        sum += transform[i * size + 1 + d] * model.means()[at + d];
      }
      moved[i] = sum;
    }
  }

  /** The model it was estimated for, moved. */
  public AcousticModel apply() {
    float[] means = new float[model.means().length];
    float[] variances = new float[means.length];
    for (int codebook = 0; codebook < model.codebooks(); codebook++) {
      int leaf = tree.leafOfCodebook()[codebook];
      for (int stream = 0; stream < model.streams(); stream++) {
        int length = model.streamLengths()[stream];
        double[] moved = new double[length];
        for (int k = 0; k < model.densities(); k++) {
          int at = model.offset(codebook, stream) + k * length;
          move(transforms[leaf][stream], at, moved);
          for (int d = 0; d < length; d++) {
            means[at + d] = (float) moved[d];
            variances[at + d] = (float) (model.variances()[at + d] * scales[leaf][stream][d]);
          }
        }
      }
    }
    return model.withGaussians(means, variances);
  }
}
