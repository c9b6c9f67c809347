package io.diction.speech.display;

import io.diction.speech.WordTiming;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The display form of an utterance.
 *
 * @param tokens what stands between two spaces, with punctuation; each with the times of the words
 *     it was made of and the lowest of their confidences
 */
public record DisplayText(List<WordTiming> tokens) {
  public DisplayText {
    tokens = List.copyOf(tokens);
  }

  /** The tokens, separated by single spaces. */
  public String text() {
    return tokens.stream().map(WordTiming::word).collect(Collectors.joining(" "));
  }
}
