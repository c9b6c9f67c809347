package io.diction.speech.transcript;

import io.diction.speech.Hypothesis;
import io.diction.speech.PhoneTiming;
import io.diction.speech.WordTiming;
import io.diction.speech.display.DisplayText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was said in a recording, and what recognised it.
 *
 * @param id of the recording, usually its file name without extension
 * @param model name of the model
 * @param modelSha256 identity of the model
 * @param durationSeconds length of the recording
 * @param hypothesis the words, lexical form
 * @param phones of the words, in order; empty unless they were aligned
 * @param display the display form; null where only the words are wanted
 * @param phrases what else may have been said; empty unless it was asked for
 */
public record Transcript(
    String id,
    String model,
    String modelSha256,
    double durationSeconds,
    Hypothesis hypothesis,
    List<PhoneTiming> phones,
    @Nullable DisplayText display,
    List<Phrase> phrases) {

  /**
   * One utterance with the sentences that may have been said in it, the best first.
   *
   * @param startSeconds from the start of the recording
   * @param endSeconds from the start of the recording
   */
  public record Phrase(double startSeconds, double endSeconds, List<Alternative> alternatives) {
    public Phrase {
      alternatives = List.copyOf(alternatives);
    }
  }

  /**
   * A sentence that may have been said.
   *
   * @param display its display form; null where only the words are wanted
   * @param confidence mean of its words, 0 to 1
   * @param probability among all sentences considered, 0 to 1
   */
  public record Alternative(
      String lexical, @Nullable String display, double confidence, double probability) {}

  public Transcript {
    phones = List.copyOf(phones);
    phrases = List.copyOf(phrases);
  }

  /** A transcript without phones and display form. */
  public Transcript(
      String id, String model, String modelSha256, double durationSeconds, Hypothesis hypothesis) {
    this(id, model, modelSha256, durationSeconds, hypothesis, List.of(), null, List.of());
  }

  /** A transcript without display form. */
  public Transcript(
      String id,
      String model,
      String modelSha256,
      double durationSeconds,
      Hypothesis hypothesis,
      List<PhoneTiming> phones) {
    this(id, model, modelSha256, durationSeconds, hypothesis, phones, null, List.of());
  }

  /** The same with a display form. */
  public Transcript withDisplay(@Nullable DisplayText shown) {
    return new Transcript(
        id, model, modelSha256, durationSeconds, hypothesis, phones, shown, phrases);
  }

  /** The same with what else may have been said. */
  public Transcript withPhrases(List<Phrase> others) {
    return new Transcript(
        id, model, modelSha256, durationSeconds, hypothesis, phones, display, others);
  }

  /** What people read: the display form where there is one, else the words. */
  List<WordTiming> shown() {
    return display == null ? hypothesis.words() : display.tokens();
  }

  /** The text that people read. */
  String shownText() {
    return display == null ? hypothesis.text() : display.text();
  }
}
