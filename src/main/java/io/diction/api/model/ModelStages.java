package io.diction.api.model;

import io.diction.api.answer.EntityKind;
import io.diction.api.hook.EntityEvents;
import io.diction.api.hook.Stage;
import io.diction.api.property.CompletionMail;
import io.diction.identity.OrganizationId;
import io.diction.modelcopy.ModelCopied;
import io.diction.modelfile.VersionImported;
import io.diction.training.TrainingFinished;
import io.diction.training.TrainingQueued;
import io.diction.training.TrainingStarted;
import io.diction.training.run.Outcome;
import io.diction.training.run.RunId;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Tells of what becomes of models: web hooks, and whoever is to be told of the end by mail. */
@Component
class ModelStages {
  private final ModelList list;
  private final EntityEvents events;
  private final CompletionMail mail;

  ModelStages(ModelList list, EntityEvents events, CompletionMail mail) {
    this.list = list;
    this.events = events;
    this.mail = mail;
  }

  @EventListener
  void queued(TrainingQueued queued) {
    tell(queued.organization(), queued.run(), Stage.CREATION);
  }

  @EventListener
  void started(TrainingStarted started) {
    tell(started.organization(), started.run(), Stage.PROCESSING);
  }

  /** What was called off made no model. */
  @EventListener
  void finished(TrainingFinished finished) {
    if (finished.outcome() != Outcome.CANCELLED) {
      tell(finished.organization(), finished.run(), Stage.COMPLETION)
          .ifPresent(
              id ->
                  mail.ended(
                      EntityKind.MODEL,
                      id,
                      finished.organization(),
                      finished.outcome() == Outcome.SUCCEEDED));
    }
  }

  @EventListener
  void came(ModelCopied copied) {
    events.record(EntityKind.MODEL, copied.copy(), copied.owner(), Stage.CREATION);
    events.record(EntityKind.MODEL, copied.copy(), copied.owner(), Stage.COMPLETION);
  }

  @EventListener
  void imported(VersionImported imported) {
    events.record(EntityKind.MODEL, imported.id(), imported.owner(), Stage.CREATION);
    events.record(EntityKind.MODEL, imported.id(), imported.owner(), Stage.COMPLETION);
  }

  private Optional<UUID> tell(OrganizationId organization, RunId run, Stage stage) {
    Optional<UUID> id = list.findJob(organization, run.value());
    id.ifPresent(model -> events.record(EntityKind.MODEL, model, organization, stage));
    return id;
  }
}
