package io.diction.training;

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

  /**
   * Goes through all stages from the first one on.
   *
   * @return SHA-256 of the packed model
   */
  public String train(RecordedRun run, JobContext job) throws IOException, InterruptedException {
    Path parent = Files.createDirectories(settings.folder().resolve("again"));
    try (TemporaryFolder aside = TemporaryFolder.below(parent)) {
      Work work = recipe.open(run, Files.createDirectory(aside.path().resolve("work")));
      double done = 0;
      for (Stage stage : recipe.stages()) {
        work.run(stage, job.progress(stage.key(), done, done + stage.share()));
        job.checkCancelled();
        done += stage.share();
      }
      Path archive = aside.path().resolve("model.zip");
      ModelArchive.pack(work.made().folder(), archive);
      return Sha256.of(archive);
    }
  }
}
