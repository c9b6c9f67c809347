package io.diction.speech.language;

import io.diction.speech.LogAdd;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A base model and a domain model side by side: P(w | h) = (1 - weight) P_base(w | h) + weight
 * P_domain(w | h), over the words of both; a word that only one of them knows gets that one's
 * share. Listed terms may have a share of their own, the same after every history.
 *
 * <p>A state is the states of both: the base model's in the low bits (of a trigram model's two
 * numbers only the bits that they need), the domain model's above. Where that is too long, a base
 * model's bigram stands for its word too, which takes a look-up to tell: one number of 32 bits at
 * most, and 31 of the domain model's.
 */
public final class InterpolatedLanguageModel implements LanguageModel {
  private static final int STATE_BITS = Long.SIZE - 1;

  private final LanguageModel base;
  private final BackoffLanguageModel domain;
  private final WordList vocabulary;
  private final int[] baseIds;
  private final int[] domainIds;

  /** [word of the domain model] its number here. */
  private final int[] unionIds;

  private final int end;

  private final float baseShare;
  private final float domainShare;

  /** [word] ln of a term's own share; -infinity for other words. Null without terms. */
  private final float[] termLogProbs;

  /** A base state is two numbers, in its lower and upper 32 bits; here they are neighbours. */
  private final long lowMask;

  private final long highMask;
  private final int highShift;
  private final int domainShift;

  /** The base model where its states are joined; null where they are not. */
  private final @Nullable TrieLanguageModel joined;

  /**
   * @param base a back-off model, or one of order 3 at most whose states hold its words plus one in
   *     32 bits each, or its bigrams plus one in the upper
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
    this(base, domain, weight, terms, STATE_BITS);
  }

  /**
   * @param stateBits that a state may have
   */
  InterpolatedLanguageModel(
      LanguageModel base,
      BackoffLanguageModel domain,
      double weight,
      TermShares terms,
      int stateBits) {
    if (base.order() > 3) {
      throw new IllegalArgumentException("base models have order 3 at most, not " + base.order());
    }
    if (base instanceof InterpolatedLanguageModel) {
      throw new IllegalArgumentException("the base model is an interpolation itself");
    }
    if (!(weight >= 0 && weight <= 1)) {
      throw new IllegalArgumentException("weight must be 0 to 1, not " + weight);
    }
    this.base = base;
    this.domain = domain;
    boolean numbered = base instanceof BackoffLanguageModel;
    int bits = bits(numbered ? ((BackoffLanguageModel) base).states() : base.vocabulary().size());
    TrieLanguageModel trie = base instanceof TrieLanguageModel ? (TrieLanguageModel) base : null;
    int highBits = trie == null ? bits : bits(trie.bigrams());
    joined = bits + highBits + bits(domain.states()) > stateBits ? trie : null;
    lowMask = (1L << bits) - 1;
    highMask = numbered ? 0 : ((1L << highBits) - 1) << bits;
    highShift = 32 - bits;
    domainShift = numbered ? bits : joined == null ? bits + highBits : bits(joined.mostJoined());
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
    unionIds = new int[domain.vocabulary().size()];
    for (int id = 0; id < unionIds.length; id++) {
      unionIds[id] = vocabulary.id(domain.vocabulary().word(id));
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
    return domain.startState() << domainShift | packed(base.startState());
  }

  @Override
  public long emptyState() {
    return domain.emptyState() << domainShift | packed(base.emptyState());
  }

  @Override
  public float logProb(long state, int word) {
    float sum = Float.NEGATIVE_INFINITY;
    int baseId = baseIds[word];
    if (baseId >= 0) {
      sum = baseShare + base.logProb(baseState(state), baseId);
    }
    return mixed(word, sum, state >>> domainShift);
  }

  /** Adds to what the base model gives a word what else gives it something. */
  private float mixed(int word, float ofBase, long domainState) {
    float sum = ofBase;
    int domainId = domainIds[word];
    if (domainId >= 0) {
      sum = LogAdd.add(sum, domainShare + domain.logProb(domainState, domainId));
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
            : domain.nextState(state >>> domainShift, domainIds[word]);
    // A word that a model lacks hides what came before it.
    long baseState =
        baseIds[word] < 0 ? base.emptyState() : base.nextState(baseState(state), baseIds[word]);
    return domainState << domainShift | packed(baseState);
  }

  @Override
  public boolean successors(int word, Successors successors) {
    long state = nextState(emptyState(), word);
    long domainState = state >>> domainShift;
    BitSet inBase = new BitSet(baseIds.length);
    boolean told =
        baseIds[word] < 0
            || base.successors(
                baseIds[word],
                (id, logProb) -> {
                  inBase.set(id);
                  successors.accept(id, mixed(id, baseShare + logProb, domainState));
                });
    if (told && domainIds[word] >= 0) {
      domain.successors(
          domainIds[word],
          (id, logProb) -> {
            if (!inBase.get(unionIds[id])) {
              successors.accept(unionIds[id], logProb(state, unionIds[id]));
            }
          });
    }
    return told;
  }

  /** Bits that hold every number up to the given one plus one. */
  private static int bits(long most) {
    return Long.SIZE - Long.numberOfLeadingZeros(most + 1);
  }

  private long packed(long baseState) {
    return joined == null
        ? (baseState >>> highShift & highMask) | (baseState & lowMask)
        : joined.joined(baseState);
  }

  private long baseState(long state) {
    if (joined != null) {
      return joined.apart(state & (1L << domainShift) - 1);
    }
    return (state & highMask) << highShift | (state & lowMask);
  }
}
