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
import io.diction.speech.language.Perplexity;
import io.diction.speech.language.StreamedKneserNey;
import io.diction.speech.language.TrigramCounts;
import io.diction.speech.language.Vocabulary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Estimates the domain's language model and its share beside the base model. The share is chosen on
 * text that the estimate did not see; then the estimate is made again with that text included.
 * Little text that does not help beyond chance gets no share, unless it has words that could be
 * recognised in no other way.
 */
final class LanguageModelStage {
  static final String FIGURES = "figures.json";

  /** The domain's language model without the text that tunes. */
  static final String TUNING_MODEL = "tuning.lm";

  /** With more text a model is pruned, or it would be larger than recognition can hold. */
  private static final long MUCH_TEXT_WORDS = 5_000_000;

  /** Sentences, some tenths of a second. */
  private static final int REPORT_EVERY = 50_000;

  private static final double PRUNING = 1e-8;
  private static final double KEEP_ALL = -1;

  /** Below this a tenth of the text says too little: the share is chosen by cross-validation. */
  private static final int SMALL_TEXT_WORDS = 20_000;

  private static final int FOLDS = 10;

  /** More held-out text than this does not make the weight or a perplexity any surer. */
  private static final int HELD_OUT_WORDS = 500_000;

  /** Below this there is nothing to choose a share on. */
  private static final int FEWEST_WORDS = 30;

  /** Share of a model that knows only a list of terms and phrases. */
  private static final double SHARE_OF_LISTS = 0.1;

  private static final String NO_GAIN = "it did not help on sentences left out of it";
  private static final String TOO_LITTLE = "so few words cannot show whether it helps";

  private final SpeechModel base;
  private final TrainingData data;
  private final Path textFolder;
  private final Path pronunciationFolder;

  /** The share that was asked for; null to choose it. */
  private final @Nullable Double asked;

  /** Why the text has no share. */
  private String leftOut = "";

  LanguageModelStage(
      SpeechModel base,
      TrainingData data,
      Path textFolder,
      Path pronunciationFolder,
      @Nullable Double asked) {
    this.base = base;
    this.data = data;
    this.textFolder = textFolder;
    this.pronunciationFolder = pronunciationFolder;
    this.asked = asked;
  }

  void write(Path folder, Progress progress) throws IOException {
    if (isWithoutText()) {
      Files.write(
          folder.resolve(FIGURES),
          Json.bytes(new TextFigures(0, 0, 0, List.of(), 0, "", null, null)));
      return;
    }
    List<List<String>> phrases =
        TextStages.read(pronunciationFolder.resolve(PronunciationStage.PHRASES), Integer.MAX_VALUE);
    progress.report(0.05, "choosing the weight of the domain's text");
    InterpolationWeight weight = weight(folder, phrases, progress);
    progress.report(0.6, String.format(Locale.ROOT, "domain weight %.3f", weight.weight()));
    long sentences;
    long words;
    BackoffLanguageModel domain;
    try (TrigramCounts counts = counts(folder, progress)) {
      Progress counting = progress.part(0.6, 0.6);
      sentences = count(TextStages.TRAIN, counts, counting);
      sentences += count(TextStages.TUNE, counts, counting);
      words = counts.tokens() - sentences;
      domain = estimate(counts, phrases, progress.part(0.6, 0.9));
    }
    BackoffModelFile.write(domain, folder.resolve(ModelFolder.LANGUAGE_MODEL));
    if (tunesOnRecordings()) {
      try (TrigramCounts others = counts(folder, progress)) {
        count(TextStages.TRAIN, others, progress.part(0.9, 0.9));
        BackoffLanguageModel tuning = estimate(others, phrases, progress.unheard());
        if (others.tokens() > 0) {
          BackoffModelFile.write(tuning, folder.resolve(TUNING_MODEL));
        }
      }
    }
    List<List<String>> measure =
        TextStages.read(textFolder.resolve(TextStages.MEASURE), HELD_OUT_WORDS);
    Files.write(
        folder.resolve(FIGURES),
        Json.bytes(figures((int) sentences, words, weight, domain, measure)));
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

  /** Files of counts lie in the stage's own folder, which goes as a whole when it fails. */
  private static TrigramCounts counts(Path folder, Progress progress) {
    return new TrigramCounts(folder, TrigramCounts.TABLE, progress.unheard());
  }

  /** Counts a file's sentences and returns their number; tells how many, not how much is done. */
  private long count(String file, TrigramCounts counts, Progress progress) throws IOException {
    long[] sentences = {0};
    try {
      TextStages.forEach(
          textFolder.resolve(file),
          progress,
          sentence -> {
            try {
              counts.addSentence(sentence);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
            sentences[0]++;
            if (sentences[0] % REPORT_EVERY == 0) {
              progress.report(0, counts.tokens() + " words counted");
            }
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return sentences[0];
  }

  private static BackoffLanguageModel estimate(
      TrigramCounts counts, List<List<String>> phrases, Progress progress) throws IOException {
    for (List<String> phrase : phrases) {
      counts.addFragment(phrase);
    }
    double threshold = counts.tokens() > MUCH_TEXT_WORDS ? PRUNING : KEEP_ALL;
    return StreamedKneserNey.estimate(counts, threshold, progress);
  }

  private InterpolationWeight weight(Path folder, List<List<String>> phrases, Progress progress)
      throws IOException {
    if (asked != null) {
      return new InterpolationWeight(asked, List.of(), 0, 0);
    }
    List<List<String>> tune = TextStages.read(textFolder.resolve(TextStages.TUNE), HELD_OUT_WORDS);
    List<List<String>> all =
        TextStages.read(textFolder.resolve(TextStages.TRAIN), SMALL_TEXT_WORDS);
    int words = words(all) + words(tune);
    List<InterpolationWeight.Fold> folds = new ArrayList<>();
    if (words >= SMALL_TEXT_WORDS) {
      try (TrigramCounts counts = counts(folder, progress)) {
        count(TextStages.TRAIN, counts, progress.part(0.05, 0.05));
        folds.add(
            new InterpolationWeight.Fold(estimate(counts, phrases, progress.unheard()), tune));
      }
    } else if (words >= FEWEST_WORDS) {
      all.addAll(tune);
      for (int fold = 0; fold < FOLDS; fold++) {
        List<List<String>> others = new ArrayList<>();
        List<List<String>> heldOut = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
          (i % FOLDS == fold ? heldOut : others).add(all.get(i));
        }
        if (!heldOut.isEmpty() && !others.isEmpty()) {
          folds.add(
              new InterpolationWeight.Fold(estimate(folder, others, phrases, progress), heldOut));
        }
      }
    }
    InterpolationWeight chosen =
        InterpolationWeight.choose(base.languageModel(), folds, progress.part(0.1, 0.5));
    boolean isNeeded = !phrases.isEmpty() || hasNewWords(all);
    if (chosen.words() > 0) {
      if (words >= SMALL_TEXT_WORDS || isNeeded || helps(folds, chosen.weight(), progress)) {
        return chosen;
      }
      leftOut = NO_GAIN;
      return new InterpolationWeight(0, chosen.curve(), chosen.words(), chosen.unknown());
    }
    all.addAll(words >= FEWEST_WORDS ? List.of() : tune);
    // What was given as text is wanted in the model; what was said in a few recordings need not be.
    if (!isNeeded && data.texts().isEmpty() && data.vocabulary().isEmpty()) {
      leftOut = all.isEmpty() ? "" : TOO_LITTLE;
      return new InterpolationWeight(0, List.of(), 0, 0);
    }
    double share = all.isEmpty() && phrases.isEmpty() ? 0 : SHARE_OF_LISTS;
    return new InterpolationWeight(share, List.of(), 0, 0);
  }

  private boolean hasNewWords(List<List<String>> sentences) {
    return sentences.stream()
        .flatMap(List::stream)
        .anyMatch(word -> base.languageModel().vocabulary().id(word) == Vocabulary.UNKNOWN);
  }

  /** Whether sentences that others have taught become more probable by more than chance. */
  private boolean helps(List<InterpolationWeight.Fold> folds, double weight, Progress progress) {
    List<InterpolationWeight.Gain> gains =
        InterpolationWeight.gains(base.languageModel(), folds, weight, progress);
    return PairedGain.isReal(
        gains.stream().mapToDouble(InterpolationWeight.Gain::logProb).toArray(),
        gains.stream().mapToDouble(InterpolationWeight.Gain::words).toArray(),
        1);
  }

  private static int words(List<List<String>> sentences) {
    return sentences.stream().mapToInt(List::size).sum();
  }

  private static BackoffLanguageModel estimate(
      Path folder, List<List<String>> text, List<List<String>> phrases, Progress progress)
      throws IOException {
    try (TrigramCounts counts = counts(folder, progress)) {
      for (List<String> sentence : text) {
        counts.addSentence(sentence);
      }
      return estimate(counts, phrases, progress.unheard());
    }
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
        leftOut,
        measure.isEmpty() ? null : Perplexity.of(base.languageModel(), measure).value(),
        measure.isEmpty() ? null : Perplexity.of(custom, measure).value());
  }

  private static @Nullable Double finite(double perplexity) {
    return Double.isFinite(perplexity) ? perplexity : null;
  }
}
