package io.diction.speech.evaluate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reference and hypothesis side by side, by least edit distance; R. Wagner and M. Fischer, "The
 * String-to-String Correction Problem", JACM 21(1), 1974. Among alignments with the same number of
 * errors the one with the fewest substitutions is taken, then with the fewest deletions.
 *
 * @param pairs in order
 */
public record WordAlignment(List<Pair> pairs) {

  /** What became of a word. */
  public enum Kind {
    HIT,
    SUBSTITUTION,
    DELETION,
    INSERTION
  }

  /**
   * @param reference what was said; null for an insertion
   * @param hypothesis what was recognised; null for a deletion
   */
  public record Pair(Kind kind, @Nullable String reference, @Nullable String hypothesis) {}

  public WordAlignment {
    pairs = List.copyOf(pairs);
  }

  /**
   * Costs in one number, so that comparing it compares errors, substitutions, deletions in turn.
   */
  private static final int FIELD = 21;

  private static final long ERROR = 1L << (2 * FIELD);
  private static final long SUBSTITUTED = ERROR | 1L << FIELD;
  private static final long DELETED = ERROR | 1;
  private static final long INSERTED = ERROR;

  /**
   * Aligns two texts. Takes time and memory in proportion to the product of their lengths.
   *
   * @throws IllegalArgumentException for texts whose product of lengths passes 400 million
   */
  public static WordAlignment align(List<String> reference, List<String> hypothesis) {
    int rows = reference.size() + 1;
    int columns = hypothesis.size() + 1;
    if ((long) rows * columns > 400_000_000L) {
      throw new IllegalArgumentException(
          "texts of " + (rows - 1) + " and " + (columns - 1) + " words are too long to align");
    }
    byte[][] steps = new byte[rows][columns];
    long[] row = new long[columns];
    for (int j = 1; j < columns; j++) {
      row[j] = row[j - 1] + INSERTED;
      steps[0][j] = (byte) Kind.INSERTION.ordinal();
    }
    long[] above = new long[columns];
    for (int i = 1; i < rows; i++) {
      long[] swap = above;
      above = row;
      row = swap;
      row[0] = above[0] + DELETED;
      steps[i][0] = (byte) Kind.DELETION.ordinal();
      String said = reference.get(i - 1);
      for (int j = 1; j < columns; j++) {
        boolean same = said.equals(hypothesis.get(j - 1));
        long best = above[j - 1] + (same ? 0 : SUBSTITUTED);
        Kind step = same ? Kind.HIT : Kind.SUBSTITUTION;
        if (above[j] + DELETED < best) {
          best = above[j] + DELETED;
          step = Kind.DELETION;
        }
        if (row[j - 1] + INSERTED < best) {
          best = row[j - 1] + INSERTED;
          step = Kind.INSERTION;
        }
        row[j] = best;
        steps[i][j] = (byte) step.ordinal();
      }
    }
    return new WordAlignment(trace(steps, reference, hypothesis));
  }

  private static List<Pair> trace(byte[][] steps, List<String> reference, List<String> hypothesis) {
    List<Pair> pairs = new ArrayList<>();
    int i = reference.size();
    int j = hypothesis.size();
    Kind[] kinds = Kind.values();
    while (i > 0 || j > 0) {
      Kind kind = kinds[steps[i][j]];
      String said = kind == Kind.INSERTION ? null : reference.get(--i);
      String heard = kind == Kind.DELETION ? null : hypothesis.get(--j);
      pairs.add(new Pair(kind, said, heard));
    }
    Collections.reverse(pairs);
    return pairs;
  }

  /** The counts behind the word error rate. */
  public WordErrorRate errors() {
    int[] counts = new int[Kind.values().length];
    for (Pair pair : pairs) {
      counts[pair.kind().ordinal()]++;
    }
    int substitutions = counts[Kind.SUBSTITUTION.ordinal()];
    int deletions = counts[Kind.DELETION.ordinal()];
    return new WordErrorRate(
        substitutions,
        deletions,
        counts[Kind.INSERTION.ordinal()],
        counts[Kind.HIT.ordinal()] + substitutions + deletions);
  }
}
