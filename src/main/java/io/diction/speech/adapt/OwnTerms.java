package io.diction.speech.adapt;

import io.diction.speech.Sha256;
import io.diction.speech.SpeechModel;
import io.diction.speech.adapt.TrainingData.Term;
import io.diction.speech.evaluate.ModelEvaluation;
import io.diction.speech.language.TermLanguageModel;
import io.diction.speech.language.TermShares;
import io.diction.speech.lexicon.GraphemeToPhoneme;
import io.diction.speech.lexicon.LayeredLexicon;
import io.diction.speech.lexicon.Pronunciation;
import io.diction.speech.text.TextNormalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Terms on top of a finished model, without training: its own words stay as they are, listed ones
 * become likelier, and those that it lacks get a pronunciation and can be recognised.
 *
 * <p>Of a term of several words each word becomes likelier, not their order, which only training
 * teaches. Sentences that show a term's use are not looked at. A term with a share is also heard
 * where it was not said, so a list should hold what is said now and then.
 */
public final class OwnTerms {
  private OwnTerms() {}

  /**
   * A model with terms on top of it.
   *
   * @param terms how many of the list count: those with a word that can be heard
   */
  public record Layered(SpeechModel model, int terms) {}

  /**
   * Puts terms on a model; takes about as long as opening one. The result has an identity of its
   * own: the same model with the same terms that are said the same way has the same hash.
   *
   * @param model not changed; shares its acoustics with the result
   * @param guesses how words are probably said that neither the model nor the user tells; asked
   *     only where there are any
   */
  public static Layered over(
      SpeechModel model, List<Term> terms, Supplier<GraphemeToPhoneme> guesses) {
    TextNormalizer normalizer = ModelEvaluation.normalizer(model);
    SpokenWords spoken = new SpokenWords(model.lexicon(), normalizer, guesses);
    SortedMap<String, Double> weights = new TreeMap<>();
    Map<String, String> forms = new HashMap<>();
    Sha256 identity = new Sha256().add(model.sha256());
    int counted = 0;
    for (Term term : terms) {
      identity.add(term.toString());
      give(term, spoken);
      List<String> words = normalizer.words(term.term());
      if (!words.isEmpty()) {
        forms.put(String.join(" ", words), term.term());
      }
      boolean counts = false;
      for (String word : words) {
        if (spoken.isUnknown(word)) {
          spoken.guess(word);
        }
        if (!spoken.pronunciations(word).isEmpty()) {
          weights.merge(word, term.weight(), Math::max);
          counts = true;
        }
      }
      counted += counts ? 1 : 0;
    }
    if (weights.isEmpty()) {
      return new Layered(model, 0);
    }
    Map<String, List<Pronunciation>> added = new HashMap<>();
    // What was guessed may change with the dictionary that guessing was learnt from.
    spoken
        .added()
        .forEach(
            (word, variants) -> {
              added.put(word, new ArrayList<>(variants));
              identity.add(word);
              variants.stream().map(Pronunciation::toString).sorted().forEach(identity::add);
            });
    SpeechModel layered =
        model
            .withLexicon(new LayeredLexicon(model.lexicon(), added))
            .withLanguageModel(new TermLanguageModel(model.languageModel(), TermShares.of(weights)))
            .withForms(forms)
            .withIdentity(model.name(), identity.hex());
    return new Layered(layered, counted);
  }

  /** A pronunciation with nothing to speak counts as none: recognition does not end for a list. */
  private static void give(Term term, SpokenWords spoken) {
    try {
      spoken.give(term, unused -> {});
    } catch (TrainingException silent) {
      spoken.give(new Term(term.term(), "", term.weight(), List.of()), unused -> {});
    }
  }
}
