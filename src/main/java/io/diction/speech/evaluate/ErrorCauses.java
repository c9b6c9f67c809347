package io.diction.speech.evaluate;

import io.diction.speech.SpeechModel;
import io.diction.speech.language.LanguageModel;
import io.diction.speech.language.Vocabulary;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Why words were not recognised, as far as a model's own parts tell. What is left when lexicon,
 * language model and reference explain nothing is put down to the sound. For one thread or many:
 * nothing in it changes.
 */
public final class ErrorCauses {
  /** A word so much likelier than the one said is hard to resist. */
  private static final double LIKELIER = Math.log(10);

  /** A word of which the language model expects less than one in so many is easily passed over. */
  private static final double RARE = -Math.log(100_000);

  /** All models are at least so sure of a word before the reference is doubted. */
  private static final double SURE = 0.8;

  private final SpeechModel base;
  private final List<SpeechModel> models;

  /** Where an error comes from. */
  public enum Cause {
    /** All heard another word, and what was written is in no dictionary: a typing error, likely. */
    REFERENCE,
    /** The model does not know the word and so can never recognise it. */
    UNKNOWN_WORD,
    /** The language model expects another word here, or none. */
    LANGUAGE,
    /** The base dictionary lacks the word: its pronunciation was guessed, or given by somebody. */
    PRONUNCIATION,
    /** Nothing else explains it. */
    SOUND
  }

  /**
   * A cause and what speaks for it.
   *
   * @param evidence of {@code LANGUAGE} how many times likelier the word heard was, or one in how
   *     many the word missed was; of {@code REFERENCE} the lowest confidence; else 0
   */
  public record Explained(Cause cause, double evidence) {}

  /**
   * @param base whose lexicon is taken for the dictionary
   * @param models in the order of the evaluations
   */
  public ErrorCauses(SpeechModel base, List<SpeechModel> models) {
    this.base = base;
    this.models = List.copyOf(models);
  }

  /**
   * Explains the errors of a model in one utterance.
   *
   * @param heard as all models heard it
   * @param model which of them
   * @return for each pair of its alignment; null for words that are right and words made up
   */
  public List<@Nullable Explained> explain(List<ModelEvaluation.Heard> heard, int model) {
    List<WordAlignment.Pair> pairs = heard.get(model).scored().alignment().pairs();
    List<@Nullable Explained> explained = new ArrayList<>();
    List<String> before = new ArrayList<>();
    for (WordAlignment.Pair pair : pairs) {
      String said = pair.reference();
      if (said == null || pair.kind() == WordAlignment.Kind.HIT) {
        explained.add(null);
      } else {
        double doubt = doubt(heard, before.size(), said, pair.hypothesis());
        explained.add(
            doubt >= SURE
                ? new Explained(Cause.REFERENCE, doubt)
                : cause(models.get(model), before, said, pair.hypothesis()));
      }
      if (said != null) {
        before.add(said);
      }
    }
    return explained;
  }

  private Explained cause(
      SpeechModel model, List<String> before, String said, @Nullable String heard) {
    LanguageModel language = model.languageModel();
    int word = language.vocabulary().id(said);
    if (word == Vocabulary.UNKNOWN || model.lexicon().pronunciations(said).isEmpty()) {
      return new Explained(Cause.UNKNOWN_WORD, 0);
    }
    long state = state(language, before);
    double right = language.logProb(state, word);
    int other = heard == null ? Vocabulary.UNKNOWN : language.vocabulary().id(heard);
    if (other != Vocabulary.UNKNOWN) {
      double gain = language.logProb(state, other) - right;
      if (gain > LIKELIER) {
        return new Explained(Cause.LANGUAGE, Math.exp(gain));
      }
    } else if (heard == null && right < RARE) {
      return new Explained(Cause.LANGUAGE, Math.exp(-right));
    }
    return base.lexicon().pronunciations(said).isEmpty()
        ? new Explained(Cause.PRONUNCIATION, 0)
        : new Explained(Cause.SOUND, 0);
  }

  private static long state(LanguageModel language, List<String> before) {
    long state = before.size() < language.order() ? language.startState() : language.emptyState();
    for (String earlier :
        before.subList(Math.max(0, before.size() - language.order()), before.size())) {
      int word = language.vocabulary().id(earlier);
      state = word == Vocabulary.UNKNOWN ? language.emptyState() : language.nextState(state, word);
    }
    return state;
  }

  /**
   * How sure even the least sure model is of one and the same other word, a small change of letters
   * away from one that no dictionary has; 0 when they do not agree.
   */
  private double doubt(
      List<ModelEvaluation.Heard> heard, int position, String said, @Nullable String other) {
    if (other == null
        || heard.size() < 2
        || !base.lexicon().pronunciations(said).isEmpty()
        || models.stream().anyMatch(model -> !model.lexicon().pronunciations(said).isEmpty())
        || !isNear(said, other)) {
      return 0;
    }
    Set<String> words = new HashSet<>();
    double least = 1;
    for (ModelEvaluation.Heard one : heard) {
      Place place = place(one, position);
      words.add(place.word());
      least = Math.min(least, place.confidence());
    }
    return words.equals(Set.of(other)) ? least : 0;
  }

  private record Place(String word, double confidence) {}

  /** What was heard for a word of the reference; an empty word where that is none. */
  private static Place place(ModelEvaluation.Heard heard, int position) {
    int said = 0;
    int at = 0;
    for (WordAlignment.Pair pair : heard.scored().alignment().pairs()) {
      String word = pair.hypothesis();
      if (pair.reference() != null && said++ == position) {
        boolean timed = at < heard.timings().size();
        return word == null || !timed
            ? new Place("", 0)
            : new Place(word, heard.timings().get(at).confidence());
      }
      at += word == null ? 0 : 1;
    }
    return new Place("", 0);
  }

  /** One letter more, less or another, or two that changed places. */
  private static boolean isNear(String one, String other) {
    int from = 0;
    int most = Math.min(one.length(), other.length());
    while (from < most && one.charAt(from) == other.charAt(from)) {
      from++;
    }
    int same = 0;
    while (same < most - from
        && one.charAt(one.length() - 1 - same) == other.charAt(other.length() - 1 - same)) {
      same++;
    }
    String left = one.substring(from, one.length() - same);
    String right = other.substring(from, other.length() - same);
    boolean swapped =
        left.length() == 2
            && right.length() == 2
            && left.charAt(0) == right.charAt(1)
            && left.charAt(1) == right.charAt(0);
    return swapped || (left.length() <= 1 && right.length() <= 1);
  }
}
