package io.diction.speech.adapt;

import io.diction.speech.Json;
import io.diction.speech.Progress;
import io.diction.speech.Sha256;
import io.diction.speech.SpeechModel;
import io.diction.speech.adapt.ModelMetrics.WordErrors;
import io.diction.speech.evaluate.Bootstrap;
import io.diction.speech.evaluate.Evaluation;
import io.diction.speech.evaluate.ModelEvaluation;
import io.diction.speech.evaluate.RecordedSpeech;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Recognises recordings that did not train with the base model and with the finished one. */
final class EvaluateStage {
  /** Without test data no more than this is held out to measure: more is hardly surer. */
  private static final double MOST_MEASURED_SECONDS = 15 * 60;

  private final SpeechModel base;
  private final TrainingData data;
  private final RecordedSpeech speech;
  private final TrainingSettings settings;

  EvaluateStage(
      SpeechModel base, TrainingData data, RecordedSpeech speech, TrainingSettings settings) {
    this.base = base;
    this.data = data;
    this.speech = speech;
    this.settings = settings;
  }

  /** A bounded part of what was held out, chosen by the hash of the names. */
  List<Integer> some(List<ClipList.Entry> heldOut) {
    List<ClipList.Entry> shuffled = new ArrayList<>(heldOut);
    shuffled.sort(
        Comparator.comparing(
            entry -> new Sha256().add(data.utterances().get(entry.utterance()).id()).hex()));
    List<Integer> some = new ArrayList<>();
    double seconds = 0;
    for (ClipList.Entry entry : shuffled) {
      if (seconds < MOST_MEASURED_SECONDS) {
        some.add(entry.utterance());
        seconds += entry.seconds();
      }
    }
    Collections.sort(some);
    return some;
  }

  /**
   * Measures, and writes down every utterance.
   *
   * @param utterances indices in the data
   * @return null when there is nothing to measure on
   */
  @Nullable WordErrors write(
      SpeechModel custom, List<Integer> utterances, Path folder, Progress progress)
      throws IOException {
    List<ModelEvaluation.Reference> references =
        utterances.stream()
            .map(data.utterances()::get)
            .map(utterance -> new ModelEvaluation.Reference(utterance.id(), utterance.text()))
            .toList();
    if (references.isEmpty()) {
      return null;
    }
    ModelEvaluation.Result result =
        new ModelEvaluation(speech, base, settings.threads())
            .run(List.of(base, custom), references, progress);
    Evaluation before = result.evaluations().get(0);
    Evaluation after = result.evaluations().get(1);
    Files.write(folder.resolve("base.json"), Json.bytes(before));
    Files.write(folder.resolve("custom.json"), Json.bytes(after));
    for (ModelEvaluation.Unreadable unreadable : result.unreadable()) {
      progress.report(1, "%s was not measured: %s".formatted(unreadable.id(), unreadable.reason()));
    }
    if (before.utterances().isEmpty()) {
      return null;
    }
    return new WordErrors(
        before.total(),
        after.total(),
        Bootstrap.compare(before, after, settings.seed()),
        before.utterances().size(),
        Math.round(result.audioSeconds() * 100) / 100.0);
  }
}
