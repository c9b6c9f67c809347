package io.diction.transcription;

import io.diction.catalog.BaseModels;
import io.diction.identity.OrganizationId;
import io.diction.jobs.JobFailure;
import io.diction.speech.Progress;
import io.diction.speech.SpeechModel;
import io.diction.speech.adapt.OwnTerms.Layered;
import io.diction.storage.Blobs;
import io.diction.training.TrainedModels;
import io.diction.web.ErrorCode;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * The model that a session was started with, and no other. Whether the organization may use it was
 * decided then: a session that waited, or was begun before a restart, ends with it although access
 * has ended or the version has expired since. Only where the version is gone the session fails and
 * says so.
 */
@Component
class SessionModels {
  private final SessionRows rows;
  private final BaseModels baseModels;
  private final Blobs blobs;
  private final TrainedModels trainedModels;
  private final SessionTerms own;

  SessionModels(
      SessionRows rows,
      BaseModels baseModels,
      Blobs blobs,
      TrainedModels trainedModels,
      SessionTerms own) {
    this.rows = rows;
    this.baseModels = baseModels;
    this.blobs = blobs;
    this.trainedModels = trainedModels;
    this.own = own;
  }

  /**
   * Named as the session names it, with the hash of what recognises. An organization's own terms
   * are those of when it was started.
   *
   * @throws JobFailure when the model is gone
   */
  SpeechModel get(SttSession session, Progress progress) {
    UUID id = session.modelId();
    if (id == null) {
      SpeechModel base =
          baseModels
              .find(session.requireBaseModel())
              .map(found -> baseModels.speechModel(found.id()))
              .orElseThrow(SessionModels::gone);
      return base.withIdentity(session.madeBy(), session.modelHash());
    }
    SpeechModel trained = trainedModels.speechModel(requireOwner(session), session.modelHash());
    Layered layered = own.over(session, id, trained, progress);
    return layered
        .model()
        .withIdentity(
            label(session, layered),
            layered.terms() == 0 ? session.modelHash() : layered.model().sha256());
  }

  /** A result names what it came from, also what its organization put on top of the model. */
  private static String label(SttSession session, Layered layered) {
    return layered.terms() == 0
        ? session.madeBy()
        : "%s + %d terms %s"
            .formatted(
                session.madeBy(), layered.terms(), layered.model().sha256().substring(0, 12));
  }

  /**
   * Who has the version that a session was started with.
   *
   * @throws JobFailure when it is gone
   */
  OrganizationId requireOwner(SttSession session) {
    // Sessions started by the release before do not say.
    UUID id = session.ownerId() == null ? rows.modelOwner(session).orElse(null) : session.ownerId();
    OrganizationId owner = id == null ? null : new OrganizationId(id);
    // What nothing refers to is deleted, although its bytes may be there for a while.
    if (owner == null || !blobs.isUsed(owner, session.modelHash())) {
      throw gone();
    }
    return owner;
  }

  private static JobFailure gone() {
    return new JobFailure(ErrorCode.MODEL_UNAVAILABLE.code(), "");
  }
}
