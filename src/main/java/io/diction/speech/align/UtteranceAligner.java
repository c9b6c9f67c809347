package io.diction.speech.align;

import io.diction.speech.Progress;
import io.diction.speech.features.Features;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the best path of an utterance through all ways to say its transcript (forced Viterbi
 * alignment): pronunciation variants, triphones across words, optional silence and noise between
 * words and at both ends.
 *
 * <p>Time-synchronous over the {@link AlignmentGraph}, pruned by a beam; an utterance whose end is
 * not reached is tried again with a wider beam and at last with none. For one thread; reused from
 * utterance to utterance, it allocates only its results and when an utterance needs more room than
 * any before. The same input gives the same result, whatever was aligned before.
 */
public final class UtteranceAligner {
  /** Places of state and frame that are remembered: 60 MB. Half a minute without pruning. */
  private static final int MOST_CELLS = 12_000_000;

  /**
   * What a frame of speech that no word stands for loses against the best state of any phone: more
   * than the right words lose, less than wrong ones.
   */
  private static final float UNWRITTEN_LOSS = 3.5f;

  private static final float NEVER = AlignmentModel.NEVER;

  private final AlignmentModel model;
  private final AlignmentSettings settings;
  private final Features features;
  private SubsetScorer.Tables scored;
  private SubsetScorer scorer;
  private final AlignmentGraph graph;
  private final PhoneLoop loop;
  private final int width;

  /** [state] score of the best path to it, less that of the best state. */
  private float[] current = new float[0];

  private float[] next = new float[0];

  /** [frame] window of states: the first, one past the last, and where its cells begin. */
  private int[] low = new int[0];

  private int[] high = new int[0];
  private int[] firstCell = new int[0];
  private double[] references = new double[0];

  /** [cell] which arc the best path came by, and the state's score in the frame. */
  private short[] arrivals = new short[1 << 16];

  private float[] stateScores = new float[1 << 16];
  private int cells;
  private int[] path = new int[0];

  public UtteranceAligner(AlignmentModel model, AlignmentSettings settings) {
    this.model = model;
    this.settings = settings;
    features = model.acoustic.newFeatures();
    hear(model.scoring.whole());
    graph = new AlignmentGraph(model);
    loop = new PhoneLoop(model);
    width = model.phones.statesPerPhone();
  }

  /**
   * Computes the features of an utterance and aligns it.
   *
   * @param samples amplitude, -1 to 1, at {@link io.diction.speech.audio.Audio#RECOGNITION_RATE_HZ}
   * @param from first sample of the utterance
   * @param to one past its last sample
   * @param words in the spelling of the lexicon; none is a recording without words
   * @param progress only asked whether to stop
   */
  public Alignment align(float[] samples, int from, int to, List<String> words, Progress progress) {
    features.compute(samples, from, to);
    hear(model.scoring.of(features.filters()));
    return place(features.values(), features.frames(), words, progress);
  }

  private void hear(SubsetScorer.Tables wanted) {
    if (scored != wanted) {
      scored = wanted;
      scorer = new SubsetScorer(wanted, settings.topGaussians());
    }
  }

  /** The features of the utterance aligned last, if they were computed here. */
  public Features features() {
    return features;
  }

  /**
   * Aligns an utterance.
   *
   * @param values features of all filters, [frame * dimension + d]
   * @param frames how many
   * @param words in the spelling of the lexicon
   * @param progress only asked whether to stop
   */
  public Alignment align(float[] values, int frames, List<String> words, Progress progress) {
    hear(model.scoring.whole());
    return place(values, frames, words, progress);
  }

  private Alignment place(float[] values, int frames, List<String> words, Progress progress) {
    if (frames == 0) {
      return new Alignment.Failed(Alignment.Reason.NO_AUDIO, "the recording is empty");
    }
    int[][][] spoken = new int[words.size()][][];
    for (int w = 0; w < spoken.length; w++) {
      spoken[w] = model.variants(words.get(w));
      if (spoken[w].length == 0) {
        return unknown("no pronunciation of \"" + clip(words.get(w)) + "\"");
      }
      for (int[] variant : spoken[w]) {
        if (variant.length == 0) {
          return unknown(
              "\"" + clip(words.get(w)) + "\" is spoken with phones that the model lacks");
        }
      }
    }
    if (!graph.build(spoken, settings)) {
      return tooLong(words.size() + " words");
    }
    makeRoom(frames);
    for (double beam : new double[] {settings.beam(), settings.widerBeam(), -2 * (double) NEVER}) {
      switch (search(values, frames, (float) beam, progress)) {
        case REACHED:
          return placed(frames, spoken.length);
        case OVERFULL:
          return tooLong(frames + " frames, " + words.size() + " words");
        case LOST:
          break;
      }
    }
    return new Alignment.Failed(
        Alignment.Reason.TOO_SHORT,
        "%.2f seconds are too short for %d words".formatted(frames / 100.0, words.size()));
  }

  private enum Outcome {
    REACHED,
    LOST,
    OVERFULL
  }

  private Outcome search(float[] values, int frames, float beam, Progress progress) {
    Arrays.fill(current, 0, graph.states, NEVER);
    Arrays.fill(next, 0, graph.states, NEVER);
    cells = 0;
    loop.begin(frames);
    int from = 0;
    int to = 0;
    for (int i = 0; i < graph.beginningCount; i++) {
      // Nobody reads the first frame's arrivals: the path ends there.
      int state = graph.beginnings[i] * width;
      to = Math.max(to, state + 1);
    }
    for (int frame = 0; frame < frames; frame++) {
      if (frame % SubsetScorer.BLOCK == 0) {
        progress.checkCancelled();
        scorer.load(values, frame, Math.min(SubsetScorer.BLOCK, frames - frame));
      }
      scorer.turnTo(frame % SubsetScorer.BLOCK);
      references[frame] = scorer.reference();
      loop.advance(scorer);
      if (!makeCells(to - from)) {
        return Outcome.OVERFULL;
      }
      low[frame] = from;
      high[frame] = to;
      firstCell[frame] = cells;
      float best = frame == 0 ? enter() : advance(from, to);
      cells += to - from;
      if (best <= NEVER) {
        return Outcome.LOST;
      }
      if (frame > 0) {
        Arrays.fill(current, low[frame - 1], high[frame - 1], NEVER);
      }
      float threshold = best - beam;
      int lowest = Integer.MAX_VALUE;
      int highest = -1;
      for (int state = from; state < to; state++) {
        if (next[state] < threshold || next[state] <= NEVER) {
          next[state] = NEVER;
        } else {
          next[state] -= best;
          lowest = Math.min(lowest, graph.lowestTarget[state]);
          highest = Math.max(highest, graph.highestTarget[state]);
        }
      }
      from = lowest;
      to = highest + 1;
      float[] swap = current;
      current = next;
      next = swap;
    }
    return findEnd(frames) ? Outcome.REACHED : Outcome.LOST;
  }

  private float enter() {
    float best = NEVER;
    for (int i = 0; i < graph.beginningCount; i++) {
      int state = graph.beginnings[i] * width;
      float own = score(graph.tiedState[state]);
      stateScores[state] = own;
      next[state] = Math.max(next[state], own + graph.beginningLogProbs[i]);
      best = Math.max(best, next[state]);
    }
    return best;
  }

  private float score(int tiedState) {
    return tiedState < 0 ? loop.bestState() - UNWRITTEN_LOSS : scorer.score(tiedState);
  }

  /** One Viterbi step of the states of a window. */
  private float advance(int from, int to) {
    int[] arcStart = graph.arcStart;
    int[] arcFrom = graph.arcFrom;
    float[] arcLogProb = graph.arcLogProb;
    float highest = NEVER;
    int cell = cells;
    for (int state = from; state < to; state++, cell++) {
      int first = arcStart[state];
      int end = arcStart[state + 1];
      float best = NEVER;
      int arrival = first;
      for (int arc = first; arc < end; arc++) {
        float score = current[arcFrom[arc]] + arcLogProb[arc];
        if (score > best) {
          best = score;
          arrival = arc;
        }
      }
      if (best > NEVER) {
        float own = score(graph.tiedState[state]);
        best += own;
        stateScores[cell] = own;
        arrivals[cell] = (short) (arrival - first);
        highest = Math.max(highest, best);
      }
      next[state] = best;
    }
    return highest;
  }

  /** Puts the last state of the best path to the end of {@link #path}. */
  private boolean findEnd(int frames) {
    float best = NEVER;
    for (int i = 0; i < graph.endingCount; i++) {
      int instance = graph.endings[i];
      for (int state = 0; state < width; state++) {
        float score =
            current[instance * width + state]
                + graph.transition(graph.phone[instance], state, width);
        if (score > best) {
          best = score;
          path[frames - 1] = instance * width + state;
        }
      }
    }
    return best > NEVER;
  }

  private Alignment.Placed placed(int frames, int wordCount) {
    for (int frame = frames - 1; frame > 0; frame--) {
      int state = path[frame];
      int arrival = arrivals[firstCell[frame] + state - low[frame]];
      path[frame - 1] = graph.arcFrom[graph.arcStart[state] + arrival];
    }
    int[] tiedStates = new int[frames];
    int[] phoneOfFrame = new int[frames];
    List<PhoneSegment> phones = new ArrayList<>();
    float[] anyPhone = loop.trace();
    double chanceRatio = loop.chanceRatio();
    double total = 0;
    int start = 0;
    double logLikelihood = 0;
    double ratio = 0;
    for (int frame = 0; frame < frames; frame++) {
      int instance = path[frame] / width;
      tiedStates[frame] = graph.tiedState[path[frame]];
      phoneOfFrame[frame] = phones.size();
      float own = stateScores[firstCell[frame] + path[frame] - low[frame]];
      logLikelihood += references[frame] + own;
      ratio += own - anyPhone[frame];
      if (frame + 1 == frames || path[frame + 1] / width != instance) {
        phones.add(
            new PhoneSegment(
                graph.phone[instance],
                graph.word[instance],
                start,
                frame + 1 - start,
                logLikelihood,
                AgreementMeter.scaled(ratio / (frame + 1 - start), chanceRatio)));
        total += logLikelihood;
        logLikelihood = 0;
        ratio = 0;
        start = frame + 1;
      }
    }
    List<WordSegment> words = new ArrayList<>(wordCount);
    Agreement agreement = AgreementMeter.measure(phones, words(phones, wordCount), words);
    return new Alignment.Placed(tiedStates, phoneOfFrame, phones, words, total, agreement);
  }

  private List<WordSegment> words(List<PhoneSegment> phones, int wordCount) {
    List<WordSegment> words = new ArrayList<>(wordCount);
    for (int from = 0; from < phones.size(); ) {
      int word = phones.get(from).word();
      int to = from;
      int frames = 0;
      double logLikelihood = 0;
      while (to < phones.size() && phones.get(to).word() == word) {
        frames += phones.get(to).frames();
        logLikelihood += phones.get(to).logLikelihood();
        to++;
      }
      if (word >= 0) {
        int start = phones.get(from).startFrame();
        words.add(
            new WordSegment(
                word, graph.variant[path[start] / width], start, frames, logLikelihood, 0));
      }
      from = to;
    }
    return words;
  }

  private void makeRoom(int frames) {
    if (current.length < graph.states) {
      current = new float[graph.states + graph.states / 4];
      next = new float[current.length];
    }
    if (low.length < frames) {
      int room = frames + frames / 4;
      low = new int[room];
      high = new int[room];
      firstCell = new int[room];
      references = new double[room];
      path = new int[room];
    }
  }

  private boolean makeCells(int more) {
    if ((long) cells + more > MOST_CELLS) {
      return false;
    }
    if (cells + more > arrivals.length) {
      int room = Math.min(MOST_CELLS, Math.max(2 * arrivals.length, cells + more));
      arrivals = Arrays.copyOf(arrivals, room);
      stateScores = Arrays.copyOf(stateScores, room);
    }
    return true;
  }

  private static Alignment.Failed unknown(String detail) {
    return new Alignment.Failed(Alignment.Reason.UNKNOWN_WORD, detail);
  }

  private static Alignment.Failed tooLong(String measure) {
    return new Alignment.Failed(
        Alignment.Reason.TOO_LONG, measure + " are too many for one utterance");
  }

  private static String clip(String word) {
    return word.length() > 40 ? word.substring(0, 40) + "…" : word;
  }
}
