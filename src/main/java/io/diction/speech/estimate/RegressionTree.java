package io.diction.speech.estimate;

import io.diction.speech.acoustic.AcousticModel;
import io.diction.speech.acoustic.PhoneSet;
import java.util.Arrays;

/**
 * Which codebooks move together, from coarse to fine: at the root all, below it speech and the
 * fillers apart, then phones in pairs of groups that sound alike, at the leaves single phones.
 *
 * <p>Groups of phones are joined from the bottom up, each time the two whose joining adds least to
 * the scatter of their Gaussians' centres (J. Ward, "Hierarchical Grouping to Optimize an Objective
 * Function", JASA 58, 1963), measured in standard deviations. The tree depends on the model alone.
 *
 * @param parents [node] parent; -1 for the root, which is node 0; parents stand before children
 * @param leafOfCodebook [codebook] node
 */
@SuppressWarnings("ArrayRecordComponent")
record RegressionTree(int[] parents, int[] leafOfCodebook) {

  int nodes() {
    return parents.length;
  }

  static RegressionTree of(AcousticModel model) {
    return new Builder(model).build();
  }

  /**
   * How much of its codebook each Gaussian is to the model's tied states on average, in the layout
   * of occupancies; adds up to 1 in each codebook and stream.
   */
  static double[] shares(AcousticModel model) {
    double[] shares = new double[model.codebooks() * model.streams() * model.densities()];
    int[] states = new int[model.codebooks()];
    for (int codebook : model.codebookOfState()) {
      states[codebook]++;
    }
    int block = model.streams() * model.densities();
    for (int state = 0; state < model.codebookOfState().length; state++) {
      int codebook = model.codebookOfState()[state];
      for (int i = 0; i < block; i++) {
        shares[codebook * block + i] += model.weights()[state * block + i] / states[codebook];
      }
    }
    return shares;
  }

  private static final class Builder {
    private final AcousticModel model;
    private final int[] groupOfCodebook;
    private final boolean[] isFiller;
    private final int groups;
    private final double[][] centres;
    private final double[] scale;

    Builder(AcousticModel model) {
      this.model = model;
      PhoneSet phones = model.phones();
      groupOfCodebook = new int[model.codebooks()];
      Arrays.fill(groupOfCodebook, -1);
      // A codebook that several phones share forms, with all others like it, one more group.
      for (int state = 0; state < phones.tiedStates(); state++) {
        int codebook = model.codebookOfState()[state];
        int phone = phones.phoneOfTiedState(state);
        int before = groupOfCodebook[codebook];
        groupOfCodebook[codebook] = before < 0 || before == phone ? phone : phones.size();
      }
      int[] renumbered = new int[phones.size() + 1];
      Arrays.fill(renumbered, -1);
      int count = 0;
      for (int codebook = 0; codebook < groupOfCodebook.length; codebook++) {
        int group = Math.max(groupOfCodebook[codebook], 0);
        if (renumbered[group] < 0) {
          renumbered[group] = count++;
        }
      }
      groups = count;
      isFiller = new boolean[groups];
      for (int codebook = 0; codebook < groupOfCodebook.length; codebook++) {
        int group = Math.max(groupOfCodebook[codebook], 0);
        groupOfCodebook[codebook] = renumbered[group];
        isFiller[renumbered[group]] = group < phones.size() && phones.isFiller(group);
      }
      int dimension = Arrays.stream(model.streamLengths()).sum();
      centres = new double[groups][dimension];
      scale = new double[dimension];
      measure();
    }

    private void measure() {
      double[] shares = shares(model);
      int[] codebooks = new int[groups];
      for (int codebook = 0; codebook < model.codebooks(); codebook++) {
        int group = groupOfCodebook[codebook];
        codebooks[group]++;
        int d0 = 0;
        for (int stream = 0; stream < model.streams(); stream++) {
          int length = model.streamLengths()[stream];
          int offset = model.offset(codebook, stream);
          for (int k = 0; k < model.densities(); k++) {
            double share = shares[ModelStatistics.occupancyIndex(model, codebook, stream, k)];
            for (int d = 0; d < length; d++) {
              centres[group][d0 + d] += share * model.means()[offset + k * length + d];
              scale[d0 + d] += share * model.variances()[offset + k * length + d];
            }
          }
          d0 += length;
        }
      }
      for (int group = 0; group < groups; group++) {
        for (int d = 0; d < scale.length; d++) {
          centres[group][d] /= codebooks[group];
        }
      }
      for (int d = 0; d < scale.length; d++) {
        scale[d] /= model.codebooks();
      }
    }

    /** Nodes from the leaves up; turned round at the end, so that the root is first. */
    RegressionTree build() {
      int most = 2 * groups + 2;
      int[] parent = new int[most];
      Arrays.fill(parent, -1);
      int made = groups;
      int[] top = new int[2];
      for (int kind = 0; kind < 2; kind++) {
        top[kind] = -1;
        boolean[] open = new boolean[most];
        int[] size = new int[most];
        double[][] centre = new double[most][];
        int left = 0;
        for (int group = 0; group < groups; group++) {
          if (isFiller[group] == (kind == 1)) {
            open[group] = true;
            size[group] = 1;
            centre[group] = centres[group];
            top[kind] = group;
            left++;
          }
        }
        for (; left > 1; left--) {
          int a = -1;
          int b = -1;
          double least = Double.MAX_VALUE;
          for (int i = 0; i < made; i++) {
            for (int j = i + 1; j < made && open[i]; j++) {
              if (open[j]) {
                double cost = cost(centre[i], size[i], centre[j], size[j]);
                if (cost < least) {
                  least = cost;
                  a = i;
                  b = j;
                }
              }
            }
          }
          open[a] = false;
          open[b] = false;
          open[made] = true;
          size[made] = size[a] + size[b];
          centre[made] = joined(centre[a], size[a], centre[b], size[b]);
          parent[a] = made;
          parent[b] = made;
          top[kind] = made;
          made++;
        }
      }
      if (top[0] >= 0 && top[1] >= 0) {
        parent[top[0]] = made;
        parent[top[1]] = made;
        made++;
      }
      return turned(parent, made);
    }

    private RegressionTree turned(int[] parent, int made) {
      int[] parents = new int[made];
      for (int node = 0; node < made; node++) {
        parents[made - 1 - node] = parent[node] < 0 ? -1 : made - 1 - parent[node];
      }
      int[] leaves = new int[groupOfCodebook.length];
      for (int codebook = 0; codebook < leaves.length; codebook++) {
        leaves[codebook] = made - 1 - groupOfCodebook[codebook];
      }
      return new RegressionTree(parents, leaves);
    }

    private double cost(double[] a, int sizeA, double[] b, int sizeB) {
      double sum = 0;
      for (int d = 0; d < scale.length; d++) {
        double difference = a[d] - b[d];
        sum += difference * difference / scale[d];
      }
      return sum * sizeA * sizeB / (sizeA + sizeB);
    }

    private static double[] joined(double[] a, int sizeA, double[] b, int sizeB) {
      double[] joined = new double[a.length];
      for (int d = 0; d < a.length; d++) {
        joined[d] = (sizeA * a[d] + sizeB * b[d]) / (sizeA + sizeB);
      }
      return joined;
    }
  }
}
