package io.diction.speech.decode;

import io.diction.speech.RecognitionSettings;
import io.diction.speech.lattice.Lattice;
import io.diction.speech.lattice.LatticeBuilder;
import io.diction.speech.lattice.LatticeWeights;
import java.util.Arrays;

/**
 * Makes a lattice of the ends of words that a search has passed.
 *
 * <p>A node is a frame, the language model state there, the phone before and the phone behind it:
 * all that the search distinguishes, so each path has the score that the search would give it. Ends
 * are visited from the last to the first, and one is kept when the best path through it comes
 * within a beam of the best of all; what leads nowhere is never touched.
 *
 * <p>For one thread, reused.
 */
final class WordGraph {
  /** Phone behind the nodes at the end of the utterance, whatever would follow. */
  private static final int NOTHING = 0xffff;

  /** The first two nodes added. */
  private static final int START = 0;

  private static final int END = 1;

  private final SearchNetwork network;
  private final LexiconTree tree;
  private final LatticeBuilder builder;
  private final double languageWeight;
  private final double wordPenalty;

  /** [node] best score from there to the end. */
  private float[] behind = new float[1 << 10];

  /** [node] the next with the same frame, state and phone before, or {@link History#NONE}. */
  private int[] next = new int[1 << 10];

  /** [node] phone behind it. */
  private int[] following = new int[1 << 10];

  /** [node] state and phone before, with the frame: of the first node of a chain. */
  private long[] keys = new long[1 << 10];

  private int[] slots = new int[1 << 12];

  WordGraph(SearchNetwork network, RecognitionSettings settings) {
    this.network = network;
    tree = network.tree;
    languageWeight = settings.languageWeight();
    wordPenalty = settings.wordPenalty();
    builder =
        new LatticeBuilder(
            network.language.vocabulary(),
            network.language.endOfSentence(),
            new LatticeWeights(languageWeight, wordPenalty),
            tree::phonesOf);
  }

  /**
   * The lattice of the words that ended.
   *
   * @param best end of the best path, or {@link History#NONE}
   * @param beam how far below the best path another may score
   * @return valid until the next call; without nodes when nothing was recognised
   */
  Lattice build(History history, LanguageStates states, int best, double beam) {
    builder.clear();
    Arrays.fill(slots, 0);
    if (best == History.NONE) {
      return builder.lend();
    }
    int lastFrame = history.frame[best];
    builder.node(0);
    builder.end(lastFrame + 1);
    double highest = history.score[best] + languageWeight * end(states, history.state[best]);
    float least = (float) (highest - beam);
    addEnds(history, states, lastFrame, least);
    for (int i = history.size - 1; i >= 0; i--) {
      long key = key(history.frame[i], history.state[i], phoneAt(history, i));
      for (int node = first(key); node != History.NONE; node = next[node]) {
        if (history.score[i] + behind[node] >= least && leadsTo(history.phoneClass[i], node)) {
          addArc(history, states, i, node);
        }
      }
    }
    return builder.lend();
  }

  private float end(LanguageStates states, int state) {
    return network.language.logProb(states.state(state), network.language.endOfSentence());
  }

  /** The ends of the last frame lead to the end of the sentence. */
  private void addEnds(History history, LanguageStates states, int lastFrame, float least) {
    for (int i = history.size - 1; i >= 0 && history.frame[i] == lastFrame; i--) {
      long key = key(lastFrame, history.state[i], phoneAt(history, i));
      float language = end(states, history.state[i]);
      float weighted = (float) (languageWeight * language);
      if (first(key) == History.NONE && history.score[i] + weighted >= least) {
        int node = node(key, NOTHING, lastFrame + 1);
        behind[node] = weighted;
        builder.arc(node, END, network.language.endOfSentence(), History.NONE, 0, language);
      }
    }
  }

  private boolean leadsTo(int phoneClass, int node) {
    return phoneClass == History.NONE
        || following[node] == NOTHING
        || tree.mayFollow(phoneClass, following[node]);
  }

  private void addArc(History history, LanguageStates states, int end, int to) {
    int before = history.before[end];
    float own = history.score[end] - (before == History.NONE ? 0 : history.score[before]);
    int pronunciation = history.word[end];
    int phone = pronunciation < 0 ? tree.phones.silence() : tree.firstPhone(pronunciation);
    int state = before == History.NONE ? states.start() : history.state[before];
    int from = START;
    if (before != History.NONE) {
      int frame = history.frame[before];
      long key = key(frame, state, phoneAt(history, before));
      from = find(key, phone);
      if (from == History.NONE) {
        from = node(key, phone, frame + 1);
      }
      behind[from] = Math.max(behind[from], own + behind[to]);
    }
    if (pronunciation < 0) {
      builder.arc(from, to, Lattice.FILLER, History.NONE, own, 0);
      return;
    }
    int word = tree.wordOf[pronunciation];
    float language = network.language.logProb(states.state(state), word);
    float acoustic = (float) (own - languageWeight * language - wordPenalty);
    builder.arc(from, to, word, pronunciation, acoustic, language);
  }

  /** The phone before a node: that with which a word ended, silence behind a filler. */
  private int phoneAt(History history, int end) {
    int pronunciation = history.word[end];
    return pronunciation < 0 ? tree.phones.silence() : tree.lastPhone(pronunciation);
  }

  /** Utterances are cut to far fewer than 2^20 frames; states are numbered from 0. */
  private static long key(int frame, int state, int phoneBefore) {
    return ((long) state << 20 | frame) << 16 | phoneBefore;
  }

  private int node(long key, int phoneBehind, int firstFrame) {
    int node = builder.node(firstFrame);
    if (node >= keys.length) {
      behind = Arrays.copyOf(behind, 2 * keys.length);
      next = Arrays.copyOf(next, 2 * keys.length);
      following = Arrays.copyOf(following, 2 * keys.length);
      keys = Arrays.copyOf(keys, 2 * keys.length);
      grow(node);
    }
    behind[node] = Float.NEGATIVE_INFINITY;
    following[node] = phoneBehind;
    keys[node] = key;
    enter(node);
    return node;
  }

  private void grow(int nodes) {
    slots = new int[4 * keys.length];
    for (int node = END + 1; node < nodes; node++) {
      enter(node);
    }
  }

  /** Puts a node before those with the same key. */
  private void enter(int node) {
    int slot = slot(keys[node]);
    next[node] = slots[slot] == 0 ? History.NONE : slots[slot] - 1;
    slots[slot] = node + 1;
  }

  private int first(long key) {
    return slots[slot(key)] == 0 ? History.NONE : slots[slot(key)] - 1;
  }

  private int find(long key, int phoneBehind) {
    int node = first(key);
    while (node != History.NONE && following[node] != phoneBehind) {
      node = next[node];
    }
    return node;
  }

  /** Where a key is, or the free place where it belongs. */
  private int slot(long key) {
    int mask = slots.length - 1;
    int slot = (int) ((key * 0x9E3779B97F4A7C15L) >>> 40) & mask;
    while (slots[slot] != 0 && keys[slots[slot] - 1] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }
}
