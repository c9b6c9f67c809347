package io.diction.speech.language;

import io.diction.speech.LogAdd;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Any model with a list of terms on top: each has a share of its own, the same after every history,
 * P(w | h) = (1 - sum of shares) P_below(w | h) + share(w); words that the model below lacks have
 * that alone. Nothing is estimated, so it takes as long to make as its vocabulary to copy.
 *
 * <p>States are those of the model below; a new word leads to its empty one.
 */
public final class TermLanguageModel implements LanguageModel {
  private final LanguageModel below;
  private final WordList vocabulary;
  private final int known;
  private final float rest;

  /** [word] ln of a term's own share; -infinity for other words. */
  private final float[] termLogProbs;

  public TermLanguageModel(LanguageModel below, TermShares terms) {
    this.below = below;
    known = below.vocabulary().size();
    List<String> words = new ArrayList<>(known + terms.words().size());
    for (int id = 0; id < known; id++) {
      words.add(below.vocabulary().word(id));
    }
    for (String term : terms.words()) {
      if (below.vocabulary().id(term) == Vocabulary.UNKNOWN) {
        words.add(term);
      }
    }
    vocabulary = WordList.of(words);
    rest = (float) StrictMath.log(1 - terms.total());
    termLogProbs = new float[words.size()];
    Arrays.fill(termLogProbs, Float.NEGATIVE_INFINITY);
    for (String term : terms.words()) {
      termLogProbs[vocabulary.id(term)] = (float) StrictMath.log(terms.share(term));
    }
  }

  @Override
  public Vocabulary vocabulary() {
    return vocabulary;
  }

  @Override
  public int order() {
    return below.order();
  }

  @Override
  public int endOfSentence() {
    return below.endOfSentence();
  }

  @Override
  public long startState() {
    return below.startState();
  }

  @Override
  public long emptyState() {
    return below.emptyState();
  }

  @Override
  public float logProb(long state, int word) {
    return word < known ? mixed(word, below.logProb(state, word)) : termLogProbs[word];
  }

  private float mixed(int word, float ofBelow) {
    return Math.max(LogAdd.add(rest + ofBelow, termLogProbs[word]), BackoffLanguageModel.NEVER);
  }

  @Override
  public long nextState(long state, int word) {
    return word < known ? below.nextState(state, word) : below.emptyState();
  }

  @Override
  public boolean successors(int word, Successors successors) {
    // After a new word nothing has a probability of its own.
    return word >= known
        || below.successors(word, (id, logProb) -> successors.accept(id, mixed(id, logProb)));
  }
}
