package io.diction.evaluation;

import io.diction.catalog.BaseModelId;
import io.diction.catalog.BaseModels;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.Versions;
import io.diction.evaluation.run.TestRows;
import io.diction.evaluation.run.TestRun;
import io.diction.evaluation.run.TestSubject;
import io.diction.identity.OrganizationId;
import io.diction.jobs.JobFailure;
import io.diction.sharing.OwnVocabulary;
import io.diction.speech.FormatException;
import io.diction.speech.Progress;
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
  private final OwnVocabulary vocabulary;
  private final TestRows runs;

  SubjectModels(
      BaseModels baseModels,
      Versions versions,
      TrainedModels trainedModels,
      OwnVocabulary vocabulary,
      TestRows runs) {
    this.baseModels = baseModels;
    this.versions = versions;
    this.trainedModels = trainedModels;
    this.vocabulary = vocabulary;
    this.runs = runs;
  }

  /**
   * @throws JobFailure when it is not there any more, or the organization may not use it now
   */
  SpeechModel get(TestRun run, TestSubject subject, Progress progress) {
    try {
      UUID base = subject.baseModelId();
      if (base != null) {
        return base(base, subject.sha256());
      }
      OrganizationId owner = new OrganizationId(subject.ownerId());
      if (!run.organizationId().equals(subject.ownerId())) {
        requireUsable(run, subject);
      }
      SpeechModel trained = trainedModels.speechModel(owner, subject.sha256());
      return subject.layered() ? layered(run, trained, progress) : trained;
    } catch (FormatException damaged) {
      throw new JobFailure(ErrorCode.NOT_FOUND.code(), subject.label());
    }
  }

  /** As the sessions of who tests recognised when the test was asked for. */
  private SpeechModel layered(TestRun run, SpeechModel trained, Progress progress) {
    byte[] terms =
        runs.ownTerms(run.id())
            .orElseThrow(() -> new IllegalStateException("a test lacks its terms: " + run.id()));
    return vocabulary.over(terms, trained, progress).model();
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
