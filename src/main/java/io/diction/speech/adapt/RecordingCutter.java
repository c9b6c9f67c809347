package io.diction.speech.adapt;

import io.diction.speech.adapt.CutRecording.Piece;
import io.diction.speech.align.LongAlignment;
import io.diction.speech.align.LongAlignment.PlacedWord;
import io.diction.speech.align.LongAlignment.TimeRange;
import io.diction.speech.align.LongAlignment.WordRange;
import io.diction.speech.audio.Audio;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts an aligned recording into pieces of which transcript and sound belong together, at the
 * longest pauses. What was not placed is in none of them.
 */
final class RecordingCutter {
  private static final double SHORTEST_SECONDS = 3;
  private static final double LONGEST_SECONDS = 20;

  /** A run of words between two places without any: shorter ones are as likely chance. */
  private static final double SHORTEST_RUN_SECONDS = 1;

  /** Sound kept before and after the words where nothing is known to be said. */
  private static final double MARGIN_SECONDS = 0.25;

  private final List<PlacedWord> words;
  private final LongAlignment alignment;
  private final List<Piece> pieces = new ArrayList<>();

  private RecordingCutter(LongAlignment alignment) {
    this.alignment = alignment;
    words = alignment.words();
  }

  static CutRecording cut(LongAlignment alignment) {
    RecordingCutter cutter = new RecordingCutter(alignment);
    int from = 0;
    for (int next = 1; next <= cutter.words.size(); next++) {
      if (next == cutter.words.size() || cutter.isTorn(next)) {
        cutter.cutRun(from, next);
        from = next;
      }
    }
    return new CutRecording(cutter.pieces, alignment.unplacedText(), alignment.unplacedAudio());
  }

  private double start(int word) {
    return words.get(word).timing().startSeconds();
  }

  private double end(int word) {
    return words.get(word).timing().endSeconds();
  }

  /** Whether something lies between a word and the one before that was not placed. */
  private boolean isTorn(int word) {
    return words.get(word).index() != words.get(word - 1).index() + 1
        || alignment.unplacedAudio().stream()
            .anyMatch(range -> range.from() < start(word) && range.to() > end(word - 1));
  }

  private void cutRun(int from, int to) {
    if (end(to - 1) - start(from) < SHORTEST_RUN_SECONDS) {
      return;
    }
    double begin = start(from) - margin(from == 0 ? 0 : end(from - 1), start(from));
    double last = to == words.size() ? alignment.seconds() : start(to);
    double end = end(to - 1) + margin(end(to - 1), last);
    int first = from;
    while (end - begin > LONGEST_SECONDS) {
      int cut = bestCut(first, to, begin, end);
      if (cut < 0) {
        break;
      }
      double at = (end(cut - 1) + start(cut)) / 2;
      add(begin, at, first, cut);
      begin = at;
      first = cut;
    }
    if (end - begin <= LONGEST_SECONDS) {
      add(begin, end, first, to);
    }
  }

  /** Half of what is free between two times, less where something unwritten is said. */
  private double margin(double from, double to) {
    double free = to - from;
    for (TimeRange range : alignment.unplacedAudio()) {
      if (range.from() < to && range.to() > from) {
        free = Math.min(free, Math.max(0, Math.max(range.from() - from, to - range.to())));
      }
    }
    return Math.max(0, Math.min(MARGIN_SECONDS, free / 2));
  }

  /** The word before which the longest pause lies that makes no piece too short; -1 for none. */
  private int bestCut(int first, int to, double begin, double end) {
    int best = -1;
    double longest = -1;
    for (int word = first + 1; word < to; word++) {
      double at = (end(word - 1) + start(word)) / 2;
      double pause = start(word) - end(word - 1);
      boolean fits =
          at - begin >= SHORTEST_SECONDS
              && at - begin <= LONGEST_SECONDS
              && end - at >= SHORTEST_SECONDS;
      if (fits && pause >= longest) {
        longest = pause;
        best = word;
      }
    }
    return best;
  }

  private void add(double begin, double end, int first, int to) {
    int before = pieces.isEmpty() ? 0 : pieces.get(pieces.size() - 1).to();
    int from = Math.max(before, sample(begin));
    int until = Math.min(sample(end), sample(alignment.seconds()));
    if (until > from) {
      WordRange range = new WordRange(words.get(first).index(), words.get(to - 1).index() + 1);
      pieces.add(new Piece(from, until, range));
    }
  }

  private static int sample(double seconds) {
    return (int) Math.max(0, Math.round(seconds * Audio.RECOGNITION_RATE_HZ));
  }
}
