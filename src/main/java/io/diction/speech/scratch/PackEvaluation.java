package io.diction.speech.scratch;

import io.diction.speech.Progress;
import io.diction.speech.SpeechModel;
import io.diction.speech.evaluate.ModelEvaluation;
import io.diction.speech.evaluate.RecordedSpeech;
import java.io.IOException;
import java.util.List;

/** Measures a pack on utterances that it was not trained on. */
final class PackEvaluation {
  private final ScratchData data;
  private final RecordedSpeech speech;
  private final ScratchSettings settings;

  PackEvaluation(ScratchData data, RecordedSpeech speech, ScratchSettings settings) {
    this.data = data;
    this.speech = speech;
    this.settings = settings;
  }

  ScratchFigures measure(
      SpeechModel model, List<Preparation.Spoken> test, ScratchFigures figures, Progress progress)
      throws IOException {
    if (test.isEmpty()) {
      return figures;
    }
    ModelEvaluation.Result result =
        new ModelEvaluation(speech, Preparation.normalizer(data), settings.threads())
            .run(
                List.of(model),
                test.stream()
                    .map(
                        spoken ->
                            new ModelEvaluation.Reference(
                                spoken.id(), String.join(" ", spoken.words())))
                    .toList(),
                progress);
    double minutes = Math.round(result.audioSeconds() / 6) / 10.0;
    return figures.withWordErrors(result.evaluations().get(0).total(), minutes);
  }
}
