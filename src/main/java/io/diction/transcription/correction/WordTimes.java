package io.diction.transcription.correction;

import io.diction.speech.WordTiming;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Times of corrected words. A word that is still there keeps its own; others share the time of the
 * words that they replace, each by its length. That is an estimate, good to a fraction of a second:
 * the recording is not listened to again.
 */
final class WordTimes {
  /** What a word needs; where a gap has less, a neighbour gives of its own. */
  private static final double SHORTEST_SECONDS = 0.08;

  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final Pattern MARKS = Pattern.compile("[^\\p{L}\\p{N}]+");

  private WordTimes() {}

  /**
   * The words of a text that a person wrote for a passage, all of them sure.
   *
   * @param old its words before
   * @param text words between spaces; none where nothing is said
   */
  static List<WordTiming> of(Passage passage, List<WordTiming> old, String text) {
    List<String> words = text.isBlank() ? List.of() : List.of(SPACE.split(text.strip()));
    int[] kept = kept(old, words);
    double[] starts = new double[words.size()];
    double[] ends = new double[words.size()];
    int from = 0;
    while (from < words.size()) {
      if (kept[from] >= 0) {
        starts[from] = old.get(kept[from]).startSeconds();
        ends[from] = old.get(kept[from]).endSeconds();
        from++;
        continue;
      }
      int to = from;
      while (to < words.size() && kept[to] < 0) {
        to++;
      }
      from = share(passage, old, words, kept, from, to, starts, ends);
    }
    List<WordTiming> timed = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      timed.add(new WordTiming(words.get(i), starts[i], ends[i], 1));
    }
    return timed;
  }

  /**
   * Gives the new words from one to another their share.
   *
   * @return the word to go on with
   */
  private static int share(
      Passage passage,
      List<WordTiming> old,
      List<String> words,
      int[] kept,
      int from,
      int to,
      double[] starts,
      double[] ends) {
    int before = from == 0 ? -1 : kept[from - 1];
    int after = to == words.size() ? old.size() : kept[to];
    boolean replaces = after - before > 1;
    double start = before < 0 ? passage.startSeconds() : old.get(before).endSeconds();
    double end = after == old.size() ? passage.endSeconds() : old.get(after).startSeconds();
    if (replaces) {
      start = Math.max(start, old.get(before + 1).startSeconds());
      end = Math.min(end, old.get(after - 1).endSeconds());
    }
    int first = from;
    int last = to;
    if (end - start < SHORTEST_SECONDS * (to - from)) {
      // No room of its own: it is shared with the word before, else with the one behind.
      if (from > 0) {
        first--;
        start = starts[first];
      } else if (to < words.size()) {
        last++;
        end = old.get(kept[to]).endSeconds();
      }
    }
    end = Math.max(start, end);
    double letters = 0;
    for (int i = first; i < last; i++) {
      letters += words.get(i).length() + 1;
    }
    double at = start;
    for (int i = first; i < last; i++) {
      starts[i] = at;
      at += (end - start) * (words.get(i).length() + 1) / letters;
      ends[i] = at;
    }
    // Sums are off by the last digit, and words never overlap.
    ends[last - 1] = end;
    return last;
  }

  /** For each new word the old one that it is, or -1: the longest row of common words. */
  private static int[] kept(List<WordTiming> old, List<String> words) {
    int[][] common = new int[old.size() + 1][words.size() + 1];
    for (int i = old.size() - 1; i >= 0; i--) {
      for (int j = words.size() - 1; j >= 0; j--) {
        common[i][j] =
            same(old.get(i).word(), words.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    int[] kept = new int[words.size()];
    int i = 0;
    for (int j = 0; j < words.size(); j++) {
      kept[j] = -1;
      int at = i;
      while (at < old.size() && common[at][j] == common[i][j]) {
        if (same(old.get(at).word(), words.get(j)) && common[at + 1][j + 1] + 1 == common[i][j]) {
          kept[j] = at;
          i = at + 1;
          break;
        }
        at++;
      }
    }
    return kept;
  }

  /** But for case and punctuation. */
  private static boolean same(String one, String other) {
    return one.equals(other) || key(one).equals(key(other));
  }

  private static String key(String word) {
    String letters = MARKS.matcher(word).replaceAll("").toLowerCase(Locale.ROOT);
    return letters.isEmpty() ? word : letters;
  }
}
