package io.diction.speech.language;

import static io.diction.speech.language.LanguageFixtures.model;
import static io.diction.speech.language.LanguageFixtures.text;
import static io.diction.speech.language.LanguageFixtures.total;
import static io.diction.speech.language.LanguageFixtures.words;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.diction.speech.Progress;
import io.diction.speech.SpeechModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class InterpolationTest {
  private final List<List<String>> baseText = text(800, 1);
  private final List<List<String>> domainText = renamed(text(300, 99));
  private final BackoffLanguageModel base = model(3, baseText);
  private final BackoffLanguageModel domain = model(3, domainText);

  /** Turns some words into ones that the base model lacks. */
  private static List<List<String>> renamed(List<List<String>> text) {
    List<List<String>> renamed = new ArrayList<>();
    for (List<String> sentence : text) {
      renamed.add(sentence.stream().map(w -> w.endsWith("7") ? "new" + w : w).toList());
    }
    return renamed;
  }

  @Test
  void everyProbabilityIsTheWeightedSumOfBoth() {
    double weight = 0.3;
    LanguageModel both = new InterpolatedLanguageModel(base, domain, weight);
    for (List<String> sentence : domainText.subList(0, 50)) {
      long state = both.startState();
      long inBase = base.startState();
      long inDomain = domain.startState();
      for (String word : sentence) {
        int b = base.vocabulary().id(word);
        int d = domain.vocabulary().id(word);
        double expected =
            (b < 0 ? 0 : (1 - weight) * Math.exp(base.logProb(inBase, b)))
                + (d < 0 ? 0 : weight * Math.exp(domain.logProb(inDomain, d)));
        int id = both.vocabulary().id(word);
        assertThat(both.logProb(state, id)).isCloseTo((float) Math.log(expected), within(1e-3f));
        state = both.nextState(state, id);
        inBase = b < 0 ? base.emptyState() : base.nextState(inBase, b);
        inDomain = d < 0 ? domain.emptyState() : domain.nextState(inDomain, d);
      }
      assertThat(total(both, state)).isCloseTo(1, within(1e-3));
    }
  }

  @Test
  void weightOfZeroIsTheBaseModel() {
    LanguageModel both = new InterpolatedLanguageModel(base, domain, 0);
    assertThat(Perplexity.of(both, baseText).value())
        .isCloseTo(Perplexity.of(base, baseText).value(), within(1e-2));
  }

  @Test
  void longStatesOfABaseModelAreJoinedWithoutLoss() {
    LanguageModel english = SpeechModel.english().languageModel();
    BackoffLanguageModel other =
        model(3, "the weather in new york is cold", "one of the united states", "new zealand");
    LanguageModel wide = new InterpolatedLanguageModel(english, other, 0.3);
    LanguageModel joined = new InterpolatedLanguageModel(english, other, 0.3, TermShares.NONE, 30);
    Random random = new Random(3);
    List<String> words =
        words("the weather in new york is one of those united states that zolvantix of course");
    long inWide = wide.startState();
    long inJoined = joined.startState();
    int states = 0;
    for (int i = 0; i < 2_000; i++) {
      int spoken = wide.vocabulary().id(words.get(random.nextInt(words.size())));
      int rare = random.nextInt(wide.vocabulary().size());
      int word = spoken < 0 || i % 5 == 0 ? rare : spoken;
      assertThat(joined.logProb(inJoined, word)).isEqualTo(wide.logProb(inWide, word));
      inWide = wide.nextState(inWide, word);
      inJoined = joined.nextState(inJoined, word);
      states += inWide == inJoined ? 0 : 1;
    }
    assertThat(states).isGreaterThan(500);
  }

  @Test
  void listedTermsGetTheirShareAfterEveryHistory() {
    TermShares terms = TermShares.of(Map.of("zolvantix", 1.0, "w3", 2.0));
    LanguageModel both = new InterpolatedLanguageModel(base, domain, 0.5, terms);
    int id = both.vocabulary().id("zolvantix");
    long state = both.nextState(both.startState(), both.vocabulary().id("w3"));
    assertThat(Math.exp(both.logProb(state, id))).isCloseTo(5e-4, within(1e-6));
    assertThat(total(both, state)).isCloseTo(1, within(1e-3));
    state = both.nextState(state, id);
    assertThat(total(both, state)).isCloseTo(1, within(1e-3));
  }

  @Test
  void longListsOfTermsShareABoundedPart() {
    Map<String, Double> many = new HashMap<>();
    for (int i = 0; i < 4000; i++) {
      many.put("term" + i, 1.0);
    }
    TermShares terms = TermShares.of(many);
    assertThat(terms.total()).isCloseTo(0.05, within(1e-9));
  }

  @Test
  void chosenWeightIsTheBestOfTheCurve() {
    List<List<String>> heldOut = renamed(text(200, 12345));
    InterpolationWeight chosen = InterpolationWeight.choose(base, domain, heldOut, Progress.NONE);
    double best =
        Perplexity.of(new InterpolatedLanguageModel(base, domain, chosen.weight()), heldOut)
            .value();
    for (InterpolationWeight.Point point : chosen.curve()) {
      assertThat(best).isLessThanOrEqualTo(point.perplexity() + 0.02);
    }
    assertThat(chosen.curve()).hasSize(11);
  }

  @Test
  void uselessDomainTextGetsNoWeight() {
    BackoffLanguageModel other = model(3, renamedAll(text(300, 4)));
    InterpolationWeight chosen =
        InterpolationWeight.choose(base, other, text(200, 77), Progress.NONE);
    assertThat(chosen.weight()).isLessThan(0.05);
  }

  private static List<List<String>> renamedAll(List<List<String>> text) {
    return text.stream().map(s -> s.stream().map(w -> "x" + w).toList()).toList();
  }

  @Test
  void weightsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> new InterpolatedLanguageModel(base, domain, 1.5))
        .hasMessageContaining("1.5");
  }

  @Test
  void prunedModelStillSumsToOneAndIsSmaller() {
    BackoffLanguageModel pruned = EntropyPruning.prune(base, 1e-5, Progress.NONE);
    assertThat(pruned.size()).isLessThan(base.size() * 9 / 10);
    long state = pruned.startState();
    for (String word : baseText.get(3)) {
      assertThat(total(pruned, state)).isCloseTo(1, within(1e-3));
      state = pruned.nextState(state, pruned.vocabulary().id(word));
    }
    assertThat(Perplexity.of(pruned, baseText).value())
        .isLessThan(Perplexity.of(base, baseText).value() * 1.2);
    assertThat(EntropyPruning.prune(base, -1, Progress.NONE)).isEqualTo(base);
  }
}
