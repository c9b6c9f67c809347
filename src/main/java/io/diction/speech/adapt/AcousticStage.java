package io.diction.speech.adapt;

import io.diction.speech.Json;
import io.diction.speech.Progress;
import io.diction.speech.acoustic.AcousticModel;
import io.diction.speech.adapt.ClipList.Entry;
import io.diction.speech.adapt.ClipList.Part;
import io.diction.speech.adapt.ModelMetrics.Adaptation;
import io.diction.speech.adapt.ModelMetrics.Strength;
import io.diction.speech.estimate.LinearRegression;
import io.diction.speech.estimate.MaximumAPosteriori;
import io.diction.speech.estimate.MaximumAPosteriori.Relevance;
import io.diction.speech.estimate.ModelStatistics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Adapts the acoustic model to the recordings: a transform for each class of phones that has enough
 * speech (MLLR), then each Gaussian and each mixture by what it has heard (MAP). How far MAP goes
 * is chosen on clips that did not train; then everything is estimated again with these included.
 */
final class AcousticStage {
  static final String FIGURES = "figures.json";

  /** What was adapted without the clips that tune. */
  static final String TUNING_MODEL = "tuning.bin";

  /** Less speech than this moves nothing. */
  private static final double LEAST_SECONDS = 5;

  /** Less held-out speech than this cannot choose; the most cautious strength is taken. */
  private static final double LEAST_TUNING_SECONDS = 20;

  /** More held-out speech than this does not make the choice surer. */
  private static final double MOST_TUNING_SECONDS = 600;

  /** From bold to cautious; the last leaves it at the transforms. */
  private static final List<Relevance> STRENGTHS =
      List.of(
          new Relevance(5, 20, 20),
          new Relevance(10, 40, 40),
          new Relevance(25, 100, 100),
          new Relevance(60, 250, 250),
          new Relevance(
              Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY));

  private final AcousticModel base;
  private final ClipPass pass;

  AcousticStage(AcousticModel base, ClipPass pass) {
    this.base = base;
    this.pass = pass;
  }

  void write(ClipList list, Path folder, Progress progress) throws IOException {
    List<Entry> train = list.of(Part.TRAIN);
    List<Entry> tune = list.of(Part.TUNE);
    List<Entry> all = new ArrayList<>(train);
    all.addAll(tune);
    double seconds = ClipList.seconds(all);
    if (seconds < LEAST_SECONDS) {
      write(folder, new Adaptation(seconds, 0, List.of(), ""));
      return;
    }
    List<Strength> tried = new ArrayList<>();
    List<Entry> heldOut = atMost(tune, MOST_TUNING_SECONDS);
    int best = STRENGTHS.size() - 1;
    boolean better = true;
    if (ClipList.seconds(heldOut) >= LEAST_TUNING_SECONDS && !train.isEmpty()) {
      progress.report(0, "choosing how far to follow the recordings");
      best = choose(train, heldOut, tried, folder, progress.part(0, 0.6));
      better = best >= 0;
    }
    if (better) {
      ModelStatistics statistics = pass.statistics(all, base, progress.part(0.6, 0.75));
      AcousticModel moved = moved(statistics);
      if (best < STRENGTHS.size() - 1) {
        statistics = pass.statistics(all, moved, progress.part(0.75, 0.95));
        moved = MaximumAPosteriori.adapt(moved, statistics, STRENGTHS.get(best));
      }
      AdaptedAcoustics.write(base, moved, folder.resolve(ModelFolder.ACOUSTICS));
    }
    String chosen = better ? name(STRENGTHS.get(best)) : "";
    write(
        folder,
        new Adaptation(rounded(seconds), rounded(ClipList.seconds(heldOut)), tried, chosen));
    progress.report(
        1,
        String.format(
            Locale.ROOT,
            "%.0f s of speech: %s",
            seconds,
            better ? chosen : "left out, it does not help on recordings that did not train"));
  }

  private static void write(Path folder, Adaptation figures) throws IOException {
    Files.write(folder.resolve(FIGURES), Json.bytes(figures));
  }

  private AcousticModel moved(ModelStatistics statistics) {
    return LinearRegression.estimate(base, statistics, LinearRegression.DEFAULT).apply();
  }

  /** The best strength; -1 when none is better than the base model. */
  private int choose(
      List<Entry> train, List<Entry> heldOut, List<Strength> tried, Path folder, Progress progress)
      throws IOException {
    double before = pass.discrimination(heldOut, base, progress.part(0, 0.1));
    tried.add(new Strength("base", before));
    AcousticModel moved = moved(pass.statistics(train, base, progress.part(0.1, 0.35)));
    ModelStatistics statistics = pass.statistics(train, moved, progress.part(0.35, 0.6));
    double highest = before;
    int best = -1;
    for (int i = 0; i < STRENGTHS.size(); i++) {
      AcousticModel adapted = MaximumAPosteriori.adapt(moved, statistics, STRENGTHS.get(i));
      double from = 0.6 + 0.4 * i / STRENGTHS.size();
      double score =
          pass.discrimination(heldOut, adapted, progress.part(from, from + 0.4 / STRENGTHS.size()));
      tried.add(new Strength(name(STRENGTHS.get(i)), score));
      progress.report(
          0.6 + 0.4 * (i + 1) / STRENGTHS.size(),
          String.format(
              Locale.ROOT,
              "%s: ln p(state | frame) %.4f, base %.4f",
              name(STRENGTHS.get(i)),
              score,
              before));
      if (score > highest) {
        highest = score;
        best = i;
        AdaptedAcoustics.write(base, adapted, folder.resolve(TUNING_MODEL));
      }
    }
    return best;
  }

  private static String name(Relevance relevance) {
    return Double.isInfinite(relevance.means())
        ? "MLLR"
        : String.format(Locale.ROOT, "MLLR and MAP with relevance %.0f", relevance.means());
  }

  private static List<Entry> atMost(List<Entry> entries, double seconds) {
    List<Entry> first = new ArrayList<>();
    double sum = 0;
    for (Entry entry : entries) {
      if (sum < seconds) {
        first.add(entry);
        sum += entry.seconds();
      }
    }
    return first;
  }

  private static double rounded(double seconds) {
    return Math.round(seconds * 100) / 100.0;
  }
}
