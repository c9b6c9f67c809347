package io.diction.speech.lattice;

import io.diction.speech.language.Vocabulary;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/**
 * The word sequences that a search considered for an utterance, as a graph without cycles. A node
 * is a point in time together with all that the scores behind it depend on; an arc is a word, or a
 * silence or noise, between two of them. A path from node 0 to the last node is a sentence, and the
 * sum of its arcs' scores its score.
 *
 * <p>Nodes are numbered so that arcs lead from lower to higher numbers; arcs are sorted by the node
 * they lead to. The last arcs end the sentence: their word is {@link #endOfSentence()}, they take
 * no time.
 *
 * <p>Immutable, shared by threads.
 */
public final class Lattice {
  /** The word of an arc that is silence or noise. */
  public static final int FILLER = -2;

  private final Vocabulary vocabulary;
  private final int endOfSentence;
  private final LatticeWeights weights;
  private final IntFunction<List<String>> pronunciations;
  private final int nodes;
  private final int arcs;
  private final int[] frame;
  private final int[] firstArc;
  private final int[] from;
  private final int[] word;
  private final int[] pronunciation;
  private final float[] acoustic;
  private final float[] language;

  /** The arrays may be longer than needed: the builder lends its own. */
  Lattice(
      LatticeBuilder built,
      int[] frame,
      int[] firstArc,
      int[] from,
      int[] word,
      int[] pronunciation,
      float[] acoustic,
      float[] language) {
    vocabulary = built.vocabulary;
    endOfSentence = built.endOfSentence;
    weights = built.weights;
    pronunciations = built.pronunciations;
    nodes = built.nodes();
    arcs = built.arcs();
    this.frame = frame;
    this.firstArc = firstArc;
    this.from = from;
    this.word = word;
    this.pronunciation = pronunciation;
    this.acoustic = acoustic;
    this.language = language;
  }

  private Lattice(Lattice lent) {
    vocabulary = lent.vocabulary;
    endOfSentence = lent.endOfSentence;
    weights = lent.weights;
    pronunciations = lent.pronunciations;
    nodes = lent.nodes;
    arcs = lent.arcs;
    frame = Arrays.copyOf(lent.frame, nodes);
    firstArc = Arrays.copyOf(lent.firstArc, nodes + 1);
    from = Arrays.copyOf(lent.from, arcs);
    word = Arrays.copyOf(lent.word, arcs);
    pronunciation = Arrays.copyOf(lent.pronunciation, arcs);
    acoustic = Arrays.copyOf(lent.acoustic, arcs);
    language = Arrays.copyOf(lent.language, arcs);
  }

  /** A copy that outlives the builder's next lattice. */
  public Lattice copy() {
    return new Lattice(this);
  }

  /** The words that arcs refer to by number. */
  public Vocabulary vocabulary() {
    return vocabulary;
  }

  /** The word of the last arcs. */
  public int endOfSentence() {
    return endOfSentence;
  }

  /** The weights that the search had. */
  public LatticeWeights weights() {
    return weights;
  }

  /** Number of nodes; 0 when nothing was recognised. */
  public int nodes() {
    return nodes;
  }

  public int arcs() {
    return arcs;
  }

  /** The frame with which the words behind a node begin. */
  public int frame(int node) {
    return frame[node];
  }

  /** The first arc that leads to a node; the last is the one before that of the next node. */
  public int firstArc(int node) {
    return firstArc[node];
  }

  /** The node where an arc begins. */
  public int from(int arc) {
    return from[arc];
  }

  /** Number of the arc's word, or {@link #FILLER}. */
  public int word(int arc) {
    return word[arc];
  }

  /** Whether the arc is something that was said. */
  public boolean isWord(int arc) {
    return word[arc] >= 0 && word[arc] != endOfSentence;
  }

  /** The phones of the arc's word; empty for others. */
  public List<String> pronunciation(int arc) {
    return isWord(arc) ? pronunciations.apply(pronunciation[arc]) : List.of();
  }

  /** ln p(frames | arc), transitions and the penalty of a filler included. */
  public float acoustic(int arc) {
    return acoustic[arc];
  }

  /** ln P(word | words before), not weighted; 0 for fillers. */
  public float language(int arc) {
    return language[arc];
  }

  /** The arc's part of a path's score. */
  public double score(int arc, LatticeWeights with) {
    if (word[arc] < 0) {
      return acoustic[arc];
    }
    double weighted = acoustic[arc] + with.languageWeight() * language[arc];
    return word[arc] == endOfSentence ? weighted : weighted + with.wordPenalty();
  }

  int pronunciationNumber(int arc) {
    return pronunciation[arc];
  }

  IntFunction<List<String>> pronunciations() {
    return pronunciations;
  }
}
