package io.diction.speech;

import io.diction.speech.acoustic.AcousticModel;
import io.diction.speech.align.Alignment;
import io.diction.speech.align.AlignmentModel;
import io.diction.speech.align.AlignmentSettings;
import io.diction.speech.align.UtteranceAligner;
import io.diction.speech.align.WordSegment;
import io.diction.speech.estimate.LinearRegression;
import io.diction.speech.estimate.LinearRegression.Strength;
import io.diction.speech.estimate.ModelStatistics;
import io.diction.speech.estimate.StatisticsCollector;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Moves an acoustic model towards the voice and the room of a recording, by what was recognised in
 * it so far. For one thread and one recording at a time.
 *
 * <p>The recognised words are aligned and the means and variances of classes of phones follow them
 * (unsupervised MLLR; C. Leggetter and P. Woodland, "Flexible Speaker Adaptation Using Maximum
 * Likelihood Linear Regression", ARPA Spoken Language Technology Workshop, 1995). Words of little
 * confidence are left out: a short recording that learnt its own errors would only repeat them.
 */
final class VoiceAdaptation {
  /** Chosen on training clips of one reader, each recognised by itself. */
  private static final Strength STRENGTH = new Strength(500, 500);

  /** After so much speech, 10 ms each, a voice is known. */
  private static final long ENOUGH_FRAMES = 30_000;

  /** Less than this probability that it is right, and a word teaches nothing. */
  private static final double CONFIDENT = 0.7;

  private final SpeechModel model;
  private final UtteranceAligner aligner;
  private final StatisticsCollector collector;
  private final ModelStatistics statistics;

  VoiceAdaptation(SpeechModel model) {
    this.model = model;
    AcousticModel acoustic = model.acousticModel();
    aligner =
        new UtteranceAligner(
            new AlignmentModel(acoustic, model.lexicon()), AlignmentSettings.DEFAULT);
    collector = new StatisticsCollector(acoustic);
    statistics = new ModelStatistics(acoustic);
  }

  /** Forgets the voice, before another recording. */
  void begin() {
    statistics.clear();
  }

  /**
   * Takes an utterance and what was recognised in it.
   *
   * @return the model moved to all that was heard; null when it stays as it is
   */
  @Nullable AcousticModel hear(
      float[] samples, int from, int to, Hypothesis recognised, Progress progress) {
    List<String> words = recognised.words().stream().map(WordTiming::word).toList();
    if (words.isEmpty() || statistics.frames() >= ENOUGH_FRAMES) {
      return null;
    }
    if (!(aligner.align(samples, from, to, words, progress) instanceof Alignment.Placed placed)) {
      return null;
    }
    int[] states = placed.tiedStates().clone();
    for (WordSegment segment : placed.words()) {
      if (recognised.words().get(segment.word()).confidence() < CONFIDENT) {
        int first = segment.startFrame();
        Arrays.fill(states, first, first + segment.frames(), -1);
      }
    }
    aligner.features().widen();
    collector.add(aligner.features().values(), states, placed.frames(), statistics);
    return LinearRegression.estimate(model.acousticModel(), statistics, STRENGTH).apply();
  }
}
