package io.diction.transcription;

import io.diction.catalog.BaseModels;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.UsableModel;
import io.diction.custommodel.Versions;
import io.diction.identity.OrganizationId;
import io.diction.jobs.JobFailure;
import io.diction.speech.SpeechModel;
import io.diction.training.TrainedModels;
import io.diction.web.ErrorCode;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * The model that a session was started with, and no other: if it is gone by the time the session
 * runs, the session fails and says so.
 */
@Component
class SessionModels {
  private final BaseModels baseModels;
  private final Versions versions;
  private final TrainedModels trainedModels;

  SessionModels(BaseModels baseModels, Versions versions, TrainedModels trainedModels) {
    this.baseModels = baseModels;
    this.versions = versions;
    this.trainedModels = trainedModels;
  }

  /**
   * @throws JobFailure when the organization may not use the model any more
   */
  SpeechModel get(OrganizationId organization, SttSession session) {
    UUID model = session.modelId();
    if (model == null) {
      return baseModels
          .find(session.requireBaseModel())
          .map(base -> baseModels.speechModel(base.id()))
          .orElseThrow(SessionModels::gone);
    }
    Optional<UsableModel> usable = versions.findUsable(organization, new CustomModelId(model));
    return usable
        .map(found -> trainedModels.speechModel(found.owner(), session.modelHash()))
        .orElseThrow(SessionModels::gone);
  }

  private static JobFailure gone() {
    return new JobFailure(ErrorCode.MODEL_UNAVAILABLE.code(), "");
  }
}
