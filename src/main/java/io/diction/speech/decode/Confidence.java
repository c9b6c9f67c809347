package io.diction.speech.decode;

import io.diction.speech.RecognitionSettings;
import io.diction.speech.lattice.Consensus;
import io.diction.speech.lattice.Lattice;
import io.diction.speech.lattice.Sentence;
import io.diction.speech.lattice.WordPosteriors;

/**
 * How probably each word of a hypothesis is right: posteriors of the word, mapped by logistic
 * regression.
 *
 * <p>The evidence for a word is its posterior in the lattice at two scales of the scores, that of
 * its neighbours, since errors come in runs, and its posterior in time, which also counts the words
 * from which no path led on, with the mean of that over the utterance, which is low where speaker,
 * room or topic are strange to the model. The lattice's alone tells right words from wrong ones
 * better (area under the curve 0.86) than that in time (0.80); together they reach 0.87. Length of
 * the word, number of competitors, language and acoustic score added nothing on held-out clips.
 *
 * <p>For one thread, reused.
 */
final class Confidence {
  /** In a lattice the best path wins by more the less its scores are scaled down. */
  static final double SHARP = 1 / 4.0;

  static final double FLAT = 1 / 16.0;

  /** Number of weights: time, sharp, flat, neighbours, mean time, constant. */
  static final int WEIGHTS = 6;

  /**
   * Fitted by the benchmark "confidence fit" on training clips, as they are and with noise and at
   * other pitches, recognised with the base model and, with the same weight, with custom models
   * made from the other half of the clips.
   */
  private static final double[] FITTED = {0.12, 0.145, 0.494, 0.12, 0.226, -0.92};

  /** Posteriors nearer to 0 or 1 say nothing more. */
  private static final double LEAST = 0.01;

  /** Prunes nothing that could change a posterior. */
  private static final double BEAM = 400;

  private final LexiconTree tree;
  private final BeamSearch search;
  private final WordGraph graph;
  private final TimePosteriors inTime;
  private final WordPosteriors sharp = new WordPosteriors();
  private final WordPosteriors flat = new WordPosteriors();
  private final Consensus consensus = new Consensus();
  private final double[] evidence = new double[WEIGHTS];
  private Lattice lattice;

  /** [place] word, its first and last frame, and its posterior in time as odds. */
  private int[] words = new int[1 << 8];

  private int[] first = new int[1 << 8];
  private int[] last = new int[1 << 8];
  private double[] times = new double[1 << 8];
  private double meanTime;
  private int length;

  Confidence(SearchNetwork network, BeamSearch search, RecognitionSettings settings) {
    tree = network.tree;
    this.search = search;
    graph = new WordGraph(network, settings);
    inTime = new TimePosteriors(network.tree);
    lattice = graph.build(search.history, search.states, History.NONE, BEAM);
  }

  /** Weighs all that the search considered in an utterance that is over. */
  void prepare(int end, int frames) {
    lattice = graph.build(search.history, search.states, end, BEAM);
    inTime.prepare(search.history, frames);
  }

  /** The lattice of the utterance, valid until the next. */
  Lattice lattice() {
    return lattice;
  }

  /**
   * Takes the sentence with the fewest expected errors.
   *
   * @param end of the best path in the history, or {@link History#NONE}
   */
  void takeSafest(int end) {
    History history = search.history;
    int count = 0;
    for (int i = end; i != History.NONE; i = history.before[i]) {
      count += history.word[i] >= 0 ? 1 : 0;
    }
    begin(count);
    for (int i = end; i != History.NONE; i = history.before[i]) {
      if (history.word[i] >= 0) {
        words[--count] = tree.wordOf[history.word[i]];
      }
    }
    if (lattice.nodes() > 0) {
      int best = consensus.refine(lattice, lattice.weights(), Consensus.BEST_SCALE, words, length);
      begin(best);
      int free = 0;
      for (int i = 0; i < length; i++) {
        words[i] = consensus.word(i);
        // Arcs of neighbours may overlap when they are not of one path.
        first[i] = Math.max(free, consensus.firstFrame(i));
        last[i] = Math.max(first[i], consensus.endFrame(i) - 1);
        free = last[i] + 1;
      }
    }
    compute();
  }

  /** Takes a sentence of the utterance's lattice. */
  void take(Sentence sentence) {
    begin(sentence.words().size());
    for (int i = 0; i < length; i++) {
      Sentence.Word word = sentence.words().get(i);
      words[i] = lattice.word(word.arc());
      first[i] = word.firstFrame();
      last[i] = word.endFrame() - 1;
    }
    compute();
  }

  private void begin(int count) {
    length = count;
    if (words.length < count) {
      words = new int[2 * count];
      first = new int[2 * count];
      last = new int[2 * count];
      times = new double[2 * count];
    }
  }

  private void compute() {
    if (length > 0) {
      sharp.compute(lattice, SHARP, words, length);
      flat.compute(lattice, FLAT, words, length);
      double sum = 0;
      for (int place = 0; place < length; place++) {
        times[place] = odds(inTime.of(search.history, words[place], first[place], last[place]));
        sum += times[place];
      }
      meanTime = sum / length;
    }
  }

  /** Number of words of the sentence. */
  int length() {
    return length;
  }

  int word(int place) {
    return words[place];
  }

  int firstFrame(int place) {
    return first[place];
  }

  int lastFrame(int place) {
    return last[place];
  }

  /** How probably a word is right, 0 to 1. */
  double of(int place) {
    weigh(place, evidence);
    double sum = 0;
    for (int i = 0; i < WEIGHTS; i++) {
      sum += FITTED[i] * evidence[i];
    }
    return 1 / (1 + StrictMath.exp(-sum));
  }

  /** What the weights are multiplied with. */
  void weigh(int place, double[] into) {
    into[0] = times[place];
    into[1] = odds(sharp.of(place));
    into[2] = odds(flat.of(place));
    double before = odds(flat.of(Math.max(place - 1, 0)));
    double behind = odds(flat.of(Math.min(place + 1, length - 1)));
    into[3] = (before + behind) / 2;
    into[4] = meanTime;
    into[5] = 1;
  }

  private static double odds(double probability) {
    double p = Math.max(LEAST, Math.min(1 - LEAST, probability));
    return StrictMath.log(p / (1 - p));
  }
}
