package io.diction.speech.language;

import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A fixed share of probability for each word of a list of terms, so that a term without a single
 * sentence can be recognised. One term gets {@value #SHARE_EACH} times its weight, the whole list
 * at most {@value #SHARE_OF_ALL}: long lists share that.
 */
public final class TermShares {
  /** No terms. */
  public static final TermShares NONE = new TermShares(new TreeMap<>());

  /** About the frequency of a word that occurs once a page: far above what a new word gets. */
  private static final double SHARE_EACH = 5e-4;

  /** Costs every other word 0.05 in ln P at most. */
  private static final double SHARE_OF_ALL = 0.05;

  private final SortedMap<String, Double> shares;
  private final double total;

  private TermShares(SortedMap<String, Double> shares) {
    this.shares = shares;
    double sum = 0;
    for (double share : shares.values()) {
      sum += share;
    }
    total = sum;
  }

  /**
   * @param weights of the terms, above 0; 1 is usual
   */
  public static TermShares of(Map<String, Double> weights) {
    double sum = 0;
    for (Map.Entry<String, Double> term : new TreeMap<>(weights).entrySet()) {
      if (!(term.getValue() > 0)) {
        throw new IllegalArgumentException("weight of " + term.getKey() + ": " + term.getValue());
      }
      sum += term.getValue();
    }
    double each = Math.min(SHARE_EACH, SHARE_OF_ALL / Math.max(sum, 1e-9));
    SortedMap<String, Double> shares = new TreeMap<>();
    weights.forEach((term, weight) -> shares.put(term, weight * each));
    return new TermShares(shares);
  }

  Collection<String> words() {
    return shares.keySet();
  }

  /** Probability of a term after any history. */
  double share(String term) {
    return shares.getOrDefault(term, 0.0);
  }

  /** Sum of all shares. */
  double total() {
    return total;
  }
}
