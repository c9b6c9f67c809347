package io.diction.evaluation.worth;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What leaving out one dataset after the other did.
 *
 * @param words of the test data
 * @param errors of the version itself
 * @param utterances measured
 * @param perplexity of its language model on the test data's words; null where that was not taken
 * @param pieces in the order in which they were left out
 */
public record Found(
    int words, int errors, int utterances, @Nullable Double perplexity, List<Piece> pieces) {
  public Found {
    pieces = List.copyOf(pieces);
  }

  /**
   * A dataset, or a recording with its text.
   *
   * @param errors without it
   * @param low of the rate without it less the rate with it, 95 %; above 0: it helps
   * @param real whether chance is an unlikely reason for the difference
   * @param perplexity without it; null where that was not taken
   * @param only whether nothing is left to train on without it: it is compared with the base model
   */
  public record Piece(
      String name,
      int errors,
      double low,
      double high,
      boolean real,
      @Nullable Double perplexity,
      boolean only) {}

  public double rate() {
    return words == 0 ? 0 : (double) errors / words;
  }

  /** Percentage points that a dataset brings; below 0: it costs as many. */
  public double points(Piece piece) {
    return words == 0 ? 0 : 100.0 * (piece.errors() - errors) / words;
  }

  /** Half the width of a picture of a hundred units that the points take; the most take all. */
  public double width(Piece piece) {
    double most = pieces.stream().mapToDouble(one -> Math.abs(points(one))).max().orElse(0);
    return most <= 0 ? 0 : 50 * Math.abs(points(piece)) / most;
  }

  /** Where its bar begins: those that help go to the right of the middle. */
  public double x(Piece piece) {
    return points(piece) < 0 ? 50 - width(piece) : 50;
  }
}
