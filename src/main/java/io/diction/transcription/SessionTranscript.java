package io.diction.transcription;

import io.diction.speech.Hypothesis;
import io.diction.speech.WordTiming;
import io.diction.speech.display.DisplayText;
import io.diction.speech.transcript.Transcript;
import io.diction.transcription.alignment.Gaps;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A session's result as it is stored.
 *
 * @param formatVersion 3; 1 has no display form, 2 no gaps
 * @param model the model and version that made it, as they were called then
 * @param modelHash SHA-256 of that version's files
 * @param durationSeconds of the recording
 * @param words lexical form
 * @param display display form; null in transcripts of version 1
 * @param gaps what an alignment found no place for; null of a transcription
 */
record SessionTranscript(
    int formatVersion,
    String model,
    String modelHash,
    double durationSeconds,
    double logProb,
    List<WordTiming> words,
    @Nullable List<WordTiming> display,
    @Nullable Gaps gaps) {
  static final int FORMAT_VERSION = 3;

  /** A silence of this length begins a new paragraph on the page. */
  private static final double PARAGRAPH_PAUSE_SECONDS = 1.0;

  /** A paragraph is broken at the next word beyond this many. */
  private static final int PARAGRAPH_WORDS = 80;

  SessionTranscript {
    words = List.copyOf(words);
    display = display == null ? null : List.copyOf(display);
  }

  /** What people read. */
  List<WordTiming> shown() {
    return display == null ? words : display;
  }

  /** As exports are written. */
  Transcript export(String name) {
    Transcript transcript =
        new Transcript(name, model, modelHash, durationSeconds, new Hypothesis(words, logProb))
            .withDisplay(display == null ? null : new DisplayText(display));
    return gaps == null ? transcript : transcript.withUnplaced(gaps.unplaced());
  }

  /** A place in the recording, as a clock shows it. */
  public String clock(double seconds) {
    return ClockTime.of(seconds);
  }

  /**
   * Words said without a longer pause.
   *
   * @param start when it begins, as a clock shows it
   */
  record Paragraph(String start, List<WordTiming> words) {
    Paragraph {
      words = List.copyOf(words);
    }

    private static Paragraph of(List<WordTiming> words) {
      return new Paragraph(ClockTime.of(words.get(0).startSeconds()), words);
    }
  }

  /** The words in readable portions, cut at pauses. */
  public List<Paragraph> paragraphs() {
    List<Paragraph> paragraphs = new ArrayList<>();
    List<WordTiming> current = new ArrayList<>();
    double end = 0;
    for (WordTiming word : shown()) {
      boolean pause = word.startSeconds() - end >= PARAGRAPH_PAUSE_SECONDS;
      if (!current.isEmpty() && (pause || current.size() >= PARAGRAPH_WORDS)) {
        paragraphs.add(Paragraph.of(current));
        current.clear();
      }
      current.add(word);
      end = word.endSeconds();
    }
    if (!current.isEmpty()) {
      paragraphs.add(Paragraph.of(current));
    }
    return paragraphs;
  }
}
