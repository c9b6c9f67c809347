package io.diction.speech.lattice;

import io.diction.speech.language.LanguageModel;
import io.diction.speech.language.Vocabulary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Gives a lattice the scores of another language model. Nodes are split where the model tells their
 * histories apart, so every path has exactly the score that the model gives its words.
 */
public final class Rescoring {
  /** Copies of nodes, so that a long history cannot fill the memory. */
  private static final int MOST_NODES = 2_000_000;

  private Rescoring() {}

  /**
   * The lattice with other language scores. A word that the model lacks leads to no path; when none
   * is left, the result is empty.
   *
   * @param model any; its vocabulary may be another
   * @param weights of the result
   * @throws IllegalStateException when the histories of the model need more than two million nodes
   */
  public static Lattice rescore(Lattice lattice, LanguageModel model, LatticeWeights weights) {
    Vocabulary vocabulary = lattice.vocabulary();
    LatticeBuilder builder =
        new LatticeBuilder(
            model.vocabulary(), model.endOfSentence(), weights, lattice.pronunciations());
    if (lattice.nodes() == 0) {
      return builder.lend();
    }
    int last = lattice.nodes() - 1;
    List<Map<Long, Integer>> copies = new ArrayList<>(lattice.nodes());
    copies.add(new HashMap<>());
    copies.get(0).put(model.startState(), builder.node(0));
    int end = builder.end(lattice.frame(last));
    int made = 2;
    boolean reached = false;
    for (int node = 1; node <= last; node++) {
      // In order of discovery: the result must not depend on a hash.
      Map<Long, Integer> here = new LinkedHashMap<>();
      copies.add(here);
      for (int arc = lattice.firstArc(node); arc < lattice.firstArc(node + 1); arc++) {
        int word = wordIn(model, vocabulary, lattice, arc);
        if (word == Vocabulary.UNKNOWN) {
          continue;
        }
        for (Map.Entry<Long, Integer> from : copies.get(lattice.from(arc)).entrySet()) {
          long state = from.getKey();
          float score = word == Lattice.FILLER ? 0 : model.logProb(state, word);
          int to = end;
          if (node < last) {
            long after = word == Lattice.FILLER ? state : model.nextState(state, word);
            Integer known = here.get(after);
            if (known == null) {
              if (++made > MOST_NODES) {
                throw new IllegalStateException("too many histories to tell apart");
              }
              known = builder.node(lattice.frame(node));
              here.put(after, known);
            }
            to = known;
          } else {
            reached = true;
          }
          builder.arc(
              from.getValue(),
              to,
              word,
              lattice.pronunciationNumber(arc),
              lattice.acoustic(arc),
              score);
        }
      }
    }
    if (!reached) {
      builder.clear();
    }
    return builder.lend();
  }

  private static int wordIn(LanguageModel model, Vocabulary vocabulary, Lattice lattice, int arc) {
    if (lattice.isWord(arc)) {
      return model.vocabulary().id(vocabulary.word(lattice.word(arc)));
    }
    return lattice.word(arc) == Lattice.FILLER ? Lattice.FILLER : model.endOfSentence();
  }
}
