package io.diction.evaluation.version;

import io.diction.evaluation.work.OwnVersion;
import io.diction.evaluation.work.OwnVersions;
import io.diction.evaluation.work.WorkStates;
import io.diction.evaluation.work.WorkStates.Work;
import io.diction.jobs.Job;
import io.diction.jobs.JobContext;
import io.diction.jobs.JobHandler;
import io.diction.training.SecondTraining;
import io.diction.training.run.RecordedRun;
import java.io.IOException;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Trains a version again from the beginning; one that was interrupted begins anew. */
@Component
class ReproductionJob implements JobHandler {
  static final String KIND = "version-reproduction";

  private final ReproductionRows rows;
  private final WorkStates states;
  private final OwnVersions versions;
  private final SecondTraining training;

  ReproductionJob(
      ReproductionRows rows, WorkStates states, OwnVersions versions, SecondTraining training) {
    this.rows = rows;
    this.states = states;
    this.versions = versions;
    this.training = training;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public int parallel() {
    return 1;
  }

  @Override
  public void run(JobContext context) throws IOException, InterruptedException {
    Optional<Reproduction> found = rows.find(context.organization(), context.subject());
    if (found.isEmpty() || found.get().sha256() != null) {
      return;
    }
    Reproduction one = found.get();
    states.started(Work.REPRODUCTION, context.organization(), one.id());
    OwnVersion of = versions.forWork(one.modelId(), one.versionId());
    RecordedRun run = versions.requireTraining(of);
    of.requireSameData();
    String made = training.train(run, context);
    // Other bytes of data that has changed meanwhile would say nothing of the version.
    versions.forWork(one.modelId(), one.versionId()).requireSameData();
    rows.trained(one.id(), made);
  }

  @Override
  public void ended(Job job) {
    states.ended(Work.REPRODUCTION, job);
  }
}
