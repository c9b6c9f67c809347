package io.diction.speech.align;

import io.diction.speech.PhoneTiming;
import io.diction.speech.WordTiming;
import java.util.List;

/**
 * Where the words of a transcript lie in a long recording, and what has no place.
 *
 * @param words those that were placed, in order; their confidence is their {@link Agreement}
 * @param unplacedText runs of the transcript that the recording does not say, in order
 * @param unplacedAudio stretches of the recording in which something is said, but not of the
 *     transcript, in order
 * @param seconds length of the recording
 * @param narrowBandwidthHz below which most of the recording carries something; 0 when it is of
 *     full bandwidth
 */
public record LongAlignment(
    List<PlacedWord> words,
    List<WordRange> unplacedText,
    List<TimeRange> unplacedAudio,
    double seconds,
    double narrowBandwidthHz) {

  /**
   * A word with its place.
   *
   * @param index in the transcript
   * @param phones in order, without gaps between them
   */
  public record PlacedWord(int index, WordTiming timing, List<PhoneTiming> phones) {}

  /**
   * A part of the transcript.
   *
   * @param to one past the last word
   */
  public record WordRange(int from, int to) {}

  /** A part of the recording, in seconds. */
  public record TimeRange(double from, double to) {}

  public LongAlignment {
    words = List.copyOf(words);
    unplacedText = List.copyOf(unplacedText);
    unplacedAudio = List.copyOf(unplacedAudio);
  }
}
