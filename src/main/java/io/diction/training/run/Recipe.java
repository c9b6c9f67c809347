package io.diction.training.run;

import io.diction.custommodel.CustomModelId;
import io.diction.dataset.DatasetId;
import io.diction.identity.OrganizationId;
import io.diction.speech.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How a model is trained, in stages that each leave their results in the working folder. */
public interface Recipe {

  /**
   * A part of the work.
   *
   * @param key as stored and in message keys
   * @param share of the whole work as far as one can tell before, all shares together 1
   */
  record Stage(String key, double share) {}

  /**
   * How much there is to train on.
   *
   * @param files to train on, those in archives, folders and lists counted
   * @param terms of the vocabulary
   * @param isSettled whether nothing of it is still being uploaded or validated
   */
  record Amount(
      double audioSeconds, long textCharacters, long files, int terms, boolean isSettled) {
    public boolean isNothing() {
      return audioSeconds <= 0 && textCharacters <= 0 && terms <= 0;
    }
  }

  /**
   * What the stages have made.
   *
   * @param folder with the model's files
   * @param engine version of the code that made it
   * @param base word errors of the base model, null when there was nothing to measure on
   * @param heldOut whether a part of the data was held out to measure on
   * @param evidence how much that says, null when there was nothing to measure on
   * @param parts what each kind of data brought
   */
  record Made(
      Path folder,
      long seed,
      String engine,
      String settings,
      @Nullable Score base,
      @Nullable Score custom,
      boolean heldOut,
      @Nullable Evidence evidence,
      @Nullable Double perplexity,
      int vocabularySize,
      double audioSeconds,
      List<Part> parts) {}

  /** One training's work on its folder. */
  interface Work {
    /**
     * Does one stage, whose predecessors are done, perhaps by a former process.
     *
     * @throws io.diction.jobs.JobFailure for what the user can mend
     */
    void run(Stage stage, Progress progress) throws IOException, InterruptedException;

    /** The result, once all stages are done. */
    Made made() throws IOException;
  }

  /** In the order in which they run. */
  List<Stage> stages();

  Amount amount(OrganizationId owner, CustomModelId model);

  default Work open(RecordedRun run, Path folder) throws IOException {
    return open(run, folder, Set.of());
  }

  /**
   * The same as if the model had no part of some datasets to train on.
   *
   * @param without what is left out
   */
  Work open(RecordedRun run, Path folder, Set<DatasetId> without) throws IOException;
}
