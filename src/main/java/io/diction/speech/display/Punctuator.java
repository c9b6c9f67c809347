package io.diction.speech.display;

import io.diction.speech.WordTiming;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides where commas and ends of sentences stand: by pauses, words and what was learnt.
 *
 * <p>All figures below were chosen by hand, on aligned transcripts of parts of two books read by
 * one person, 175 commas in all, and judged on the same parts: a starting point until there is text
 * of the domain, no measure of other speakers. The classes of pauses were laid by eye through the
 * pauses at commas and at ends of sentences in those transcripts; they come from no publication.
 */
final class Punctuator {
  /** Upper ends of classes of pauses, in seconds. */
  private static final double[] PAUSES = {0.08, 0.2, 0.4, 0.7, 1.2};

  /** By class of pause, how much more often it stands at a comma than inside of a clause; ln. */
  private static final double[] COMMA_PAUSE = {-0.7, 1.2, 2.4, 2.8, 2.5, 2.0};

  /** The same of the end of a sentence. */
  private static final double[] STOP_PAUSE = {-2.5, -0.5, 1.6, 3.4, 4.8, 6.0};

  // Shares of commas and stops in English prose, ln against no mark.
  private static final double COMMA_PRIOR = -3.0;
  private static final double STOP_PRIOR = -3.2;

  /** What learnt odds may say at most: a small text is soon certain. */
  private static final double CERTAINTY = 6;

  // Where nothing was learnt from text of the domain.
  private static final double BEFORE_CLAUSE = 1.2;
  private static final double BEFORE_CONTRAST = 2.5;
  private static final double AFTER_INTRODUCTION = 2;
  private static final double LONG_CLAUSE = 0.5;

  /** A clause of so many words has a comma sooner. */
  private static final int LONG_CLAUSE_WORDS = 10;

  private static final int SHORT_SENTENCE = 3;
  private static final int LONG_SENTENCE = 30;

  private final WrittenLanguage language;
  private final @Nullable BreakModel learnt;

  Punctuator(WrittenLanguage language, @Nullable BreakModel learnt) {
    this.language = language;
    this.learnt = learnt;
  }

  /** The kind of break behind each word; the last word ends a sentence. */
  int[] breaks(List<WordTiming> timings, List<String> words) {
    int[] breaks = new int[words.size()];
    boolean timed = !timings.isEmpty() && timings.get(timings.size() - 1).endSeconds() > 0;
    int sinceStop = 0;
    int sinceBreak = 0;
    for (int gap = 0; gap + 1 < words.size(); gap++) {
      sinceStop++;
      sinceBreak++;
      int pause = timed ? pause(timings, gap) : -1;
      double comma = comma(words, gap, sinceBreak, sinceStop) + (timed ? COMMA_PAUSE[pause] : 0);
      double stop = stop(words, gap, sinceBreak, sinceStop) + (timed ? STOP_PAUSE[pause] : 0);
      if (stop > 0 && stop >= comma) {
        breaks[gap] = BreakModel.STOP;
        sinceStop = 0;
        sinceBreak = 0;
      } else if (comma > 0) {
        breaks[gap] = BreakModel.COMMA;
        sinceBreak = 0;
      }
    }
    if (!words.isEmpty()) {
      breaks[words.size() - 1] = BreakModel.STOP;
    }
    return breaks;
  }

  private static int pause(List<WordTiming> timings, int gap) {
    double seconds = timings.get(gap + 1).startSeconds() - timings.get(gap).endSeconds();
    int type = 0;
    while (type < PAUSES.length && seconds >= PAUSES[type]) {
      type++;
    }
    return type;
  }

  private double comma(List<String> words, int gap, int sinceBreak, int sinceStop) {
    if (learnt != null) {
      return clipped(learnt.logOdds(words, gap, sinceBreak, BreakModel.COMMA));
    }
    double odds = COMMA_PRIOR;
    String next = words.get(gap + 1);
    if (sinceBreak > 2 && language.beginsContrast(next)) {
      odds += BEFORE_CONTRAST;
    } else if (sinceBreak > 2 && language.beginsClause(next)) {
      odds += BEFORE_CLAUSE;
    }
    odds += sinceStop == 1 && language.introduces(words.get(gap)) ? AFTER_INTRODUCTION : 0;
    odds += sinceBreak >= LONG_CLAUSE_WORDS ? LONG_CLAUSE : 0;
    odds -= language.needsMore(words.get(gap)) ? 3 : 0;
    return odds;
  }

  private double stop(List<String> words, int gap, int sinceBreak, int sinceStop) {
    double odds =
        learnt != null
            ? clipped(learnt.logOdds(words, gap, sinceBreak, BreakModel.STOP))
            : STOP_PRIOR - (language.needsMore(words.get(gap)) ? 4 : 0);
    odds -= sinceStop < SHORT_SENTENCE ? 2 : 0;
    odds += sinceStop > LONG_SENTENCE ? 1.5 : 0;
    return odds;
  }

  private static double clipped(double odds) {
    return Math.max(-CERTAINTY, Math.min(CERTAINTY, odds));
  }
}
