package io.diction.speech.language;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A base model and a domain model side by side: P(w | h) = (1 - weight) P_base(w | h) + weight
 * P_domain(w | h), over the words of both; a word that only one of them knows gets that one's
 * share. Listed terms may have a share of their own, the same after every history.
 *
 * <p>A state holds the last two words as the base model numbers them, since a base model is at most
 * a trigram, and the domain model's own state above.
 */
public final class InterpolatedLanguageModel implements LanguageModel {
  private static final int NONE = 0;
  private static final int BEGIN = 1;
  private static final int FIRST_WORD = 2;

  private final LanguageModel base;
  private final BackoffLanguageModel domain;
  private final WordList vocabulary;
  private final int[] baseIds;
  private final int[] domainIds;
  private final int end;

  private final float baseShare;
  private final float domainShare;

  /** [word] ln of a term's own share; -infinity for other words. Null without terms. */
  private final float[] termLogProbs;

  private final int wordBits;
  private final int wordMask;

  /**
   * @param base of order 3 at most
   * @param weight share of the domain model, 0 to 1
   * @throws IllegalArgumentException for a base model of a higher order or a weight out of range
   */
  public InterpolatedLanguageModel(LanguageModel base, BackoffLanguageModel domain, double weight) {
    this(base, domain, weight, TermShares.NONE);
  }

  /**
   * @param terms shares of listed terms; taken from both models alike
   */
  public InterpolatedLanguageModel(
      LanguageModel base, BackoffLanguageModel domain, double weight, TermShares terms) {
    if (base.order() > 3) {
      throw new IllegalArgumentException("base models have order 3 at most, not " + base.order());
    }
    if (!(weight >= 0 && weight <= 1)) {
      throw new IllegalArgumentException("weight must be 0 to 1, not " + weight);
    }
    this.base = base;
    this.domain = domain;
    wordBits = 32 - Integer.numberOfLeadingZeros(base.vocabulary().size() + FIRST_WORD);
    wordMask = (1 << wordBits) - 1;
    if ((long) domain.states() > Long.MAX_VALUE >>> (2 * wordBits)) {
      throw new IllegalArgumentException("the models have too many states for one number");
    }
    List<String> words = new ArrayList<>(base.vocabulary().size());
    for (int id = 0; id < base.vocabulary().size(); id++) {
      words.add(base.vocabulary().word(id));
    }
    for (int id = 0; id < domain.vocabulary().size(); id++) {
      String word = domain.vocabulary().word(id);
      if (base.vocabulary().id(word) == Vocabulary.UNKNOWN) {
        words.add(word);
      }
    }
    for (String term : terms.words()) {
      if (base.vocabulary().id(term) == Vocabulary.UNKNOWN
          && domain.vocabulary().id(term) == Vocabulary.UNKNOWN) {
        words.add(term);
      }
    }
    vocabulary = WordList.of(words);
    baseIds = new int[words.size()];
    domainIds = new int[words.size()];
    for (int id = 0; id < words.size(); id++) {
      baseIds[id] = id < base.vocabulary().size() ? id : Vocabulary.UNKNOWN;
      domainIds[id] = domain.vocabulary().id(words.get(id));
    }
    end = vocabulary.id(BackoffLanguageModel.END);
    double rest = 1 - terms.total();
    baseShare = (float) StrictMath.log((1 - weight) * rest);
    domainShare = (float) StrictMath.log(weight * rest);
    termLogProbs = terms.words().isEmpty() ? null : new float[words.size()];
    if (termLogProbs != null) {
      Arrays.fill(termLogProbs, Float.NEGATIVE_INFINITY);
      for (String term : terms.words()) {
        termLogProbs[vocabulary.id(term)] = (float) StrictMath.log(terms.share(term));
      }
    }
  }

  @Override
  public Vocabulary vocabulary() {
    return vocabulary;
  }

  @Override
  public int order() {
    return Math.max(base.order(), domain.order());
  }

  @Override
  public int endOfSentence() {
    return end;
  }

  @Override
  public long startState() {
    return domain.startState() << (2 * wordBits) | BEGIN;
  }

  @Override
  public long emptyState() {
    return domain.emptyState() << (2 * wordBits);
  }

  @Override
  public float logProb(long state, int word) {
    float sum = Float.NEGATIVE_INFINITY;
    int baseId = baseIds[word];
    if (baseId >= 0) {
      sum = baseShare + base.logProb(baseState(state), baseId);
    }
    int domainId = domainIds[word];
    if (domainId >= 0) {
      sum = LogAdd.add(sum, domainShare + domain.logProb(state >>> (2 * wordBits), domainId));
    }
    if (termLogProbs != null) {
      sum = LogAdd.add(sum, termLogProbs[word]);
    }
    return Math.max(sum, BackoffLanguageModel.NEVER);
  }

  @Override
  public long nextState(long state, int word) {
    long domainState =
        domainIds[word] < 0
            ? domain.emptyState()
            : domain.nextState(state >>> (2 * wordBits), domainIds[word]);
    long recent = state & wordMask;
    // A word that the base model lacks hides what came before it, as in the model itself.
    long pair = baseIds[word] < 0 ? NONE : recent << wordBits | (baseIds[word] + FIRST_WORD);
    return domainState << (2 * wordBits) | pair;
  }

  private long baseState(long state) {
    int older = (int) (state >>> wordBits) & wordMask;
    int recent = (int) state & wordMask;
    if (recent == NONE) {
      return base.emptyState();
    }
    if (recent == BEGIN) {
      return base.startState();
    }
    long before =
        older == NONE
            ? base.emptyState()
            : older == BEGIN
                ? base.startState()
                : base.nextState(base.emptyState(), older - FIRST_WORD);
    return base.nextState(before, recent - FIRST_WORD);
  }
}
