package io.diction.speech.evaluate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts words and phrases in one pass over the utterances, however many there are of both. */
final class TermCount {
  private static final String NO_HIT = "";

  private final List<String> terms;
  private final List<List<String>> words = new ArrayList<>();
  private final Map<String, List<Integer>> byFirstWord = new HashMap<>();

  /**
   * @param terms as they are compared
   */
  TermCount(List<String> terms) {
    this.terms = List.copyOf(terms);
    for (int i = 0; i < terms.size(); i++) {
      List<String> of = ScoringText.words(terms.get(i));
      words.add(of);
      if (!of.isEmpty()) {
        byFirstWord.computeIfAbsent(of.get(0), first -> new ArrayList<>()).add(i);
      }
    }
  }

  /** One for each term, in their order. */
  List<TermScore> scores(Evaluation evaluation) {
    int[] said = new int[terms.size()];
    int[] heard = new int[terms.size()];
    int[] right = new int[terms.size()];
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
                : NO_HIT);
      }
      count(reference, said);
      count(hypothesis, heard);
      count(hits, right);
    }
    List<TermScore> scores = new ArrayList<>();
    for (int i = 0; i < terms.size(); i++) {
      scores.add(new TermScore(terms.get(i), said[i], heard[i], right[i]));
    }
    return scores;
  }

  private void count(List<String> text, int[] counts) {
    for (int at = 0; at < text.size(); at++) {
      for (int term : byFirstWord.getOrDefault(text.get(at), List.of())) {
        List<String> of = words.get(term);
        if (at + of.size() <= text.size() && text.subList(at, at + of.size()).equals(of)) {
          counts[term]++;
        }
      }
    }
  }
}
