package io.diction.training.run;

import io.diction.custommodel.TrainingStates;
import io.diction.jobs.JobContext;
import io.diction.training.run.Recipe.Stage;
import io.diction.training.run.Recipe.Work;
import java.io.IOException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Does the stages of a training in turn, and finds out which are done after a crash. */
@Component
public class StageRunner {
  private static final Logger log = LoggerFactory.getLogger(StageRunner.class);

  private final RunRows rows;
  private final Recipe recipe;
  private final TrainingTexts names;
  private final TrainingStates states;
  private final TransactionTemplate transaction;
  private final Clock clock;

  public StageRunner(
      RunRows rows,
      Recipe recipe,
      TrainingTexts names,
      TrainingStates states,
      TransactionTemplate transaction,
      Clock clock) {
    this.rows = rows;
    this.recipe = recipe;
    this.names = names;
    this.states = states;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * Restores the working folder as the last finished stage left it.
   *
   * @return position of the first stage that is still to do
   */
  public int resume(RecordedRun run, WorkingFolder folder, JobContext context) throws IOException {
    List<RecordedStage> finished =
        rows.stages(run.id()).stream().filter(RecordedStage::isFinished).toList();
    int next = finished.size();
    String state = next == 0 ? "" : finished.get(next - 1).files();
    if (!folder.restore(state == null ? "" : state)) {
      context.log(names.text("training.log.from-the-start"));
      next = 0;
    } else if (context.attempt() > 1) {
      Stage stage = recipe.stages().get(Math.min(next, recipe.stages().size() - 1));
      context.log(names.text("training.log.resumed", names.of(stage.key())));
    }
    rows.forgetStages(run.id(), next);
    return next;
  }

  public void run(RecordedRun run, Work work, WorkingFolder folder, int first, JobContext context)
      throws IOException, InterruptedException {
    List<Stage> stages = recipe.stages();
    double done = stages.subList(0, first).stream().mapToDouble(Stage::share).sum();
    for (int position = first; position < stages.size(); position++) {
      Stage stage = stages.get(position);
      context.checkCancelled();
      rows.beginStage(run.id(), position, stage.key(), now());
      log.info("Training {}: {}", run.id(), stage.key());
      StageProgress progress =
          new StageProgress(
              run.model(), names.of(stage.key()), done, stage.share(), context, states);
      progress.report(0, "");
      long begun = System.nanoTime();
      work.run(stage, progress);
      context.checkCancelled();
      finish(run, position, folder.state(), (System.nanoTime() - begun) / 1e9);
      done += stage.share();
    }
  }

  private void finish(RecordedRun run, int position, String files, double seconds) {
    transaction.executeWithoutResult(
        status -> rows.finishStage(run.id(), position, seconds, files, now()));
  }

  private OffsetDateTime now() {
    return OffsetDateTime.now(clock.withZone(ZoneOffset.UTC)).truncatedTo(ChronoUnit.MICROS);
  }
}
