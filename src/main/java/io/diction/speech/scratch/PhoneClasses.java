package io.diction.speech.scratch;

import io.diction.speech.acoustic.PhoneSet;
import io.diction.speech.acoustic.PhoneSet.Position;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds classes of phones that sound alike, to be asked for in decision trees, so that a language
 * needs nobody who knows its phonetics: phones are merged two by two where one Gaussian for both
 * loses least, and every class that comes about is one (R. Singh, B. Raj and R. Stern, "Automatic
 * Clustering and Generation of Contextual Questions for Tied States in Hidden Markov Models",
 * ICASSP 1999, in its bottom-up form).
 */
final class PhoneClasses {
  private static final int STATES = Segmentation.STATES;

  private PhoneClasses() {}

  /**
   * Questions about both neighbours and the position in the word. A left neighbour is asked for by
   * how it ends, a right one by how it begins, both by how they sound as a whole.
   *
   * @param sums [phone][state] frames of each phone in any context
   * @param given classes that somebody knows, in addition
   * @param floors [d] smallest variances
   */
  static List<DecisionTree.Question> questions(
      PhoneSet set, GaussianSums[][] sums, List<BitSet> given, double[] floors) {
    Set<BitSet> left = new LinkedHashSet<>(given);
    Set<BitSet> right = new LinkedHashSet<>(given);
    for (int phone = 0; phone < set.size(); phone++) {
      if (!set.isFiller(phone) || phone == set.silence()) {
        left.add(DecisionTree.set(phone));
        right.add(DecisionTree.set(phone));
      }
    }
    Set<BitSet> whole = cluster(set, sums, 0, STATES, floors);
    left.addAll(whole);
    left.addAll(cluster(set, sums, STATES - 1, STATES, floors));
    right.addAll(whole);
    right.addAll(cluster(set, sums, 0, 1, floors));
    List<DecisionTree.Question> questions = new ArrayList<>();
    left.forEach(
        members ->
            questions.add(new DecisionTree.Question(DecisionTree.Question.Side.LEFT, members)));
    right.forEach(
        members ->
            questions.add(new DecisionTree.Question(DecisionTree.Question.Side.RIGHT, members)));
    for (Position position : Position.values()) {
      questions.add(
          new DecisionTree.Question(
              DecisionTree.Question.Side.POSITION, DecisionTree.set(position.ordinal())));
    }
    questions.add(
        new DecisionTree.Question(
            DecisionTree.Question.Side.POSITION,
            DecisionTree.set(Position.BEGIN.ordinal(), Position.SINGLE.ordinal())));
    questions.add(
        new DecisionTree.Question(
            DecisionTree.Question.Side.POSITION,
            DecisionTree.set(Position.END.ordinal(), Position.SINGLE.ordinal())));
    return questions;
  }

  /** A class in the making: its phones and their frames by state. */
  private record Cluster(BitSet members, GaussianSums[] sums) {}

  /** Classes by some of the states, smallest first; the class of all phones is none. */
  static Set<BitSet> cluster(
      PhoneSet set, GaussianSums[][] sums, int fromState, int toState, double[] floors) {
    List<Cluster> clusters = new ArrayList<>();
    for (int phone = 0; phone < set.size(); phone++) {
      if (!set.isFiller(phone)) {
        clusters.add(new Cluster(DecisionTree.set(phone), sums[phone]));
      }
    }
    double[][] losses = new double[clusters.size()][clusters.size()];
    for (int i = 0; i < clusters.size(); i++) {
      for (int j = 0; j < i; j++) {
        losses[i][j] = loss(clusters.get(i), clusters.get(j), fromState, toState, floors);
      }
    }
    Set<BitSet> found = new LinkedHashSet<>();
    boolean[] gone = new boolean[clusters.size()];
    for (int left = clusters.size(); left > 2; left--) {
      int a = -1;
      int b = -1;
      for (int i = 0; i < gone.length; i++) {
        for (int j = 0; j < i && !gone[i]; j++) {
          if (!gone[j] && (a < 0 || losses[i][j] < losses[a][b])) {
            a = i;
            b = j;
          }
        }
      }
      Cluster merged = merge(clusters.get(a), clusters.get(b));
      found.add(merged.members());
      clusters.set(a, merged);
      gone[b] = true;
      for (int i = 0; i < gone.length; i++) {
        if (!gone[i] && i != a) {
          losses[Math.max(i, a)][Math.min(i, a)] =
              loss(merged, clusters.get(i), fromState, toState, floors);
        }
      }
    }
    return found;
  }

  private static double loss(Cluster a, Cluster b, int fromState, int toState, double[] floors) {
    double loss = 0;
    for (int state = fromState; state < toState; state++) {
      loss += GaussianSums.loss(a.sums()[state], b.sums()[state], floors);
    }
    return loss;
  }

  private static Cluster merge(Cluster a, Cluster b) {
    BitSet members = (BitSet) a.members().clone();
    members.or(b.members());
    GaussianSums[] sums = new GaussianSums[STATES];
    for (int state = 0; state < STATES; state++) {
      sums[state] = new GaussianSums(a.sums()[state].sums.length);
      sums[state].add(a.sums()[state]);
      sums[state].add(b.sums()[state]);
    }
    return new Cluster(members, sums);
  }
}
