package io.diction.speech;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What was recognised in a recording or an utterance.
 *
 * @param words those with the fewest expected errors, in order of time, without silences and
 *     fillers
 * @param logProb acoustic and weighted language log probability of the best path, whose words may
 *     differ in places, natural logarithm
 */
public record Hypothesis(List<WordTiming> words, double logProb) {
  public Hypothesis {
    words = List.copyOf(words);
  }

  /** The words, separated by single spaces. */
  public String text() {
    return words.stream().map(WordTiming::word).collect(Collectors.joining(" "));
  }

  /** The same, later in its recording. */
  Hypothesis shifted(double seconds) {
    return new Hypothesis(
        words.stream()
            .map(
                word ->
                    new WordTiming(
                        word.word(),
                        word.startSeconds() + seconds,
                        word.endSeconds() + seconds,
                        word.confidence()))
            .toList(),
        logProb);
  }
}
