package io.diction.evaluation.version;

import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.ModelData;
import io.diction.custommodel.ModelVersion;
import io.diction.custommodel.ModelView;
import io.diction.custommodel.Versions;
import io.diction.jobs.Job;
import io.diction.jobs.JobContext;
import io.diction.jobs.JobFailure;
import io.diction.jobs.JobHandler;
import io.diction.jobs.JobState;
import io.diction.training.SecondTraining;
import io.diction.training.run.RecordedRun;
import io.diction.training.run.RunRows;
import io.diction.web.ErrorCode;
import java.io.IOException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Trains a version again from the beginning; one that was interrupted begins anew. */
@Component
class ReproductionJob implements JobHandler {
  static final String KIND = "version-reproduction";

  private static final int MOST_TRAININGS = 1000;

  private final ReproductionRows rows;
  private final RunRows trainings;
  private final ModelData models;
  private final Versions versions;
  private final SecondTraining training;
  private final Clock clock;

  ReproductionJob(
      ReproductionRows rows,
      RunRows trainings,
      ModelData models,
      Versions versions,
      SecondTraining training,
      Clock clock) {
    this.rows = rows;
    this.trainings = trainings;
    this.models = models;
    this.versions = versions;
    this.training = training;
    this.clock = clock;
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
    rows.moved(one.id(), JobState.RUNNING, null, null, null);
    ModelView model =
        models
            .findForWork(new CustomModelId(one.modelId()))
            .orElseThrow(() -> new JobFailure(ErrorCode.NOT_FOUND.code(), ""));
    ModelVersion version =
        versions.ofModel(model).stream()
            .filter(each -> each.id().value().equals(one.versionId()))
            .findFirst()
            .orElseThrow(() -> new JobFailure(ErrorCode.NOT_FOUND.code(), ""));
    RecordedRun run =
        trainings.of(model.owner(), model.id(), MOST_TRAININGS).stream()
            .filter(each -> each.job().equals(version.job()))
            .findFirst()
            .orElseThrow(() -> new JobFailure(ErrorCode.NOT_FOUND.code(), ""));
    requireSame(model, version);
    String made = training.train(run, context);
    // Other bytes of data that has changed meanwhile would say nothing of the version.
    requireSame(models.findForWork(model.id()).orElse(model), version);
    rows.trained(one.id(), made);
  }

  private static void requireSame(ModelView model, ModelVersion version) {
    if (model.dataRevision() != version.dataRevision()) {
      throw new JobFailure(ErrorCode.CONFLICT.code(), "");
    }
  }

  @Override
  public void ended(Job job) {
    rows.moved(
        job.subject(),
        job.state(),
        job.errorCode(),
        job.errorText(),
        OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS));
  }
}
