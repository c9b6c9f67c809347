package io.diction.speech.decode;

import io.diction.speech.Hypothesis;
import io.diction.speech.Progress;
import io.diction.speech.RecognitionSettings;
import io.diction.speech.WordTiming;
import io.diction.speech.acoustic.StateScorer;
import io.diction.speech.features.FeatureSettings;
import io.diction.speech.features.Features;
import io.diction.speech.lattice.Lattice;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** From the samples of an utterance to its words. For one thread, reusable. */
public final class Decoder {
  private static final double FRAME_SECONDS = 1.0 / FeatureSettings.FRAME_RATE_HZ;

  private final SearchNetwork network;
  private final Features features;
  private final StateScorer scorer;
  private final BeamSearch search;
  private final Confidence confidence;
  private final WordGraph graph;

  public Decoder(SearchNetwork network, RecognitionSettings settings) {
    this.network = network;
    features = new Features(network.acoustic.features());
    scorer = new StateScorer(network.scoring, settings.topGaussians());
    confidence = new Confidence(network.tree);
    graph = new WordGraph(network, settings);
    search =
        new BeamSearch(
            network.acoustic, network.tree, network.language, network.lookahead, settings);
  }

  /**
   * Recognises an utterance.
   *
   * @param samples of a recording at the rate of the acoustic model
   * @param from first sample of the utterance
   * @param to one past its last sample
   * @param progress only asked whether to stop
   * @return its words, with times from the start of the recording
   */
  public Hypothesis decode(float[] samples, int from, int to, Progress progress) {
    network.lookahead.trim();
    features.compute(samples, from, to);
    search.begin();
    int states = network.acoustic.phones().tiedStates();
    for (int frame = 0; frame < features.frames(); frame += StateScorer.BLOCK) {
      progress.checkCancelled();
      int block = Math.min(StateScorer.BLOCK, features.frames() - frame);
      float[] scores = scorer.score(features.values(), frame, block);
      for (int i = 0; i < block; i++) {
        search.advance(scores, i * states);
      }
    }
    double start = (double) from / network.acoustic.features().sampleRateHz();
    return hypothesis(search.end(), start);
  }

  Lattice lattice(double beam) {
    return graph.build(search.history, search.states, search.end(), beam);
  }

  private Hypothesis hypothesis(int end, double start) {
    History history = search.history;
    confidence.prepare(history, features.frames());
    List<WordTiming> words = new ArrayList<>();
    for (int i = end; i != History.NONE; i = history.before[i]) {
      if (history.word[i] >= 0) {
        int before = history.before[i];
        int firstFrame = before == History.NONE ? 0 : history.frame[before] + 1;
        words.add(
            new WordTiming(
                network.language.vocabulary().word(network.tree.wordOf[history.word[i]]),
                start + firstFrame * FRAME_SECONDS,
                start + (history.frame[i] + 1) * FRAME_SECONDS,
                confidence.of(history, i)));
      }
    }
    Collections.reverse(words);
    return new Hypothesis(words, end == History.NONE ? 0 : history.score[end]);
  }

  BeamSearch search() {
    return search;
  }
}
