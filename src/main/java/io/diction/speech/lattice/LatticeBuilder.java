package io.diction.speech.lattice;

import io.diction.speech.language.Vocabulary;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Makes lattices, one after the other, in memory of its own. The first node added is where all
 * paths begin; other nodes and arcs come in any order. For one thread.
 */
public final class LatticeBuilder {
  final Vocabulary vocabulary;
  final int endOfSentence;
  final LatticeWeights weights;
  final IntFunction<List<String>> pronunciations;

  private int nodes;
  private int arcs;
  private int[] frame = new int[1 << 10];
  private int[] from = new int[1 << 12];
  private int[] to = new int[1 << 12];
  private int[] word = new int[1 << 12];
  private int[] pronunciation = new int[1 << 12];
  private float[] acoustic = new float[1 << 12];
  private float[] language = new float[1 << 12];

  private int end;
  private int[] ofFrame = new int[1 << 10];
  private int[] place = new int[0];
  private int[] sortedFrame = new int[0];
  private int[] firstArc = new int[0];
  private int[] sortedFrom = new int[0];
  private int[] sortedWord = new int[0];
  private int[] sortedPronunciation = new int[0];
  private float[] sortedAcoustic = new float[0];
  private float[] sortedLanguage = new float[0];

  /**
   * @param vocabulary of the arcs' words
   * @param endOfSentence word of the last arcs
   * @param weights that the search had
   * @param pronunciations the phones of a pronunciation by its number
   */
  public LatticeBuilder(
      Vocabulary vocabulary,
      int endOfSentence,
      LatticeWeights weights,
      IntFunction<List<String>> pronunciations) {
    this.vocabulary = vocabulary;
    this.endOfSentence = endOfSentence;
    this.weights = weights;
    this.pronunciations = pronunciations;
  }

  /** Forgets all nodes and arcs. */
  public void clear() {
    nodes = 0;
    arcs = 0;
  }

  int nodes() {
    return nodes;
  }

  int arcs() {
    return arcs;
  }

  /**
   * Adds a node.
   *
   * @param atFrame first frame behind it, at most that of the end
   * @return its number for {@link #arc}
   */
  public int node(int atFrame) {
    if (nodes == frame.length) {
      frame = Arrays.copyOf(frame, 2 * nodes);
    }
    frame[nodes] = atFrame;
    return nodes++;
  }

  /** Adds an arc between two nodes. */
  public void arc(
      int fromNode,
      int toNode,
      int ofWord,
      int ofPronunciation,
      float acousticScore,
      float languageScore) {
    if (arcs == from.length) {
      from = Arrays.copyOf(from, 2 * arcs);
      to = Arrays.copyOf(to, 2 * arcs);
      word = Arrays.copyOf(word, 2 * arcs);
      pronunciation = Arrays.copyOf(pronunciation, 2 * arcs);
      acoustic = Arrays.copyOf(acoustic, 2 * arcs);
      language = Arrays.copyOf(language, 2 * arcs);
    }
    from[arcs] = fromNode;
    to[arcs] = toNode;
    word[arcs] = ofWord;
    pronunciation[arcs] = ofPronunciation;
    acoustic[arcs] = acousticScore;
    language[arcs++] = languageScore;
  }

  /** Adds the node where all paths end, at the frame behind the last. */
  public int end(int atFrame) {
    end = node(atFrame);
    return end;
  }

  /** The lattice, in this builder's memory: valid until the next. */
  public Lattice lend() {
    reserve();
    sortNodes();
    Arrays.fill(firstArc, 0, nodes + 1, 0);
    for (int arc = 0; arc < arcs; arc++) {
      firstArc[place[to[arc]] + 1]++;
    }
    for (int node = 0; node < nodes; node++) {
      firstArc[node + 1] += firstArc[node];
    }
    for (int arc = 0; arc < arcs; arc++) {
      int into = place[to[arc]];
      if (place[from[arc]] >= into) {
        throw new IllegalStateException("an arc goes back in time");
      }
      int sorted = firstArc[into]++;
      sortedFrom[sorted] = place[from[arc]];
      sortedWord[sorted] = word[arc];
      sortedPronunciation[sorted] = pronunciation[arc];
      sortedAcoustic[sorted] = acoustic[arc];
      sortedLanguage[sorted] = language[arc];
    }
    System.arraycopy(firstArc, 0, firstArc, 1, nodes);
    firstArc[0] = 0;
    return new Lattice(
        this,
        sortedFrame,
        firstArc,
        sortedFrom,
        sortedWord,
        sortedPronunciation,
        sortedAcoustic,
        sortedLanguage);
  }

  /** Counting sort by frame; nodes of one frame in order of addition, the end last. */
  private void sortNodes() {
    int frames = nodes == 0 ? 0 : frame[end] + 1;
    if (ofFrame.length <= frames) {
      ofFrame = new int[2 * frames + 1];
    }
    Arrays.fill(ofFrame, 0, frames + 1, 0);
    for (int node = 0; node < nodes; node++) {
      ofFrame[frame[node] + 1]++;
    }
    for (int f = 0; f < frames; f++) {
      ofFrame[f + 1] += ofFrame[f];
    }
    for (int node = 0; node < nodes; node++) {
      place[node] = node == end ? nodes - 1 : ofFrame[frame[node]]++;
      sortedFrame[place[node]] = frame[node];
    }
  }

  private void reserve() {
    if (firstArc.length <= nodes) {
      sortedFrame = new int[frame.length];
      place = new int[frame.length];
      firstArc = new int[frame.length + 1];
    }
    if (sortedFrom.length < arcs) {
      sortedFrom = new int[from.length];
      sortedWord = new int[from.length];
      sortedPronunciation = new int[from.length];
      sortedAcoustic = new float[from.length];
      sortedLanguage = new float[from.length];
    }
  }
}
