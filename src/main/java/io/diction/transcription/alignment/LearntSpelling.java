package io.diction.transcription.alignment;

import io.diction.catalog.BaseModels;
import io.diction.speech.Progress;
import io.diction.speech.SpeechModel;
import io.diction.speech.lexicon.GraphemeToPhoneme;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * How words that no dictionary has are probably said. It is learnt once from a base model's
 * dictionary, where training and reports find it as well.
 */
@Component
class LearntSpelling {
  private final BaseModels baseModels;
  private final Path folder;

  LearntSpelling(BaseModels baseModels, Environment environment) {
    this.baseModels = baseModels;
    this.folder =
        Path.of(environment.getRequiredProperty("diction.data")).resolve("cache").resolve("learnt");
  }

  /**
   * From the base model of the same phones, so that a custom model is not learnt from by itself.
   */
  synchronized GraphemeToPhoneme forModel(SpeechModel model, Progress progress) {
    SpeechModel base =
        baseModels.usable(model.locale().toLanguageTag()).stream()
            .map(each -> baseModels.speechModel(each.id()))
            .filter(
                each ->
                    each.acousticModel()
                        .phones()
                        .names()
                        .equals(model.acousticModel().phones().names()))
            .findFirst()
            .orElse(model);
    try {
      return GraphemeToPhoneme.cached(folder, base.sha256(), base.lexicon(), progress);
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }
}
