package io.diction.training;

import io.diction.jobs.Job;
import io.diction.jobs.JobContext;
import io.diction.jobs.JobHandler;
import io.diction.training.run.Recipe;
import io.diction.training.run.Recipe.Made;
import io.diction.training.run.Recipe.Work;
import io.diction.training.run.RecordedRun;
import io.diction.training.run.StageRunner;
import io.diction.training.run.WorkingFolder;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Runs a training: its stages from the first unfinished one on, then keeps what they made. */
@Component
class TrainingJob implements JobHandler {
  static final String KIND = "training";

  private final StageRunner stages;
  private final Recipe recipe;
  private final WorkingFolders folders;
  private final TrainingRecord record;
  private final Results results;

  /** Looked up late: what queues jobs needs to know their handlers. */
  private final ObjectProvider<TrainingRetry> retry;

  TrainingJob(
      StageRunner stages,
      Recipe recipe,
      WorkingFolders folders,
      TrainingRecord record,
      Results results,
      ObjectProvider<TrainingRetry> retry) {
    this.stages = stages;
    this.recipe = recipe;
    this.folders = folders;
    this.record = record;
    this.results = results;
    this.retry = retry;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public void run(JobContext context) throws IOException, InterruptedException {
    RecordedRun run = record.begin(context);
    WorkingFolder folder = folders.of(run.id());
    int first = stages.resume(run, folder, context);
    Work work = recipe.open(run, folder.path());
    stages.run(run, work, folder, first, context);
    context.checkCancelled();
    Made made = work.made();
    results.keep(run, made);
  }

  @Override
  public void ended(Job job) {
    record.end(job);
  }

  @Override
  public Set<UUID> retryable(List<Job> failed) {
    return retry.getObject().possible(failed);
  }

  @Override
  public boolean startsAnew() {
    return true;
  }

  @Override
  public void retried(Job job) {
    retry.getObject().again(job);
  }
}
