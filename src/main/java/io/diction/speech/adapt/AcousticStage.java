package io.diction.speech.adapt;

import io.diction.speech.Json;
import io.diction.speech.Progress;
import io.diction.speech.acoustic.AcousticModel;
import io.diction.speech.adapt.ClipList.Entry;
import io.diction.speech.adapt.ClipList.Part;
import io.diction.speech.adapt.ClipPass.Score;
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
import org.jspecify.annotations.Nullable;

/**
 * Adapts the acoustic model to the recordings: a transform for each class of phones that has enough
 * speech (MLLR), then each Gaussian and each mixture by what it has heard (MAP). How far MAP goes,
 * and whether recordings without transcripts help, is chosen on clips that did not train; then
 * everything is estimated again with these included. With too few clips to set some aside, each
 * fifth is measured by a model of the others. What does not help beyond chance is left out: that
 * chance alone lets any of those tried pass for better happens at most once in twenty times.
 *
 * <p>Clips without transcripts are measured by what the model that is not adapted understood of
 * them, which favours that model: what is better all the same is better.
 */
final class AcousticStage {
  static final String FIGURES = "figures.json";

  /** What was adapted without the clips that tune. */
  static final String TUNING_MODEL = "tuning.bin";

  /** Less speech than this moves nothing. */
  private static final double LEAST_SECONDS = 5;

  /** Less held-out speech than this cannot choose; the most cautious strength is taken. */
  static final double LEAST_TUNING_SECONDS = 20;

  /** More held-out speech than this does not make the choice surer. */
  private static final double MOST_TUNING_SECONDS = 600;

  /** Fewer held-out clips than this say more of themselves than of others. */
  static final int LEAST_TUNING_CLIPS = 5;

  /** More clips than this are not taken from those that train, and no more than a fifth. */
  private static final int MOST_TAKEN_CLIPS = 10;

  /** Parts of few clips, each measured by a model of the others. */
  private static final int FOLDS = 5;

  private static final String NOT_HELPING = "adapting them did not help on speech left out of it";

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
  private final List<Strength> tried = new ArrayList<>();

  AcousticStage(AcousticModel base, ClipPass pass) {
    this.base = base;
    this.pass = pass;
  }

  /**
   * What to adapt to, and how far.
   *
   * @param adapted what was measured, without the clips it was measured on; null when there is no
   *     one such model
   */
  private record Choice(
      boolean transcribedOnly, Relevance strength, @Nullable AcousticModel adapted) {
    String name() {
      String name =
          Double.isInfinite(strength.means())
              ? "MLLR"
              : String.format(Locale.ROOT, "MLLR and MAP with relevance %.0f", strength.means());
      return transcribedOnly ? name + ", without the recordings that have no transcript" : name;
    }

    List<Entry> of(List<Entry> entries) {
      return transcribedOnly ? entries.stream().filter(Entry::transcribed).toList() : entries;
    }
  }

  void write(ClipList list, Path folder, Progress progress) throws IOException {
    tried.clear();
    List<Entry> train = new ArrayList<>(list.of(Part.TRAIN));
    List<Entry> tune = list.of(Part.TUNE);
    List<Entry> all = new ArrayList<>(train);
    all.addAll(tune);
    double seconds = ClipList.seconds(all);
    if (seconds < LEAST_SECONDS || all.size() < 2) {
      String reason = "%.0f s of speech cannot show whether adapting helps".formatted(seconds);
      write(folder, new Adaptation(rounded(seconds), 0, List.of(), "", reason, null));
      return;
    }
    List<Entry> heldOut = heldOut(train, tune);
    train.removeAll(heldOut);
    progress.report(0, "choosing how far to follow the recordings");
    Choice choice;
    if (canChoose(heldOut) && !train.isEmpty()) {
      choice = choose(train, heldOut, progress.part(0, 0.6));
    } else {
      heldOut = all;
      choice = validate(all, folder, progress.part(0, 0.6));
    }
    double tuningSeconds = rounded(ClipList.seconds(heldOut));
    if (choice == null) {
      write(folder, new Adaptation(rounded(seconds), tuningSeconds, tried, "", NOT_HELPING, null));
      progress.report(1, "the acoustic model stays that of the base model: " + NOT_HELPING);
      return;
    }
    if (choice.adapted() != null) {
      AdaptedAcoustics.write(base, choice.adapted(), folder.resolve(TUNING_MODEL));
    }
    AcousticModel adapted = adapt(choice, choice.of(all), progress.part(0.6, 0.95));
    AdaptedAcoustics.write(base, adapted, folder.resolve(ModelFolder.ACOUSTICS));
    double used = ClipList.seconds(choice.of(all));
    write(
        folder,
        new Adaptation(
            rounded(used), tuningSeconds, tried, choice.name(), "", choice.transcribedOnly()));
    progress.report(1, String.format(Locale.ROOT, "%.0f s of speech: %s", used, choice.name()));
  }

  /**
   * Clips to choose on. Where too few were set aside before the clips were heard and there are
   * enough of them, some that would train are taken too, spread over all.
   */
  static List<Entry> heldOut(List<Entry> train, List<Entry> tune) {
    List<Entry> heldOut = atMost(tune, MOST_TUNING_SECONDS);
    int wanted = Math.min(MOST_TAKEN_CLIPS, (train.size() + tune.size()) / 5) - heldOut.size();
    if (canChoose(heldOut) || heldOut.size() + wanted < LEAST_TUNING_CLIPS) {
      return heldOut;
    }
    // What people wrote down is the better judge.
    List<Entry> transcribed = train.stream().filter(Entry::transcribed).toList();
    List<Entry> from = transcribed.size() >= 2 * wanted ? transcribed : train;
    for (int i = 0; i < wanted; i++) {
      heldOut.add(from.get((int) ((long) i * from.size() / wanted)));
    }
    return heldOut;
  }

  static boolean canChoose(List<Entry> heldOut) {
    return heldOut.size() >= LEAST_TUNING_CLIPS
        && ClipList.seconds(heldOut) >= LEAST_TUNING_SECONDS;
  }

  private static void write(Path folder, Adaptation figures) throws IOException {
    Files.write(folder.resolve(FIGURES), Json.bytes(figures));
  }

  private AcousticModel adapt(Choice choice, List<Entry> entries, Progress progress)
      throws IOException {
    AcousticModel moved = moved(pass.statistics(entries, base, progress.part(0, 0.5)));
    if (Double.isInfinite(choice.strength().means())) {
      return moved;
    }
    ModelStatistics statistics = pass.statistics(entries, moved, progress.part(0.5, 1));
    return MaximumAPosteriori.adapt(moved, statistics, choice.strength());
  }

  private AcousticModel moved(ModelStatistics statistics) {
    return LinearRegression.estimate(base, statistics, LinearRegression.DEFAULT).apply();
  }

  /** The best on clips set aside; null when none is better than the base model. */
  private @Nullable Choice choose(List<Entry> train, List<Entry> heldOut, Progress progress)
      throws IOException {
    List<Score> before = pass.scores(heldOut, base, progress.part(0, 0.1));
    tried.add(new Strength("base", Score.mean(before)));
    boolean mixed =
        train.stream().anyMatch(Entry::transcribed) && !train.stream().allMatch(Entry::transcribed);
    Choice best = null;
    double highest = Score.mean(before);
    double done = 0.1;
    List<Boolean> sources = mixed ? List.of(false, true) : List.of(false);
    int candidates = sources.size() * STRENGTHS.size();
    double share = 0.9 / sources.size();
    for (boolean transcribedOnly : sources) {
      Choice source = new Choice(transcribedOnly, STRENGTHS.get(0), null);
      List<Entry> entries = source.of(train);
      double learnt = done + share * 0.7;
      AcousticModel moved =
          moved(pass.statistics(entries, base, progress.part(done, done + share * 0.35)));
      ModelStatistics statistics =
          pass.statistics(entries, moved, progress.part(done + share * 0.35, learnt));
      double each = share * 0.3 / STRENGTHS.size();
      for (int i = 0; i < STRENGTHS.size(); i++) {
        AcousticModel adapted = MaximumAPosteriori.adapt(moved, statistics, STRENGTHS.get(i));
        Choice choice = new Choice(transcribedOnly, STRENGTHS.get(i), adapted);
        double from = learnt + i * each;
        List<Score> after = pass.scores(heldOut, adapted, progress.part(from, from + each));
        tell(choice, before, after, from + each, progress);
        if (Score.mean(after) > highest && isHigher(before, after, candidates)) {
          highest = Score.mean(after);
          best = choice;
        }
      }
      done += share;
    }
    return best;
  }

  /**
   * The most cautious strength when it helps clips that others have adapted; else null. What was
   * counted in the parts lies in files meanwhile: it is as large as the model for each.
   */
  private @Nullable Choice validate(List<Entry> all, Path folder, Progress progress)
      throws IOException {
    int folds = Math.min(FOLDS, all.size());
    List<List<Entry>> parts = new ArrayList<>();
    List<Path> files = new ArrayList<>();
    for (int fold = 0; fold < folds; fold++) {
      List<Entry> part = new ArrayList<>();
      for (int i = fold; i < all.size(); i += folds) {
        part.add(all.get(i));
      }
      parts.add(part);
      Path file = folder.resolve("part" + fold + ".statistics");
      Progress counting = progress.part(0.4 * fold / folds, 0.4 * (fold + 1) / folds);
      pass.statistics(part, base, counting).write(file);
      files.add(file);
    }
    List<Score> before = new ArrayList<>();
    List<Score> after = new ArrayList<>();
    for (int fold = 0; fold < folds; fold++) {
      Progress measuring = progress.part(0.4 + 0.6 * fold / folds, 0.4 + 0.6 * (fold + 1) / folds);
      before.addAll(pass.scores(parts.get(fold), base, measuring.part(0, 0.5)));
      AcousticModel adapted = moved(allBut(fold, files));
      after.addAll(pass.scores(parts.get(fold), adapted, measuring.part(0.5, 1)));
    }
    for (Path file : files) {
      Files.delete(file);
    }
    tried.add(new Strength("base", Score.mean(before)));
    Choice choice = new Choice(false, STRENGTHS.get(STRENGTHS.size() - 1), null);
    tell(choice, before, after, 1, progress);
    return isHigher(before, after, 1) ? choice : null;
  }

  private ModelStatistics allBut(int fold, List<Path> files) throws IOException {
    ModelStatistics others = new ModelStatistics(base);
    for (int other = 0; other < files.size(); other++) {
      if (other != fold) {
        others.add(ModelStatistics.read(files.get(other), base));
      }
    }
    return others;
  }

  private void tell(
      Choice choice, List<Score> before, List<Score> after, double done, Progress progress) {
    tried.add(new Strength(choice.name(), Score.mean(after)));
    progress.report(
        done,
        String.format(
            Locale.ROOT,
            "%s: ln p(state | frame) %.4f, base %.4f",
            choice.name(),
            Score.mean(after),
            Score.mean(before)));
  }

  /**
   * Whether the same clips score higher by more than chance would have it.
   *
   * @param candidates how many were tried
   */
  static boolean isHigher(List<Score> before, List<Score> after, int candidates) {
    double[] gains = new double[before.size()];
    double[] frames = new double[before.size()];
    for (int i = 0; i < gains.length; i++) {
      gains[i] = after.get(i).sum() - before.get(i).sum();
      frames[i] = before.get(i).frames();
    }
    return PairedGain.isReal(gains, frames, candidates);
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
