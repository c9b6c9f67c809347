package io.diction.speech.adapt;

import io.diction.speech.Json;
import io.diction.speech.Progress;
import io.diction.speech.SpeechModel;
import io.diction.speech.adapt.ModelMetrics.TextFigures;
import io.diction.speech.adapt.ModelMetrics.WeightPoint;
import io.diction.speech.language.BackoffLanguageModel;
import io.diction.speech.language.BackoffModelFile;
import io.diction.speech.language.InterpolatedLanguageModel;
import io.diction.speech.language.InterpolationWeight;
import io.diction.speech.language.KneserNey;
import io.diction.speech.language.NGramCounts;
import io.diction.speech.language.Perplexity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Estimates the domain's language model and its share beside the base model. The share is chosen on
 * text that the estimate did not see; then the estimate is made again with that text included.
 */
final class LanguageModelStage {
  static final String FIGURES = "figures.json";

  /** The domain's language model without the text that tunes. */
  static final String TUNING_MODEL = "tuning.lm";

  private static final int ORDER = 3;

  /** Below this a tenth of the text says too little: the share is chosen by cross-validation. */
  private static final int SMALL_TEXT_WORDS = 20_000;

  private static final int FOLDS = 10;

  /** More held-out text than this does not make the weight or a perplexity any surer. */
  private static final int HELD_OUT_WORDS = 500_000;

  /** Below this there is nothing to choose a share on. */
  private static final int FEWEST_WORDS = 30;

  /** Share of a model that knows only a list of terms and phrases. */
  private static final double SHARE_OF_LISTS = 0.1;

  private final SpeechModel base;
  private final Path textFolder;
  private final Path pronunciationFolder;

  LanguageModelStage(SpeechModel base, Path textFolder, Path pronunciationFolder) {
    this.base = base;
    this.textFolder = textFolder;
    this.pronunciationFolder = pronunciationFolder;
  }

  void write(Path folder, Progress progress) throws IOException {
    if (isWithoutText()) {
      Files.write(
          folder.resolve(FIGURES), Json.bytes(new TextFigures(0, 0, 0, List.of(), 0, null, null)));
      return;
    }
    List<List<String>> phrases =
        TextStages.read(pronunciationFolder.resolve(PronunciationStage.PHRASES), Integer.MAX_VALUE);
    progress.report(0.05, "choosing the weight of the domain's text");
    InterpolationWeight weight = weight(phrases, progress);
    progress.report(0.6, String.format(Locale.ROOT, "domain weight %.3f", weight.weight()));
    NGramCounts counts = new NGramCounts(ORDER);
    int[] sentences = {0};
    for (String file : List.of(TextStages.TRAIN, TextStages.TUNE)) {
      TextStages.forEach(
          textFolder.resolve(file),
          progress,
          sentence -> {
            counts.addSentence(sentence);
            sentences[0]++;
          });
    }
    long words = counts.tokens() - sentences[0];
    phrases.forEach(counts::addFragment);
    BackoffLanguageModel domain = KneserNey.estimate(counts, progress.part(0.6, 0.9));
    BackoffModelFile.write(domain, folder.resolve(ModelFolder.LANGUAGE_MODEL));
    if (tunesOnRecordings()) {
      NGramCounts others = new NGramCounts(ORDER);
      TextStages.forEach(textFolder.resolve(TextStages.TRAIN), progress, others::addSentence);
      phrases.forEach(others::addFragment);
      if (others.tokens() > 0) {
        BackoffModelFile.write(
            KneserNey.estimate(others, new Asking(progress)), folder.resolve(TUNING_MODEL));
      }
    }
    List<List<String>> measure =
        TextStages.read(textFolder.resolve(TextStages.MEASURE), HELD_OUT_WORDS);
    Files.write(
        folder.resolve(FIGURES), Json.bytes(figures(sentences[0], words, weight, domain, measure)));
    progress.report(1, words + " words, " + domain.size() + " n-grams");
  }

  /** Recordings without transcripts alone teach no words. */
  private boolean isWithoutText() throws IOException {
    return Files.size(textFolder.resolve(TextStages.TRAIN)) == 0
        && Files.size(textFolder.resolve(TextStages.TUNE)) == 0
        && Files.size(pronunciationFolder.resolve(PronunciationStage.PHRASES)) == 0
        && Files.size(pronunciationFolder.resolve(ModelFolder.TERMS)) == 0;
  }

  private boolean tunesOnRecordings() throws IOException {
    return !Json.read(textFolder.resolve(TextStages.RECORDINGS), TextStages.Recordings.class)
        .tune()
        .isEmpty();
  }

  private InterpolationWeight weight(List<List<String>> phrases, Progress progress)
      throws IOException {
    List<List<String>> tune = TextStages.read(textFolder.resolve(TextStages.TUNE), HELD_OUT_WORDS);
    List<List<String>> all =
        TextStages.read(textFolder.resolve(TextStages.TRAIN), SMALL_TEXT_WORDS);
    int words = words(all) + words(tune);
    List<InterpolationWeight.Fold> folds = new ArrayList<>();
    if (words >= SMALL_TEXT_WORDS) {
      NGramCounts counts = new NGramCounts(ORDER);
      TextStages.forEach(textFolder.resolve(TextStages.TRAIN), progress, counts::addSentence);
      phrases.forEach(counts::addFragment);
      folds.add(
          new InterpolationWeight.Fold(KneserNey.estimate(counts, new Asking(progress)), tune));
    } else if (words >= FEWEST_WORDS) {
      all.addAll(tune);
      for (int fold = 0; fold < FOLDS; fold++) {
        List<List<String>> others = new ArrayList<>();
        List<List<String>> heldOut = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
          (i % FOLDS == fold ? heldOut : others).add(all.get(i));
        }
        if (!heldOut.isEmpty() && !others.isEmpty()) {
          folds.add(new InterpolationWeight.Fold(estimate(others, phrases, progress), heldOut));
        }
      }
    }
    InterpolationWeight chosen =
        InterpolationWeight.choose(base.languageModel(), folds, progress.part(0.1, 0.5));
    if (chosen.words() > 0) {
      return chosen;
    }
    double share = all.isEmpty() && phrases.isEmpty() ? 0 : SHARE_OF_LISTS;
    return new InterpolationWeight(share, List.of(), 0, 0);
  }

  private static int words(List<List<String>> sentences) {
    return sentences.stream().mapToInt(List::size).sum();
  }

  private static BackoffLanguageModel estimate(
      List<List<String>> text, List<List<String>> phrases, Progress progress) {
    NGramCounts counts = new NGramCounts(ORDER);
    text.forEach(counts::addSentence);
    phrases.forEach(counts::addFragment);
    return KneserNey.estimate(counts, new Asking(progress));
  }

  private TextFigures figures(
      int sentences,
      long words,
      InterpolationWeight weight,
      BackoffLanguageModel domain,
      List<List<String>> measure) {
    List<WeightPoint> curve =
        weight.curve().stream()
            .map(p -> new WeightPoint(p.weight(), finite(p.perplexity())))
            .toList();
    InterpolatedLanguageModel custom =
        new InterpolatedLanguageModel(base.languageModel(), domain, weight.weight());
    return new TextFigures(
        sentences,
        words,
        weight.weight(),
        curve,
        weight.words(),
        measure.isEmpty() ? null : Perplexity.of(base.languageModel(), measure).value(),
        measure.isEmpty() ? null : Perplexity.of(custom, measure).value());
  }

  private static @Nullable Double finite(double perplexity) {
    return Double.isFinite(perplexity) ? perplexity : null;
  }
}
