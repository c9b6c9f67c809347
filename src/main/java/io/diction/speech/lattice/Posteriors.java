package io.diction.speech.lattice;

import io.diction.speech.LogAdd;

/**
 * Posterior probabilities of a lattice's arcs by the forward-backward algorithm. Acoustic scores of
 * neighbouring frames are far from independent, so all scores are scaled down (F. Wessel, R.
 * Schlüter, K. Macherey and H. Ney, "Confidence Measures for Large Vocabulary Continuous Speech
 * Recognition", IEEE Trans. Speech and Audio Processing 9(3), 2001).
 *
 * <p>For one thread, reused; allocates only for a lattice larger than any before.
 */
public final class Posteriors {
  private Lattice lattice;
  private double[] forward = new double[1 << 10];
  private double[] backward = new double[1 << 10];
  private double[] scores = new double[1 << 12];

  /**
   * Takes a lattice.
   *
   * @param weights of its scores
   * @param scale of a path's score, above 0, such as 1/10
   */
  public void compute(Lattice of, LatticeWeights weights, double scale) {
    lattice = of;
    int nodes = of.nodes();
    if (forward.length < nodes) {
      forward = new double[2 * nodes];
      backward = new double[2 * nodes];
    }
    if (scores.length < of.arcs()) {
      scores = new double[2 * of.arcs()];
    }
    for (int arc = 0; arc < of.arcs(); arc++) {
      scores[arc] = scale * of.score(arc, weights);
    }
    for (int node = 0; node < nodes; node++) {
      double sum = node == 0 ? 0 : Double.NEGATIVE_INFINITY;
      for (int arc = of.firstArc(node); arc < of.firstArc(node + 1); arc++) {
        sum = LogAdd.exact(sum, forward[of.from(arc)] + scores[arc]);
      }
      forward[node] = sum;
      backward[node] = node == nodes - 1 ? 0 : Double.NEGATIVE_INFINITY;
    }
    for (int node = nodes - 1; node >= 0; node--) {
      for (int arc = of.firstArc(node); arc < of.firstArc(node + 1); arc++) {
        int from = of.from(arc);
        backward[from] = LogAdd.exact(backward[from], scores[arc] + backward[node]);
      }
    }
  }

  /** ln of the sum over all paths of their scaled scores' exponentials. */
  public double total() {
    return lattice.nodes() == 0 ? Double.NEGATIVE_INFINITY : forward[lattice.nodes() - 1];
  }

  /** The probability that the path to a node came by one of its arcs. */
  double cameBy(int arc, int node) {
    return StrictMath.exp(forward[lattice.from(arc)] + scores[arc] - forward[node]);
  }

  /**
   * The probability of an arc, 0 to 1.
   *
   * @param node where the arc ends
   */
  public double of(int arc, int node) {
    return StrictMath.exp(forward[lattice.from(arc)] + scores[arc] + backward[node] - total());
  }
}
