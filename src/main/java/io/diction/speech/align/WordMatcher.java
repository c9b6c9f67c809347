package io.diction.speech.align;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Finds which words that were heard are which words that are written, both in their order.
 *
 * <p>The longest common subsequence of n-grams anchors the two, longest n-grams first (J. Hunt and
 * T. Szymanski, "A fast algorithm for computing longest common subsequences", CACM 20(5), 1977);
 * between anchors, dynamic programming finds the common words, runs of them preferred. A text that
 * is said twice is no trouble: the places of the second time would break the order of the first.
 * Where everything is repeated dozens of times, dynamic programming goes forward block by block.
 * Time and memory are linear in the length, but for a logarithm.
 */
final class WordMatcher {
  /** Of heard words times written words: what dynamic programming may fill at once. */
  private static final int MOST_CELLS = 4_000_000;

  private static final int BLOCK = 1_500;
  private static final int LONGEST_NGRAM = 6;
  private static final int SHORTEST_NGRAM = 3;

  /** N-grams written more often say nothing of the place. */
  private static final int MOST_PLACES = 50;

  /** What a word that continues a run of equal words is worth more, up to a run of four. */
  private static final float RUN_BONUS = 0.25f;

  private static final int LONGEST_BONUS = 4;

  private final int[] heard;
  private final int[] written;
  private final int[] match;

  private WordMatcher(int[] heard, int[] written) {
    this.heard = heard;
    this.written = written;
    match = new int[heard.length];
    Arrays.fill(match, -1);
  }

  /**
   * Matches two texts.
   *
   * @param heard words as numbers, equal for equal words
   * @param written words as numbers
   * @return [heard word] index of the written word, rising, or -1
   */
  static int[] match(int[] heard, int[] written) {
    WordMatcher matcher = new WordMatcher(heard, written);
    matcher.match(0, heard.length, 0, written.length, LONGEST_NGRAM);
    return matcher.match;
  }

  private void match(int heardFrom, int heardTo, int writtenFrom, int writtenTo, int longest) {
    if (heardFrom == heardTo || writtenFrom == writtenTo) {
      return;
    }
    if ((long) (heardTo - heardFrom) * (writtenTo - writtenFrom) <= MOST_CELLS) {
      fill(heardFrom, heardTo, writtenFrom, writtenTo, heardTo);
      return;
    }
    for (int n = longest; n >= SHORTEST_NGRAM; n--) {
      int[] anchors = anchors(heardFrom, heardTo, writtenFrom, writtenTo, n);
      if (anchors.length > 0) {
        int heardAt = heardFrom;
        int writtenAt = writtenFrom;
        for (int i = 0; i < anchors.length; i += 2) {
          for (int word = 0; word < n; word++) {
            match[anchors[i] + word] = anchors[i + 1] + word;
          }
          if (anchors[i] > heardAt && anchors[i + 1] > writtenAt) {
            match(heardAt, anchors[i], writtenAt, anchors[i + 1], n - 1);
          }
          heardAt = anchors[i] + n;
          writtenAt = anchors[i + 1] + n;
        }
        if (heardAt < heardTo && writtenAt < writtenTo) {
          match(heardAt, heardTo, writtenAt, writtenTo, n - 1);
        }
        return;
      }
    }
    forward(heardFrom, heardTo, writtenFrom, writtenTo);
  }

  /** Block by block: of each the first half is taken, as far as it matches. */
  private void forward(int heardFrom, int heardTo, int writtenFrom, int writtenTo) {
    int writtenAt = writtenFrom;
    for (int at = heardFrom; at < heardTo && writtenAt < writtenTo; at += BLOCK / 2) {
      int heardEnd = Math.min(heardTo, at + BLOCK);
      int writtenEnd = Math.min(writtenTo, writtenAt + BLOCK);
      int taken = heardEnd == heardTo ? heardTo : at + BLOCK / 2;
      int last = fill(at, heardEnd, writtenAt, writtenEnd, taken);
      writtenAt = last < 0 ? writtenAt + BLOCK / 2 : last + 1;
      if (taken == heardTo) {
        return;
      }
    }
  }

  /**
   * Pairs of equal n-grams that rise in both ranges, as many as there can be: heard, written, ...
   */
  private int[] anchors(int heardFrom, int heardTo, int writtenFrom, int writtenTo, int n) {
    Map<Long, Integer> heads = new HashMap<>();
    int[] before = new int[Math.max(0, writtenTo - writtenFrom)];
    for (int i = writtenFrom; i + n <= writtenTo; i++) {
      Integer earlier = heads.put(hash(written, i, n), i);
      before[i - writtenFrom] = earlier == null ? -1 : earlier;
    }
    int[] pairs = new int[2 * (heardTo - heardFrom)];
    int count = 0;
    for (int i = heardFrom; i + n <= heardTo; i++) {
      Integer last = heads.get(hash(heard, i, n));
      int first = count;
      // From the last place to the first: of one heard word's places none follows another.
      for (int place = last == null ? -1 : last; place >= 0; place = before[place - writtenFrom]) {
        if (count - first == MOST_PLACES) {
          count = first;
          break;
        }
        if (equal(i, place, n)) {
          if (2 * count == pairs.length) {
            pairs = Arrays.copyOf(pairs, 2 * pairs.length);
          }
          pairs[2 * count] = i;
          pairs[2 * count + 1] = place;
          count++;
        }
      }
    }
    return withoutOverlap(longestRising(pairs, count), n);
  }

  /** The longest part in which the written places rise too (patience sorting). */
  private static int[] longestRising(int[] pairs, int count) {
    int[] tops = new int[count];
    int[] before = new int[count];
    int length = 0;
    for (int i = 0; i < count; i++) {
      int low = 0;
      int high = length;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (pairs[2 * tops[middle] + 1] < pairs[2 * i + 1]) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      before[i] = low == 0 ? -1 : tops[low - 1];
      tops[low] = i;
      length = Math.max(length, low + 1);
    }
    int[] rising = new int[2 * length];
    int at = length == 0 ? -1 : tops[length - 1];
    for (int i = length - 1; i >= 0; i--) {
      rising[2 * i] = pairs[2 * at];
      rising[2 * i + 1] = pairs[2 * at + 1];
      at = before[at];
    }
    return rising;
  }

  private static int[] withoutOverlap(int[] pairs, int n) {
    int kept = 0;
    for (int i = 0; i < pairs.length; i += 2) {
      boolean clear =
          kept == 0 || (pairs[i] >= pairs[kept - 2] + n && pairs[i + 1] >= pairs[kept - 1] + n);
      if (clear) {
        pairs[kept] = pairs[i];
        pairs[kept + 1] = pairs[i + 1];
        kept += 2;
      }
    }
    return Arrays.copyOf(pairs, kept);
  }

  private boolean equal(int heardAt, int writtenAt, int n) {
    return Arrays.equals(heard, heardAt, heardAt + n, written, writtenAt, writtenAt + n);
  }

  private static long hash(int[] words, int from, int n) {
    long hash = n;
    for (int i = from; i < from + n; i++) {
      hash = (hash ^ words[i]) * 0x9E3779B97F4A7C15L;
      hash ^= hash >>> 29;
    }
    return hash;
  }

  /**
   * Dynamic programming over a range.
   *
   * @param takenTo matches of heard words before this are kept
   * @return the last written word matched and kept, or -1
   */
  private int fill(int heardFrom, int heardTo, int writtenFrom, int writtenTo, int takenTo) {
    int rows = heardTo - heardFrom;
    int columns = writtenTo - writtenFrom;
    byte[] from = new byte[rows * columns];
    float[] above = new float[columns + 1];
    float[] here = new float[columns + 1];
    int[] runsAbove = new int[columns + 1];
    int[] runs = new int[columns + 1];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        float best = above[column + 1];
        byte step = 1;
        if (here[column] > best) {
          best = here[column];
          step = 2;
        }
        runs[column + 1] = 0;
        if (heard[heardFrom + row] == written[writtenFrom + column]) {
          int run = runsAbove[column] + 1;
          runs[column + 1] = run;
          float matched = above[column] + 1 + RUN_BONUS * Math.min(run - 1, LONGEST_BONUS);
          if (matched > best) {
            best = matched;
            step = 3;
          }
        }
        here[column + 1] = best;
        from[row * columns + column] = step;
      }
      float[] swap = above;
      above = here;
      here = swap;
      int[] swapRuns = runsAbove;
      runsAbove = runs;
      runs = swapRuns;
    }
    int last = -1;
    for (int row = rows - 1, column = columns - 1; row >= 0 && column >= 0; ) {
      byte step = from[row * columns + column];
      if (step == 3 && heardFrom + row < takenTo) {
        match[heardFrom + row] = writtenFrom + column;
        last = Math.max(last, writtenFrom + column);
      }
      row -= step == 2 ? 0 : 1;
      column -= step == 1 ? 0 : 1;
    }
    return last;
  }
}
