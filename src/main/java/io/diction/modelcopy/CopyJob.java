package io.diction.modelcopy;

import io.diction.custommodel.ArrivedModels;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.ModelVersion;
import io.diction.custommodel.VersionId;
import io.diction.custommodel.VersionOrigins;
import io.diction.custommodel.Versions;
import io.diction.dataset.PlanRoom;
import io.diction.jobs.Job;
import io.diction.jobs.JobContext;
import io.diction.jobs.JobFailure;
import io.diction.jobs.JobHandler;
import io.diction.jobs.JobState;
import io.diction.storage.Blob;
import io.diction.storage.Blobs;
import io.diction.web.ErrorCode;
import io.diction.web.Refusal;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Brings the bytes of a version to another organization and makes a custom model of them there, in
 * one transaction with the end of the copy: begun again after a crash, it is made once.
 */
@Component
class CopyJob implements JobHandler {
  static final String KIND = "model-copy";
  private static final double BYTES_THERE = 0.9;

  private final CopyRows rows;
  private final Versions versions;
  private final ArrivedModels models;
  private final VersionOrigins origins;
  private final Blobs blobs;
  private final PlanRoom plan;
  private final ApplicationEventPublisher events;
  private final TransactionTemplate transaction;
  private final MessageSource messages;

  CopyJob(
      CopyRows rows,
      Versions versions,
      ArrivedModels models,
      VersionOrigins origins,
      Blobs blobs,
      PlanRoom plan,
      ApplicationEventPublisher events,
      TransactionTemplate transaction,
      MessageSource messages) {
    this.rows = rows;
    this.versions = versions;
    this.models = models;
    this.origins = origins;
    this.blobs = blobs;
    this.plan = plan;
    this.events = events;
    this.transaction = transaction;
    this.messages = messages;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public void run(JobContext context) throws IOException {
    Optional<ModelCopy> found =
        rows.find(context.organization(), context.jobId())
            .filter(copy -> copy.state().isUnderWay());
    if (found.isEmpty()) {
      return;
    }
    ModelCopy copy = found.get();
    rows.started(copy.source(), copy.id());
    context.report(0, "copy", copy.versionLabel());
    ModelVersion version =
        versions
            .find(copy.version(), copy.source())
            .orElseThrow(
                () -> new JobFailure(ErrorCode.MODEL_UNAVAILABLE.code(), copy.versionLabel()));
    Blob artifact = version.made().artifact();
    Blob there =
        blobs.adopt(
            copy.target(),
            blobs.file(copy.source(), artifact.sha256()),
            Math.max(1, artifact.sizeBytes()));
    if (!there.equals(artifact)) {
      throw new JobFailure(ErrorCode.VALIDATION_FAILED.code(), artifact.sha256());
    }
    context.report(BYTES_THERE, "copy", copy.name());
    context.checkCancelled();
    try {
      transaction.executeWithoutResult(status -> arrive(copy, version));
    } catch (Refusal refusal) {
      throw new JobFailure(
          refusal.code().code(),
          messages.getMessage(refusal.messageKey(), refusal.arguments(), Locale.ENGLISH));
    }
  }

  private void arrive(ModelCopy copy, ModelVersion version) {
    plan.require(copy.target(), List.of(version.made().artifact()));
    if (rows.end(copy.source(), copy.id(), CopyState.DONE, null, null)) {
      CustomModelId model = copy.targetModel();
      VersionId made =
          models.add(model, copy.id(), copy.name(), copy.locale(), version.made(), copy.receiver());
      // One that came as a file stays one wherever it is copied.
      origins
          .find(version.id(), copy.source())
          .ifPresent(origin -> origins.keep(made, origin, copy.target()));
      events.publishEvent(new ModelCopied(copy.id(), model, copy.target()));
    }
  }

  /** One that was called off has failed for those who asked for it. */
  @Override
  public void ended(Job job) {
    if (job.state() == JobState.FAILED) {
      rows.end(job.organization(), job.id(), CopyState.FAILED, job.errorCode(), job.errorText());
    } else if (job.state() == JobState.CANCELLED) {
      rows.end(
          job.organization(),
          job.id(),
          CopyState.FAILED,
          ErrorCode.NOT_ALLOWED.code(),
          "The organization that was to get it wants it no more.");
    }
  }
}
