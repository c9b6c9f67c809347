package io.diction.transcription;

import io.diction.speech.Hypothesis;
import io.diction.speech.WordTiming;
import io.diction.speech.display.DisplayText;
import io.diction.speech.transcript.Transcript;
import io.diction.transcription.alignment.Gaps;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A session's result as it is stored.
 *
 * @param formatVersion 3; 1 has no display form, 2 no gaps
 * @param model the model and version that made it, as they were called then
 * @param modelHash SHA-256 of that version's files, and of the terms where some were put on it
 * @param durationSeconds of the recording
 * @param words lexical form
 * @param display display form; null in transcripts of version 1
 * @param gaps what an alignment found no place for; null of a transcription
 */
public record SessionTranscript(
    int formatVersion,
    String model,
    String modelHash,
    double durationSeconds,
    double logProb,
    List<WordTiming> words,
    @Nullable List<WordTiming> display,
    @Nullable Gaps gaps) {
  static final int FORMAT_VERSION = 3;

  public SessionTranscript {
    words = List.copyOf(words);
    display = display == null ? null : List.copyOf(display);
  }

  /** What people read. */
  public List<WordTiming> shown() {
    return display == null ? words : display;
  }

  /** As exports are written. */
  public Transcript export(String name) {
    Transcript transcript =
        new Transcript(name, model, modelHash, durationSeconds, new Hypothesis(words, logProb))
            .withDisplay(display == null ? null : new DisplayText(display));
    return gaps == null ? transcript : transcript.withUnplaced(gaps.unplaced());
  }

  /** The same with other words, as people have corrected them. */
  public SessionTranscript with(List<WordTiming> spoken, List<WordTiming> written) {
    return new SessionTranscript(
        formatVersion, model, modelHash, durationSeconds, logProb, spoken, written, gaps);
  }

  /** A place in the recording, as a clock shows it. */
  public String clock(double seconds) {
    return ClockTime.of(seconds);
  }
}
