package io.diction.speech.scratch;

import io.diction.speech.acoustic.PhoneSet.Position;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Ties a state of a phone over its contexts: a binary tree of {@link Question}s, each the one that
 * raises the likelihood of the frames most when both answers have a Gaussian of their own (S.
 * Young, J. Odell and P. Woodland, "Tree-Based State Tying for High Accuracy Acoustic Modelling",
 * ARPA Workshop on Human Language Technology, 1994).
 *
 * <p>First a tree is grown as far as it can be, then {@link #choose} keeps the best splits over all
 * trees; a split not kept makes its node a leaf.
 */
final class DecisionTree {
  /**
   * A question about the context of a phone, answered by yes or no.
   *
   * @param members of phones by number, or of positions by ordinal
   */
  record Question(Side side, BitSet members) {
    /** What is asked about. */
    enum Side {
      LEFT,
      RIGHT,
      POSITION
    }

    boolean holds(int left, int right, Position position) {
      return members.get(
          switch (side) {
            case LEFT -> left;
            case RIGHT -> right;
            case POSITION -> position.ordinal();
          });
    }
  }

  /** A context in which a phone was heard, and the frames of one of its states there. */
  record Context(int left, int right, Position position, GaussianSums sums) {}

  /** A node; it has both children or none. */
  static final class Node {
    private final GaussianSums sums;
    private @Nullable Question question;
    private double gain;
    private @Nullable Node yes;
    private @Nullable Node no;
    private boolean kept;
    private int tiedState = -1;

    Node(GaussianSums sums) {
      this.sums = sums;
    }

    GaussianSums sums() {
      return sums;
    }

    int tiedState() {
      return tiedState;
    }

    /** What is asked here, {@code null} where nothing can be. */
    @Nullable Question question() {
      return question;
    }
  }

  private final Node root;

  private DecisionTree(Node root) {
    this.root = root;
  }

  Node root() {
    return root;
  }

  /**
   * Grows a tree.
   *
   * @param fewestFrames of each leaf
   * @param smallestGain of each split, nats
   * @param floors [d] smallest variances
   */
  static DecisionTree grow(
      List<Context> contexts,
      List<Question> questions,
      double fewestFrames,
      double smallestGain,
      double[] floors) {
    return new DecisionTree(
        new Growth(questions, fewestFrames, smallestGain, floors).node(contexts));
  }

  /** The growing of one tree. */
  private static final class Growth {
    private final List<Question> questions;
    private final double fewestFrames;
    private final double smallestGain;
    private final double[] floors;

    Growth(List<Question> questions, double fewestFrames, double smallestGain, double[] floors) {
      this.questions = questions;
      this.fewestFrames = fewestFrames;
      this.smallestGain = smallestGain;
      this.floors = floors;
    }

    Node node(List<Context> contexts) {
      GaussianSums all = new GaussianSums(floors.length);
      contexts.forEach(context -> all.add(context.sums()));
      Node node = new Node(all);
      if (all.count < 2 * fewestFrames) {
        return node;
      }
      ask(node, contexts);
      Question question = node.question;
      if (question != null) {
        List<Context> yes = new ArrayList<>();
        List<Context> no = new ArrayList<>();
        for (Context each : contexts) {
          boolean holds = question.holds(each.left(), each.right(), each.position());
          (holds ? yes : no).add(each);
        }
        node.yes = node(yes);
        node.no = node(no);
      }
      return node;
    }

    /** Finds the best question; sums over neighbours first make each cheap. */
    private void ask(Node node, List<Context> contexts) {
      GaussianSums[][] bySide = new GaussianSums[Question.Side.values().length][];
      for (Question.Side side : Question.Side.values()) {
        bySide[side.ordinal()] = sumsBy(side, contexts);
      }
      double whole = node.sums.logLikelihood(floors);
      GaussianSums yes = new GaussianSums(floors.length);
      GaussianSums no = new GaussianSums(floors.length);
      for (Question question : questions) {
        yes.clear();
        no.clear();
        GaussianSums[] groups = bySide[question.side().ordinal()];
        for (int member = 0; member < groups.length; member++) {
          if (groups[member] != null) {
            (question.members().get(member) ? yes : no).add(groups[member]);
          }
        }
        if (yes.count < fewestFrames || no.count < fewestFrames) {
          continue;
        }
        double gain = yes.logLikelihood(floors) + no.logLikelihood(floors) - whole;
        if (gain >= smallestGain && gain > node.gain) {
          node.gain = gain;
          node.question = question;
        }
      }
    }

    private GaussianSums[] sumsBy(Question.Side side, List<Context> contexts) {
      GaussianSums[] groups = new GaussianSums[256];
      for (Context each : contexts) {
        int member =
            switch (side) {
              case LEFT -> each.left();
              case RIGHT -> each.right();
              case POSITION -> each.position().ordinal();
            };
        if (groups[member] == null) {
          groups[member] = new GaussianSums(floors.length);
        }
        groups[member].add(each.sums());
      }
      return groups;
    }
  }

  /**
   * Keeps the splits of the highest gain, parents before children, until there are as many leaves
   * as wanted, and numbers the leaves tree by tree.
   *
   * @param leaves how many at most over all trees, unless there are more trees
   * @param firstState number of the first leaf
   * @return leaves numbered
   */
  static int choose(List<DecisionTree> trees, int leaves, int firstState) {
    record Candidate(Node node, int order) {}
    PriorityQueue<Candidate> best =
        new PriorityQueue<>(
            Comparator.comparingDouble((Candidate c) -> -c.node().gain)
                .thenComparingInt(Candidate::order));
    int order = 0;
    for (DecisionTree tree : trees) {
      if (tree.root.question != null) {
        best.add(new Candidate(tree.root, order++));
      }
    }
    for (int count = trees.size(); count < leaves && !best.isEmpty(); count++) {
      Node node = best.remove().node();
      node.kept = true;
      for (Node child : new Node[] {node.yes, node.no}) {
        if (child.question != null) {
          best.add(new Candidate(child, order++));
        }
      }
    }
    int next = firstState;
    for (DecisionTree tree : trees) {
      next = number(tree.root, next);
    }
    return next - firstState;
  }

  private static int number(Node node, int next) {
    if (!node.kept) {
      node.tiedState = next;
      return next + 1;
    }
    return number(node.no, number(node.yes, next));
  }

  /** The leaf of a context, heard in training or not. */
  Node leaf(int left, int right, Position position) {
    Node node = root;
    while (node.kept) {
      node = node.question.holds(left, right, position) ? node.yes : node.no;
    }
    return node;
  }

  /** The leaves in the order of their tied states. */
  List<Node> leaves() {
    List<Node> found = new ArrayList<>();
    gather(root, found);
    return found;
  }

  private static void gather(Node node, List<Node> found) {
    if (node.kept) {
      gather(node.yes, found);
      gather(node.no, found);
    } else {
      found.add(node);
    }
  }

  /** All phones of one list, as a set. */
  static BitSet set(int... members) {
    BitSet set = new BitSet();
    for (int member : members) {
      set.set(member);
    }
    return set;
  }
}
