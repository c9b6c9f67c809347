package io.diction.evaluation;

import io.diction.catalog.BaseModelId;
import io.diction.catalog.BaseModels;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.Versions;
import io.diction.evaluation.run.TestRun;
import io.diction.evaluation.run.TestSubject;
import io.diction.identity.OrganizationId;
import io.diction.jobs.JobFailure;
import io.diction.speech.FormatException;
import io.diction.speech.SpeechModel;
import io.diction.training.TrainedModels;
import io.diction.web.ErrorCode;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Exactly what a test was asked to measure, or none: nothing takes the place of what is gone. */
@Component
class SubjectModels {
  private final BaseModels baseModels;
  private final Versions versions;
  private final TrainedModels trainedModels;

  SubjectModels(BaseModels baseModels, Versions versions, TrainedModels trainedModels) {
    this.baseModels = baseModels;
    this.versions = versions;
    this.trainedModels = trainedModels;
  }

  /**
   * @throws JobFailure when it is not there any more, or the organization may not use it now
   */
  SpeechModel get(TestRun run, TestSubject subject) {
    try {
      UUID base = subject.baseModelId();
      if (base != null) {
        return base(base, subject.sha256());
      }
      OrganizationId owner = new OrganizationId(subject.ownerId());
      if (!run.organizationId().equals(subject.ownerId())) {
        requireUsable(run, subject);
      }
      return trainedModels.speechModel(owner, subject.sha256());
    } catch (FormatException damaged) {
      throw new JobFailure(ErrorCode.NOT_FOUND.code(), subject.label());
    }
  }

  /** Whose lexicon reads references aloud. */
  SpeechModel reader(TestRun run) {
    try {
      return baseModels.speechModel(new BaseModelId(run.baseModelId()));
    } catch (FormatException gone) {
      throw new JobFailure(ErrorCode.NOT_FOUND.code(), gone.getMessage());
    }
  }

  private SpeechModel base(UUID id, String sha256) {
    return baseModels
        .find(id)
        .filter(model -> model.packSha256().equals(sha256))
        .map(model -> baseModels.speechModel(model.id()))
        .orElseThrow(() -> new JobFailure(ErrorCode.NOT_FOUND.code(), ""));
  }

  /** Of a model that is shared: for as long as it is, the version served there or offered. */
  private void requireUsable(TestRun run, TestSubject subject) {
    if (!versions.isTestable(
        new OrganizationId(run.organizationId()),
        new CustomModelId(run.modelId()),
        subject.sha256())) {
      throw new JobFailure(ErrorCode.NOT_FOUND.code(), subject.label());
    }
  }
}
