package io.diction.speech.transcript;

import io.diction.speech.Hypothesis;
import io.diction.speech.PhoneTiming;
import io.diction.speech.WordTiming;
import io.diction.speech.display.DisplayText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
 * @param unplaced what an alignment found no place for; null unless it is one
 */
public record Transcript(
    String id,
    String model,
    String modelSha256,
    double durationSeconds,
    Hypothesis hypothesis,
    List<PhoneTiming> phones,
    @Nullable DisplayText display,
    List<Phrase> phrases,
    @Nullable Unplaced unplaced) {

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

  /**
   * What an alignment found no place for.
   *
   * @param text of the transcript that the recording does not say
   * @param audio in which something is said that the transcript lacks
   */
  public record Unplaced(List<Text> text, List<Stretch> audio) {
    public Unplaced {
      text = List.copyOf(text);
      audio = List.copyOf(audio);
    }

    /**
     * @param line of the transcript's file, from 1
     * @param words as they are spoken, separated by spaces
     */
    public record Text(int line, String words) {}

    /** In seconds. */
    public record Stretch(double start, double end) {}

    /** One line for each. */
    List<String> notes() {
      List<String> notes = new ArrayList<>();
      for (Text missing : text) {
        notes.add("line " + missing.line() + " not placed: " + missing.words());
      }
      for (Stretch stretch : audio) {
        notes.add(
            String.format(
                Locale.ROOT, "%.2f s to %.2f s not in the text", stretch.start(), stretch.end()));
      }
      return notes;
    }
  }

  public Transcript {
    phones = List.copyOf(phones);
    phrases = List.copyOf(phrases);
  }

  /** A transcript without phones and display form. */
  public Transcript(
      String id, String model, String modelSha256, double durationSeconds, Hypothesis hypothesis) {
    this(id, model, modelSha256, durationSeconds, hypothesis, List.of(), null, List.of(), null);
  }

  /** A transcript without display form. */
  public Transcript(
      String id,
      String model,
      String modelSha256,
      double durationSeconds,
      Hypothesis hypothesis,
      List<PhoneTiming> phones) {
    this(id, model, modelSha256, durationSeconds, hypothesis, phones, null, List.of(), null);
  }

  /** The same with a display form. */
  public Transcript withDisplay(@Nullable DisplayText shown) {
    return new Transcript(
        id, model, modelSha256, durationSeconds, hypothesis, phones, shown, phrases, unplaced);
  }

  /** The same with what else may have been said. */
  public Transcript withPhrases(List<Phrase> others) {
    return new Transcript(
        id, model, modelSha256, durationSeconds, hypothesis, phones, display, others, unplaced);
  }

  /** The same with what has no place. */
  public Transcript withUnplaced(Unplaced missing) {
    return new Transcript(
        id, model, modelSha256, durationSeconds, hypothesis, phones, display, phrases, missing);
  }

  /** What has no place, a line for each; nothing unless this is an alignment. */
  List<String> notes() {
    return unplaced == null ? List.of() : unplaced.notes();
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
