package io.diction.speech.adapt;

import io.diction.speech.Json;
import io.diction.speech.Progress;
import io.diction.speech.SpeechModel;
import io.diction.speech.acoustic.AcousticModel;
import io.diction.speech.adapt.ClipList.Entry;
import io.diction.speech.adapt.ClipList.Part;
import io.diction.speech.adapt.ModelMetrics.Tuning;
import io.diction.speech.adapt.ModelMetrics.WeightTried;
import io.diction.speech.evaluate.Bootstrap;
import io.diction.speech.evaluate.Evaluation;
import io.diction.speech.evaluate.ModelEvaluation;
import io.diction.speech.evaluate.RecordedSpeech;
import io.diction.speech.text.TextNormalizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Recognises recordings that did not train, to find out whether the adapted acoustic model makes
 * fewer errors than the base model's, whether the domain's text does, and how much the language
 * model should count. What does not help is weighted down or left out.
 */
final class TuneStage {
  static final String FIGURES = "figures.json";

  /** Fewer words than this tell nothing. */
  private static final int LEAST_WORDS = 50;

  /** Fewer words than this do not tell language weights apart. */
  private static final int LEAST_WORDS_FOR_WEIGHT = 250;

  /** More speech than this does not make the choice much surer; recognising it takes long. */
  private static final double MOST_SECONDS = 300;

  /** Longer recordings choose by their pieces, in the acoustic training alone. */
  private static final double LONGEST_SECONDS = 60;

  /** Another weight must be better in this share of the draws of a bootstrap. */
  private static final double SURE = 0.9;

  /** What is tried of the text's share when the base model makes fewer errors without it. */
  private static final List<Double> LESS_TEXT = List.of(0.25, 0.0);

  /** Factors of the base model's language weight that are tried. */
  private static final List<Double> FACTORS = List.of(0.85, 1.2);

  private final TrainingData data;
  private final RecordedSpeech speech;
  private final SpeechModel base;
  private final int threads;
  private final long seed;

  TuneStage(TrainingData data, RecordedSpeech speech, SpeechModel base, int threads, long seed) {
    this.data = data;
    this.speech = speech;
    this.base = base;
    this.threads = threads;
    this.seed = seed;
  }

  /**
   * Models to choose among; none has seen the recordings that tune or their transcripts.
   *
   * @param plain with the base model's acoustics
   * @param acoustics as adapted; null when there are none that did not hear what tunes
   * @param isAdapted whether the model has adapted acoustics; unmeasured they are kept
   * @param domainWeight share of the domain's text in {@code plain}
   * @param triesLessText whether that share may turn out to be too much
   */
  record Candidates(
      Texts plain,
      @Nullable AcousticModel acoustics,
      boolean isAdapted,
      double domainWeight,
      boolean triesLessText) {}

  /** The model with a share of the domain's text. */
  @FunctionalInterface
  interface Texts {
    SpeechModel with(double domainWeight) throws IOException;
  }

  void write(ClipList list, Candidates candidates, Path folder, Progress progress)
      throws IOException {
    List<ModelEvaluation.Reference> references = references(list);
    Tuning tuning =
        words(references) < LEAST_WORDS
            ? new Tuning(0, null, null, null, candidates.isAdapted(), null, List.of(), null)
            : tune(references, candidates, progress);
    Files.write(folder.resolve(FIGURES), Json.bytes(tuning));
  }

  private List<ModelEvaluation.Reference> references(ClipList list) {
    Map<Integer, Double> lengths = new TreeMap<>();
    Set<Integer> training = new HashSet<>();
    for (Entry entry : list.entries()) {
      if (entry.transcribed() && entry.part() == Part.TUNE) {
        lengths.merge(entry.utterance(), entry.seconds(), Double::sum);
      } else if (entry.part() == Part.TRAIN) {
        training.add(entry.utterance());
      }
    }
    // Of a long recording some pieces train; and to recognise all of it takes too long.
    lengths.keySet().removeAll(training);
    lengths.values().removeIf(length -> length > LONGEST_SECONDS);
    List<ModelEvaluation.Reference> references = new ArrayList<>();
    double seconds = 0;
    for (Map.Entry<Integer, Double> length : lengths.entrySet()) {
      if (seconds < MOST_SECONDS) {
        TrainingData.Utterance utterance = data.utterances().get(length.getKey());
        references.add(new ModelEvaluation.Reference(utterance.id(), utterance.text()));
        seconds += length.getValue();
      }
    }
    return references;
  }

  private int words(List<ModelEvaluation.Reference> references) {
    TextNormalizer scoring = ModelEvaluation.normalizer(base);
    return references.stream().mapToInt(r -> scoring.words(r.text()).size()).sum();
  }

  private Tuning tune(
      List<ModelEvaluation.Reference> references, Candidates candidates, Progress progress)
      throws IOException {
    boolean choosesWeight = words(references) >= LEAST_WORDS_FOR_WEIGHT;
    AcousticModel acoustics = candidates.acoustics();
    int runs = (acoustics == null ? 2 : 3) + (choosesWeight ? FACTORS.size() : 0);
    double share = 1.0 / runs;
    ModelEvaluation.Result first = recognise(base, references, progress.part(0, share));
    Evaluation unchanged = first.evaluations().get(0);
    double done = share;
    SpeechModel model = candidates.plain().with(candidates.domainWeight());
    Evaluation before = evaluate(model, references, progress.part(done, done + share));
    Evaluation best = before;
    done += share;
    Evaluation after = null;
    boolean helps = false;
    if (acoustics != null) {
      SpeechModel adapted = model.withAcousticModel(acoustics);
      after = evaluate(adapted, references, progress.part(done, done + share));
      done += share;
      helps = after.total().errors() <= before.total().errors();
      progress.report(
          done,
          String.format(
              Locale.ROOT,
              "adapted acoustics: %.2f %% word errors, %.2f %% without%s",
              100 * after.total().rate(),
              100 * before.total().rate(),
              helps ? "" : ": left out"));
      if (helps) {
        best = after;
        model = adapted;
      }
    }
    Double domainWeight = null;
    double shareOfBest = candidates.domainWeight();
    boolean triesLess = candidates.triesLessText() && candidates.domainWeight() > 0;
    for (double factor : triesLess ? LESS_TEXT : List.<Double>of()) {
      if (best.total().errors() > unchanged.total().errors()) {
        double less = candidates.domainWeight() * factor;
        SpeechModel other = candidates.plain().with(less);
        other = acoustics != null && helps ? other.withAcousticModel(acoustics) : other;
        Evaluation result = evaluate(other, references, progress.unheard());
        progress.report(
            done,
            String.format(
                Locale.ROOT,
                "text with a share of %.3f: %.2f %% word errors, %.2f %% with %.3f, base %.2f %%",
                less,
                100 * result.total().rate(),
                100 * best.total().rate(),
                shareOfBest,
                100 * unchanged.total().rate()));
        if (result.total().errors() < best.total().errors()) {
          best = result;
          model = other;
          domainWeight = less;
          shareOfBest = less;
        }
      }
    }
    List<WeightTried> tried = new ArrayList<>();
    double usual = model.settings().languageWeight();
    tried.add(new WeightTried(usual, best.total()));
    Double chosen = null;
    if (choosesWeight) {
      Evaluation standard = best;
      for (double factor : FACTORS) {
        SpeechModel other = model.withSettings(model.settings().withLanguageWeight(usual * factor));
        Evaluation result = evaluate(other, references, progress.part(done, done + share));
        done += share;
        tried.add(new WeightTried(usual * factor, result.total()));
        progress.report(
            done,
            String.format(
                Locale.ROOT,
                "language weight %.2f: %.2f %% word errors",
                usual * factor,
                100 * result.total().rate()));
        if (result.total().errors() < best.total().errors()
            && Bootstrap.compare(standard, result, seed).probabilityBetter() >= SURE) {
          best = result;
          chosen = usual * factor;
        }
      }
    }
    return new Tuning(
        Math.round(first.audioSeconds() * 100) / 100.0,
        unchanged.total(),
        before.total(),
        after == null ? null : after.total(),
        after == null ? candidates.isAdapted() : helps,
        domainWeight,
        tried,
        chosen);
  }

  private Evaluation evaluate(
      SpeechModel model, List<ModelEvaluation.Reference> references, Progress progress)
      throws IOException {
    return recognise(model, references, progress).evaluations().get(0);
  }

  private ModelEvaluation.Result recognise(
      SpeechModel model, List<ModelEvaluation.Reference> references, Progress progress)
      throws IOException {
    return new ModelEvaluation(speech, base, threads).run(List.of(model), references, progress);
  }
}
