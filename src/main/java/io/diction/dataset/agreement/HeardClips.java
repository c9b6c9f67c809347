package io.diction.dataset.agreement;

import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.ModelDeleted;
import io.diction.dataset.DatasetRemoved;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.springframework.core.env.Environment;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

/**
 * What was heard in the recordings of a model, by the check of its data or by a training, kept so
 * that nobody listens again. It goes when the model or any of its data goes.
 */
@Component
public class HeardClips {
  private final Path cache;

  HeardClips(Environment environment) {
    cache = Path.of(environment.getRequiredProperty("diction.training.cache"));
  }

  /** Lies among what may be removed at any time. */
  public Path folder(CustomModelId model) {
    return cache.resolve("clips-" + model);
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
      FileSystemUtils.deleteRecursively(folder(model));
    } catch (IOException problem) {
      // The event is delivered again.
      throw new UncheckedIOException(problem);
    }
  }
}
