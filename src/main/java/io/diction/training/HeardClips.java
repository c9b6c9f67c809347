package io.diction.training;

import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.ModelDeleted;
import io.diction.dataset.DatasetRemoved;
import io.diction.training.run.WorkingFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/**
 * What trainings have heard in the recordings of a model, kept so that the next training, or the
 * same one after a crash, need not listen again. It goes when the model or any of its data goes.
 */
@Component
class HeardClips {
  private final TrainingSettings settings;

  HeardClips(TrainingSettings settings) {
    this.settings = settings;
  }

  /** Lies among what may be removed at any time. */
  Path folder(CustomModelId model) {
    return settings.cache().resolve("clips-" + model);
  }

  @ApplicationModuleListener
  void on(ModelDeleted deleted) {
    remove(deleted.model());
  }

  @ApplicationModuleListener
  void on(DatasetRemoved removed) {
    remove(removed.model());
  }

  private void remove(CustomModelId model) {
    try {
      new WorkingFolder(folder(model)).remove();
    } catch (IOException problem) {
      // The event is delivered again.
      throw new UncheckedIOException(problem);
    }
  }
}
