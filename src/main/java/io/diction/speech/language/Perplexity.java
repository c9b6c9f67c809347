package io.diction.speech.language;

import java.util.List;

/**
 * How well a model predicts a text: the geometric mean of 1/P over its words and ends of sentences.
 *
 * @param value over the words that the model knows; 1 for a text without any
 * @param words known words, ends of sentences included
 * @param unknown words that the model lacks, not part of the value
 */
public record Perplexity(double value, int words, int unknown) {

  public static Perplexity of(LanguageModel model, List<List<String>> sentences) {
    double sum = 0;
    int words = 0;
    int unknown = 0;
    for (List<String> sentence : sentences) {
      long state = model.startState();
      for (String word : sentence) {
        int id = model.vocabulary().id(word);
        if (id == Vocabulary.UNKNOWN) {
          unknown++;
          state = model.emptyState();
        } else {
          sum += model.logProb(state, id);
          words++;
          state = model.nextState(state, id);
        }
      }
      sum += model.logProb(state, model.endOfSentence());
      words++;
    }
    return new Perplexity(StrictMath.exp(-sum / Math.max(1, words)), words, unknown);
  }
}
