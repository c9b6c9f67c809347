package io.diction.speech.adapt;

import io.diction.speech.Progress;
import io.diction.speech.Workers;
import io.diction.speech.acoustic.AcousticModel;
import io.diction.speech.acoustic.PhoneSet;
import io.diction.speech.acoustic.ScoringTables;
import io.diction.speech.acoustic.StateScorer;
import io.diction.speech.estimate.ModelStatistics;
import io.diction.speech.estimate.StatisticsCollector;
import io.diction.speech.features.Features;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Passes over the clips of a training on several threads. Clips are taken in blocks, and what comes
 * of the blocks is joined in their order, so the number of threads changes nothing; a few blocks
 * are in memory at a time, however many clips there are.
 */
final class ClipPass {
  private static final int BLOCK = 64;

  private final ClipFolder clips;
  private final int threads;

  ClipPass(ClipFolder clips, int threads) {
    this.clips = clips;
    this.threads = threads;
  }

  /** Statistics of all clips under a model. */
  ModelStatistics statistics(List<ClipList.Entry> entries, AcousticModel model, Progress progress)
      throws IOException {
    ModelStatistics sum = new ModelStatistics(model);
    StatisticsCollector shared = new StatisticsCollector(model);
    run(
        entries,
        block -> {
          ModelStatistics part = new ModelStatistics(model);
          StatisticsCollector collector = shared.another();
          Features features = new Features(model.features());
          for (ClipList.Entry entry : block) {
            progress.checkCancelled();
            Clip clip = clips.get(entry.key());
            features.load(clip.cepstra());
            collector.add(features.values(), clip.states(), clip.frames(), part);
          }
          return part;
        },
        sum::add,
        progress);
    return sum;
  }

  /**
   * How well a model tells the tied states of one clip apart: ln p(state | frame), all tied states
   * being equally probable before. Higher is better.
   *
   * @param sum over the frames of speech
   * @param frames how many they are
   */
  record Score(double sum, int frames) {

    /** Of all frames of several clips; 0 without any. */
    static double mean(List<Score> scores) {
      double sum = 0;
      double frames = 0;
      for (Score score : scores) {
        sum += score.sum();
        frames += score.frames();
      }
      return frames == 0 ? 0 : sum / frames;
    }
  }

  /** How well a model tells the tied states of each clip apart. */
  List<Score> scores(List<ClipList.Entry> entries, AcousticModel model, Progress progress)
      throws IOException {
    ScoringTables tables = new ScoringTables(model);
    List<Score> scores = new ArrayList<>();
    run(
        entries,
        block -> {
          List<Score> part = new ArrayList<>();
          StateScorer scorer = new StateScorer(tables, TOP_GAUSSIANS);
          Features features = new Features(model.features());
          for (ClipList.Entry entry : block) {
            progress.checkCancelled();
            Clip clip = clips.get(entry.key());
            features.load(clip.cepstra());
            part.add(score(features, clip, scorer, model.phones()));
          }
          return part;
        },
        scores::addAll,
        progress);
    return scores;
  }

  /** As in recognition. */
  private static final int TOP_GAUSSIANS = 4;

  /** Scores so far below the best add nothing to the sum. */
  private static final float RANGE = 20f;

  private static Score score(Features features, Clip clip, StateScorer scorer, PhoneSet phones) {
    int states = phones.tiedStates();
    double logProb = 0;
    int spoken = 0;
    for (int frame = 0; frame < clip.frames(); frame += StateScorer.BLOCK) {
      int block = Math.min(StateScorer.BLOCK, clip.frames() - frame);
      float[] scores = scorer.score(features.values(), frame, block);
      for (int i = 0; i < block; i++) {
        int state = clip.states()[frame + i];
        if (state >= 0 && !phones.isFiller(phones.phoneOfTiedState(state))) {
          int row = i * states;
          float highest = Float.NEGATIVE_INFINITY;
          for (int s = row; s < row + states; s++) {
            highest = Math.max(highest, scores[s]);
          }
          double sum = 0;
          for (int s = row; s < row + states; s++) {
            if (scores[s] > highest - RANGE) {
              sum += StrictMath.exp(scores[s] - highest);
            }
          }
          logProb += scores[row + state] - highest - StrictMath.log(sum);
          spoken++;
        }
      }
    }
    return new Score(logProb, spoken);
  }

  private interface Block<T> {
    T make(List<ClipList.Entry> entries) throws IOException;
  }

  private <T> void run(
      List<ClipList.Entry> entries, Block<T> block, Consumer<T> join, Progress progress)
      throws IOException {
    Workers.join(
        threads,
        (entries.size() + BLOCK - 1) / BLOCK,
        number -> {
          int from = number * BLOCK;
          return block.make(entries.subList(from, Math.min(entries.size(), from + BLOCK)));
        },
        join,
        progress);
  }
}
