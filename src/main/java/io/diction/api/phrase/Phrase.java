package io.diction.api.phrase;

import io.diction.speech.WordTiming;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What was said in one go.
 *
 * @param words as they are spoken, in order of time
 * @param tokens as they are written, each with the times of the words it was made of
 */
public record Phrase(List<WordTiming> words, List<WordTiming> tokens) {
  public Phrase {
    words = List.copyOf(words);
    tokens = List.copyOf(tokens);
  }

  /**
   * Divides what is written as what is spoken is: a token belongs where it begins.
   *
   * @param spoken none of them empty
   * @param written of all of them
   */
  public static List<Phrase> of(List<List<WordTiming>> spoken, List<WordTiming> written) {
    List<Phrase> phrases = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < spoken.size(); i++) {
      boolean last = i == spoken.size() - 1;
      double end = last ? 0 : spoken.get(i + 1).get(0).startSeconds();
      int from = next;
      while (next < written.size() && (last || written.get(next).startSeconds() < end)) {
        next++;
      }
      phrases.add(new Phrase(spoken.get(i), written.subList(from, next)));
    }
    return phrases;
  }

  public double startSeconds() {
    return words.get(0).startSeconds();
  }

  public double endSeconds() {
    return words.get(words.size() - 1).endSeconds();
  }

  /** The mean of its words'. */
  public double confidence() {
    return words.stream().mapToDouble(WordTiming::confidence).average().orElse(0);
  }

  public String lexical() {
    return joined(words);
  }

  static String joined(List<WordTiming> tokens) {
    return tokens.stream().map(WordTiming::word).collect(Collectors.joining(" "));
  }
}
