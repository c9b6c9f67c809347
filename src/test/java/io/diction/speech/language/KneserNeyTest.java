package io.diction.speech.language;

import static io.diction.speech.language.LanguageFixtures.model;
import static io.diction.speech.language.LanguageFixtures.text;
import static io.diction.speech.language.LanguageFixtures.total;
import static io.diction.speech.language.LanguageFixtures.words;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.diction.speech.Progress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KneserNeyTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5})
  void probabilitiesAfterEveryHistorySumToOne(int order) {
    List<List<String>> text = text(400, 7);
    BackoffLanguageModel model = model(order, text);
    for (List<String> sentence : text.subList(0, 40)) {
      long state = model.startState();
      for (String word : sentence) {
        assertThat(total(model, state)).isCloseTo(1, within(1e-4));
        state = model.nextState(state, model.vocabulary().id(word));
      }
    }
    assertThat(total(model, model.emptyState())).isCloseTo(1, within(1e-4));
  }

  /** Bigrams by hand, with the fall-back discounts 0.5, 1, 1.5 of a text this small. */
  @Test
  void smallModelEqualsTheFormulaByHand() {
    BackoffLanguageModel model = model(2, "a b", "a b", "a c");
    // Continuations: a after <s>: 1; b after a: 1; c after a: 1; </s> after b and c: 2. Sum 5.
    // Discounted 0.5 + 0.5 + 0.5 + 1 = 2.5 of 5 go to the uniform 1/4.
    double a = 0.5 / 5 + 0.5 * 0.25;
    double b = a;
    double end = (2 - 1.0) / 5 + 0.5 * 0.25;
    assertThat(prob(model, "", "a")).isCloseTo(a, within(1e-6));
    assertThat(prob(model, "", "</s>")).isCloseTo(end, within(1e-6));
    // After a: b twice, c once; discounted 1 + 0.5 of 3.
    assertThat(prob(model, "a", "b")).isCloseTo((2 - 1.0) / 3 + 0.5 * b, within(1e-6));
    assertThat(prob(model, "a", "</s>")).isCloseTo(0.5 * end, within(1e-6));
    // After the begin: a three times; discount 1.5 of 3.
    assertThat(prob(model, "<s>", "a")).isCloseTo(1.5 / 3 + 0.5 * a, within(1e-6));
  }

  @Test
  void orderOfSentencesDoesNotChangeProbabilities() {
    List<List<String>> text = text(300, 11);
    List<List<String>> backwards = new ArrayList<>(text);
    Collections.reverse(backwards);
    BackoffLanguageModel one = model(3, text);
    BackoffLanguageModel other = model(3, backwards);
    assertThat(one.size()).isEqualTo(other.size());
    for (List<String> sentence : text) {
      assertThat(logProb(one, sentence)).isCloseTo(logProb(other, sentence), within(1e-4));
    }
  }

  @Test
  void longerHistoriesPredictTheirOwnTextBetter() {
    List<List<String>> text = text(2000, 3);
    double unigram = Perplexity.of(model(1, text), text).value();
    double bigram = Perplexity.of(model(2, text), text).value();
    double trigram = Perplexity.of(model(3, text), text).value();
    assertThat(bigram).isLessThan(unigram);
    assertThat(trigram).isLessThan(bigram);
  }

  @Test
  void discountsFallBackWhereCountsOfCountsAreMissing() {
    assertThat(KneserNey.discounts(new int[] {1, 1, 2})).containsExactly(0, 0.5, 1.0, 1.5);
    // n1 = 4, n2 = 2, n3 = 1, n4 = 1: Y = 0.5.
    assertThat(KneserNey.discounts(new int[] {1, 1, 1, 1, 2, 2, 3, 4}))
        .containsExactly(new double[] {0, 0.5, 2 - 1.5 * 0.5, 3 - 4 * 0.5}, within(1e-12));
  }

  @Test
  void emptyTextGivesTheUniformDistribution() {
    NGramCounts counts = new NGramCounts(3);
    counts.addWord("lonely");
    BackoffLanguageModel model = KneserNey.estimate(counts, Progress.NONE);
    assertThat(prob(model, "", "lonely")).isCloseTo(0.5, within(1e-6));
    assertThat(total(model, model.startState())).isCloseTo(1, within(1e-6));
  }

  @Test
  void fragmentsCountWithoutSentenceBoundaries() {
    NGramCounts counts = new NGramCounts(3);
    counts.addFragment(words("myocardial infarction"));
    BackoffLanguageModel model = KneserNey.estimate(counts, Progress.NONE);
    assertThat(prob(model, "myocardial", "infarction")).isGreaterThan(0.5);
    assertThat(prob(model, "<s>", "myocardial")).isLessThan(0.5);
  }

  private static double prob(LanguageModel model, String history, String word) {
    long state = model.emptyState();
    if (history.equals("<s>")) {
      state = model.startState();
    } else if (!history.isEmpty()) {
      state = model.nextState(state, model.vocabulary().id(history));
    }
    return Math.exp(model.logProb(state, model.vocabulary().id(word)));
  }

  private static double logProb(LanguageModel model, List<String> sentence) {
    double sum = 0;
    long state = model.startState();
    for (String word : sentence) {
      int id = model.vocabulary().id(word);
      sum += model.logProb(state, id);
      state = model.nextState(state, id);
    }
    return sum + model.logProb(state, model.endOfSentence());
  }
}
