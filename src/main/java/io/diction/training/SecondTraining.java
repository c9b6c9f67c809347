package io.diction.training;

import io.diction.dataset.DatasetId;
import io.diction.jobs.JobContext;
import io.diction.speech.Sha256;
import io.diction.speech.TemporaryFolder;
import io.diction.speech.adapt.ModelArchive;
import io.diction.training.run.Recipe;
import io.diction.training.run.Recipe.Stage;
import io.diction.training.run.Recipe.Work;
import io.diction.training.run.RecordedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.springframework.stereotype.Service;

/**
 * Trains once more what was trained before, aside: the model as it is takes no notice, and nothing
 * is left but the hash of what came out.
 */
@Service
public class SecondTraining {
  private final Recipe recipe;
  private final TrainingSettings settings;

  SecondTraining(Recipe recipe, TrainingSettings settings) {
    this.recipe = recipe;
    this.settings = settings;
  }

  /** Told what came out, while it is there. */
  @FunctionalInterface
  public interface Taker<R> {
    R take(Recipe.Made made, Path folder) throws IOException;
  }

  /**
   * Goes through all stages from the first one on.
   *
   * @return SHA-256 of the packed model
   */
  public String train(RecordedRun run, JobContext job) throws IOException, InterruptedException {
    return train(run, Set.of(), job, 0, 1, SecondTraining::packed);
  }

  private static String packed(Recipe.Made made, Path folder) throws IOException {
    Path archive = folder.resolve("model.zip");
    ModelArchive.pack(made.folder(), archive);
    return Sha256.of(archive);
  }

  /**
   * The same as if the model had no part of some datasets.
   *
   * @param from how far the job is when it begins, 0 to 1
   * @param to when it ends
   * @throws io.diction.jobs.JobFailure where nothing is left to train on
   */
  public <R> R train(
      RecordedRun run,
      Set<DatasetId> without,
      JobContext job,
      double from,
      double to,
      Taker<R> taker)
      throws IOException, InterruptedException {
    Path parent = Files.createDirectories(settings.folder().resolve("again"));
    try (TemporaryFolder aside = TemporaryFolder.below(parent)) {
      Work work = recipe.open(run, Files.createDirectory(aside.path().resolve("work")), without);
      double done = 0;
      for (Stage stage : recipe.stages()) {
        work.run(
            stage,
            job.progress(
                stage.key(),
                from + (to - from) * done,
                from + (to - from) * (done + stage.share())));
        job.checkCancelled();
        done += stage.share();
      }
      return taker.take(work.made(), aside.path());
    }
  }
}
