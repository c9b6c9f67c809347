package io.diction.speech.align;

import io.diction.speech.WordTiming;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where recognition and transcript agree so well that a recording may be cut there. */
final class Anchors {
  /** Words in a row that agree: fewer may be chance. */
  private static final int SHORTEST_RUN = 3;

  /** Pieces are cut in the longest pause between these lengths. */
  private static final double SHORTEST_SECONDS = 6;

  private static final double LONGEST_SECONDS = 25;

  /** A stretch without anchors this long is left alone with itself. */
  private static final double GAP_SECONDS = 40;

  /**
   * A place at which recording and transcript may be cut.
   *
   * @param word of the transcript that follows
   */
  record Cut(double seconds, int word) {}

  /** [written word] whether it was recognised in a run of words. */
  final boolean[] solid;

  /** [written word] index of the heard word, or -1. */
  final int[] heardAs;

  private final List<Cut> candidates = new ArrayList<>();
  private final List<Double> pauses = new ArrayList<>();

  Anchors(List<WordTiming> heard, List<String> written) {
    Map<String, Integer> ids = new HashMap<>();
    int[] heardIds = new int[heard.size()];
    for (int i = 0; i < heardIds.length; i++) {
      heardIds[i] = id(ids, heard.get(i).word());
    }
    int[] writtenIds = new int[written.size()];
    for (int i = 0; i < writtenIds.length; i++) {
      writtenIds[i] = id(ids, written.get(i));
    }
    int[] match = WordMatcher.match(heardIds, writtenIds);
    solid = new boolean[written.size()];
    heardAs = new int[written.size()];
    Arrays.fill(heardAs, -1);
    for (int from = 0; from < match.length; ) {
      int to = from + 1;
      while (to < match.length && match[from] >= 0 && match[to] == match[to - 1] + 1) {
        to++;
      }
      for (int i = from; i < to && match[from] >= 0; i++) {
        heardAs[match[i]] = i;
        solid[match[i]] = to - from >= SHORTEST_RUN;
        if (i > from && to - from >= SHORTEST_RUN) {
          double end = heard.get(i - 1).endSeconds();
          double start = heard.get(i).startSeconds();
          candidates.add(new Cut((start + end) / 2, match[i]));
          pauses.add(start - end);
        }
      }
      from = to;
    }
  }

  private static int id(Map<String, Integer> ids, String word) {
    Integer known = ids.putIfAbsent(word, ids.size());
    return known == null ? ids.size() - 1 : known;
  }

  /** Cuts in order, the end of both last. */
  List<Cut> cuts(double seconds, int words) {
    List<Cut> cuts = new ArrayList<>();
    double last = 0;
    int next = 0;
    while (next < candidates.size() && seconds - last > LONGEST_SECONDS) {
      int best = best(next, last);
      Cut cut = candidates.get(best);
      cuts.add(cut);
      last = cut.seconds();
      next = best + 1;
    }
    cuts.add(new Cut(seconds, words));
    return cuts;
  }

  private int best(int from, double last) {
    int best = -1;
    int end = from;
    while (end < candidates.size() && candidates.get(end).seconds() <= last + LONGEST_SECONDS) {
      boolean lateEnough = candidates.get(end).seconds() >= last + SHORTEST_SECONDS;
      if (lateEnough && (best < 0 || pauses.get(end) >= pauses.get(best))) {
        best = end;
      }
      end++;
    }
    boolean gapFollows =
        end == candidates.size() || candidates.get(end).seconds() > last + GAP_SECONDS;
    if (end > from && (best < 0 || (gapFollows && isBeforeGap(best, end)))) {
      return end - 1;
    }
    return best >= 0 ? best : from;
  }

  /** Whether what is left before the gap is too little for a piece of its own. */
  private boolean isBeforeGap(int best, int end) {
    return candidates.get(end - 1).seconds() - candidates.get(best).seconds() < SHORTEST_SECONDS;
  }
}
