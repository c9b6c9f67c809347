package io.diction.speech.evaluate;

import java.util.ArrayList;
import java.util.List;

/**
 * How well a word or phrase was recognised.
 *
 * @param said how often it was said
 * @param heard how often it was recognised
 * @param right how often both at the same place
 */
public record TermScore(String term, int said, int heard, int right) {

  /** Share of what was said that was recognised; 1 when it was never said. */
  public double recall() {
    return said == 0 ? 1 : (double) right / said;
  }

  /** Share of what was recognised that was said; 1 when it was never recognised. */
  public double precision() {
    return heard == 0 ? 1 : (double) right / heard;
  }

  /**
   * @param words of the term, as they are compared
   */
  static TermScore of(String term, List<String> words, Evaluation evaluation) {
    int said = 0;
    int heard = 0;
    int right = 0;
    for (Evaluation.Scored utterance : evaluation.utterances()) {
      List<String> reference = new ArrayList<>();
      List<String> hypothesis = new ArrayList<>();
      List<String> hits = new ArrayList<>();
      for (WordAlignment.Pair pair : utterance.alignment().pairs()) {
        if (pair.reference() != null) {
          reference.add(pair.reference());
        }
        if (pair.hypothesis() != null) {
          hypothesis.add(pair.hypothesis());
        }
        hits.add(
            pair.kind() == WordAlignment.Kind.HIT && pair.reference() != null
                ? pair.reference()
                : "");
      }
      said += occurrences(words, reference);
      heard += occurrences(words, hypothesis);
      right += occurrences(words, hits);
    }
    return new TermScore(term, said, heard, right);
  }

  private static int occurrences(List<String> words, List<String> text) {
    int count = 0;
    for (int i = 0; i + words.size() <= text.size(); i++) {
      if (!words.isEmpty() && text.subList(i, i + words.size()).equals(words)) {
        count++;
      }
    }
    return count;
  }
}
