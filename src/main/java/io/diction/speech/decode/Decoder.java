package io.diction.speech.decode;

import io.diction.speech.Hypothesis;
import io.diction.speech.Progress;
import io.diction.speech.RecognitionSettings;
import io.diction.speech.RecognizedPhrase;
import io.diction.speech.WordTiming;
import io.diction.speech.acoustic.AcousticModel;
import io.diction.speech.acoustic.BandTables;
import io.diction.speech.acoustic.ScoringTables;
import io.diction.speech.acoustic.StateScorer;
import io.diction.speech.audio.Audio;
import io.diction.speech.features.FeatureSettings;
import io.diction.speech.features.Features;
import io.diction.speech.lattice.Consensus;
import io.diction.speech.lattice.Lattice;
import io.diction.speech.lattice.NBest;
import io.diction.speech.lattice.Sentence;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From the samples of an utterance to its words. For one thread, reusable. */
public final class Decoder {
  private static final double FRAME_SECONDS = 1.0 / FeatureSettings.FRAME_RATE_HZ;

  private final SearchNetwork network;
  private final Features features;
  private final int topGaussians;
  private BandTables<ScoringTables> tables;
  private ScoringTables scored;
  private StateScorer scorer;
  private final PhoneForecast forecast;
  private final BeamSearch search;
  private final Confidence confidence;

  /** Of the utterance, in seconds. */
  private double start;

  public Decoder(SearchNetwork network, RecognitionSettings settings) {
    this.network = network;
    features = network.acoustic.newFeatures();
    topGaussians = settings.topGaussians();
    tables = network.scoring;
    scored = tables.whole();
    scorer = new StateScorer(scored, topGaussians);
    forecast = new PhoneForecast(network.acoustic, settings.forecast());
    search =
        new BeamSearch(
            network.acoustic, network.tree, network.language, network.lookahead, settings);
    confidence = new Confidence(network, search, settings);
  }

  /**
   * Scores with another acoustic model of the same phones and tied states from now on.
   *
   * @param adapted null for the network's own
   */
  public void hearWith(@Nullable AcousticModel adapted) {
    tables = adapted == null ? network.scoring : new BandTables<>(adapted, ScoringTables::new);
  }

  private void hear(ScoringTables wanted) {
    if (scored != wanted) {
      scored = wanted;
      scorer = new StateScorer(wanted, topGaussians);
    }
  }

  /**
   * Recognises an utterance.
   *
   * @param samples of a recording at {@link Audio#RECOGNITION_RATE_HZ}
   * @param from first sample of the utterance
   * @param to one past its last sample
   * @param progress only asked whether to stop
   * @return its words, with times from the start of the recording
   */
  public Hypothesis decode(float[] samples, int from, int to, Progress progress) {
    features.compute(samples, from, to);
    double startSeconds = (double) from / Audio.RECOGNITION_RATE_HZ;
    hear(tables.of(features.filters()));
    return search(features.values(), features.frames(), startSeconds, progress);
  }

  /**
   * Hertz below which the utterance decoded last carries something; 0 when it is of full bandwidth.
   */
  public double narrowBandwidthHz() {
    return features.isNarrow() ? features.bandwidthHz() : 0;
  }

  /**
   * Recognises an utterance of which the features, of all filters, are known.
   *
   * @param values features, [frame * dimension + d]
   * @param frames how many
   * @param startSeconds of the first frame in the recording
   * @param progress only asked whether to stop
   */
  public Hypothesis decodeFeatures(
      float[] values, int frames, double startSeconds, Progress progress) {
    hear(tables.whole());
    return search(values, frames, startSeconds, progress);
  }

  private Hypothesis search(float[] values, int frames, double startSeconds, Progress progress) {
    network.lookahead.begin();
    search.begin();
    int states = network.acoustic.phones().tiedStates();
    forecast.begin();
    float[] scores = score(values, 0, frames);
    for (int frame = 0; frame < frames; frame += StateScorer.BLOCK) {
      progress.checkCancelled();
      float[] next = score(values, frame + StateScorer.BLOCK, frames);
      int block = Math.min(StateScorer.BLOCK, frames - frame);
      for (int i = 0; i < block; i++) {
        search.advance(scores, i * states, forecast.after(frame + i));
      }
      scores = next;
    }
    start = startSeconds;
    int end = search.end();
    confidence.prepare(end, frames);
    confidence.takeSafest(end);
    return hypothesis(end == History.NONE ? 0 : search.history.score[end]);
  }

  /** Scores the block of frames from one on, and lets the forecast know. */
  private float[] score(float[] values, int from, int frames) {
    int block = Math.max(0, Math.min(StateScorer.BLOCK, frames - from));
    float[] scores = scorer.score(values, from, block);
    forecast.add(scores, block);
    return scores;
  }

  /**
   * The utterance last recognised, with what else may have been said.
   *
   * @param best as {@link #decode} gave it
   * @param alternatives at most, at least 1
   */
  public RecognizedPhrase phrase(
      Hypothesis best, int alternatives, double startSeconds, double endSeconds) {
    Lattice lattice = confidence.lattice().copy();
    NBest sentences = new NBest(lattice, lattice.weights(), Consensus.SCALE);
    List<RecognizedPhrase.Alternative> others = new ArrayList<>();
    if (!best.words().isEmpty()) {
      List<String> words = best.words().stream().map(WordTiming::word).toList();
      others.add(new RecognizedPhrase.Alternative(best, sentences.probability(words)));
      for (Sentence sentence : sentences.find(alternatives)) {
        if (others.size() < alternatives && !sentence.text().equals(best.text())) {
          confidence.take(sentence);
          Hypothesis hypothesis = hypothesis(sentence.score());
          others.add(new RecognizedPhrase.Alternative(hypothesis, sentence.probability()));
        }
      }
    }
    return new RecognizedPhrase(best, others, lattice, startSeconds, endSeconds);
  }

  private Hypothesis hypothesis(double logProb) {
    List<WordTiming> words = new ArrayList<>(confidence.length());
    for (int place = 0; place < confidence.length(); place++) {
      words.add(
          new WordTiming(
              network.language.vocabulary().word(confidence.word(place)),
              start + confidence.firstFrame(place) * FRAME_SECONDS,
              start + (confidence.lastFrame(place) + 1) * FRAME_SECONDS,
              confidence.of(place)));
    }
    return new Hypothesis(words, logProb);
  }

  BeamSearch search() {
    return search;
  }

  /** For fitting it. */
  Confidence confidence() {
    return confidence;
  }
}
