package io.diction.transcription.correction;

import io.diction.speech.WordTiming;
import io.diction.transcription.ClockTime;
import io.diction.transcription.SessionTranscript;
import io.diction.transcription.search.SessionIndex.Said;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Words that are read, played and corrected together. Where it begins and ends does not change with
 * its words.
 *
 * @param number from 1, in the order of the recording
 * @param version number of the correction that it is as of, 0 as it was recognised
 * @param checked whether a person has said that these are the words
 */
public record Passage(
    int number,
    double startSeconds,
    double endSeconds,
    List<WordTiming> words,
    int version,
    boolean checked) {
  /** A silence of this length begins a new passage. */
  private static final double PAUSE_SECONDS = 1.0;

  /** A short silence does where there are this many words already: about ten seconds. */
  private static final int ENOUGH_WORDS = 24;

  private static final double SHORT_PAUSE_SECONDS = 0.25;

  /** A passage is cut at the next word beyond this many. */
  private static final int MOST_WORDS = 40;

  /** Below this a word is marked as unsure. */
  private static final double UNSURE = 0.5;

  /** So many unsure words are named for who cannot see the marks. */
  private static final int MOST_NAMED = 12;

  public Passage {
    words = List.copyOf(words);
  }

  /** Cuts what was recognised, at pauses where possible. */
  public static List<Passage> cut(List<WordTiming> words) {
    List<Passage> passages = new ArrayList<>();
    int from = 0;
    for (int i = 1; i <= words.size(); i++) {
      if (i == words.size() || isCut(words, i, i - from)) {
        List<WordTiming> part = words.subList(from, i);
        passages.add(
            new Passage(
                passages.size() + 1,
                part.get(0).startSeconds(),
                part.get(part.size() - 1).endSeconds(),
                part,
                0,
                false));
        from = i;
      }
    }
    return passages;
  }

  private static boolean isCut(List<WordTiming> words, int next, int length) {
    double pause = words.get(next).startSeconds() - words.get(next - 1).endSeconds();
    return pause >= PAUSE_SECONDS
        || length >= MOST_WORDS
        || (length >= ENOUGH_WORDS && pause >= SHORT_PAUSE_SECONDS);
  }

  /** What is said in the passages of a transcript, to be found by. */
  public static List<Said> said(SessionTranscript transcript) {
    return said(cut(transcript.shown()));
  }

  static List<Said> said(List<Passage> passages) {
    return passages.stream()
        .map(passage -> new Said(passage.number, passage.startSeconds, passage.text()))
        .toList();
  }

  /** With other words. */
  Passage with(List<WordTiming> others, int number, boolean confirmed) {
    return new Passage(this.number, startSeconds, endSeconds, others, number, confirmed);
  }

  public String text() {
    return words.stream().map(WordTiming::word).collect(Collectors.joining(" "));
  }

  /** When it begins, as a clock shows it. */
  public String start() {
    return ClockTime.of(startSeconds);
  }

  /** From and to, for the address of a player. */
  public String fragment() {
    return String.format(Locale.ROOT, "t=%.2f,%.2f", startSeconds, endSeconds);
  }

  /** Whether a word is marked as unsure. */
  public static boolean isUnsure(WordTiming word) {
    return word.confidence() < UNSURE;
  }

  /** Words that recognition was unsure of. */
  public long unsure() {
    return words.stream().filter(Passage::isUnsure).count();
  }

  /** The first of them, as a list to be read aloud. */
  public String unsureWords() {
    return words.stream()
        .filter(Passage::isUnsure)
        .limit(MOST_NAMED)
        .map(WordTiming::word)
        .collect(Collectors.joining(", "));
  }
}
