package io.diction.transcription.alignment;

import io.diction.speech.WordTiming;
import java.util.List;

/**
 * A transcript with the times of its words.
 *
 * @param spoken words as they are said
 * @param written words as the transcript writes them, each from its first spoken word to its last
 * @param seconds length of the recording
 */
public record AlignedText(
    List<WordTiming> spoken, List<WordTiming> written, Gaps gaps, double seconds) {
  public AlignedText {
    spoken = List.copyOf(spoken);
    written = List.copyOf(written);
  }
}
