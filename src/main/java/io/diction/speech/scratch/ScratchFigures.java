package io.diction.speech.scratch;

import io.diction.speech.evaluate.WordErrorRate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a training from scratch used and came to.
 *
 * @param hours of speech trained on
 * @param utterances trained on
 * @param leftOut utterances, and phones with their words, that were not, and why
 * @param phones of the language, silence counted in
 * @param contexts triphones heard
 * @param questions that decision trees could ask
 * @param tiedStates of triphones
 * @param gaussians of a state at most
 * @param passes a line for each pass over the speech
 * @param wordErrors on the utterances that only measure; {@code null} when there are none
 * @param testMinutes of those utterances
 */
public record ScratchFigures(
    double hours,
    int utterances,
    List<LeftOut> leftOut,
    int phones,
    int contexts,
    int questions,
    int tiedStates,
    int gaussians,
    List<String> passes,
    @Nullable WordErrorRate wordErrors,
    double testMinutes) {

  /** Something not trained on. */
  public record LeftOut(String id, String reason) {}

  /** Lines for each of which somebody reads them. */
  private static final int SHOWN = 20;

  public ScratchFigures {
    leftOut = List.copyOf(leftOut);
    passes = List.copyOf(passes);
  }

  ScratchFigures withWordErrors(WordErrorRate errors, double minutes) {
    return new ScratchFigures(
        hours,
        utterances,
        leftOut,
        phones,
        contexts,
        questions,
        tiedStates,
        gaussians,
        passes,
        errors,
        minutes);
  }

  /** The figures as lines for a person. */
  public List<String> describe() {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT, "Trained on %.2f hours of speech, %d utterances.", hours, utterances));
    lines.add(
        String.format(
            Locale.ROOT,
            "%d phones, %d triphones heard, %d tied states of up to %d Gaussians.",
            phones,
            contexts,
            tiedStates,
            gaussians));
    if (!leftOut.isEmpty()) {
      lines.add("Left out: " + leftOut.size());
    }
    leftOut.stream()
        .limit(SHOWN)
        .forEach(each -> lines.add("  " + each.id() + ": " + each.reason()));
    if (leftOut.size() > SHOWN) {
      lines.add("  and " + (leftOut.size() - SHOWN) + " more");
    }
    if (wordErrors != null) {
      lines.add(
          String.format(
              Locale.ROOT,
              "Word error rate %.2f %% (%d of %d words, %.1f minutes not trained on).",
              100 * wordErrors.rate(),
              wordErrors.errors(),
              wordErrors.words(),
              testMinutes));
    }
    return lines;
  }
}
