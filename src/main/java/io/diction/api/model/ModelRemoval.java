package io.diction.api.model;

import io.diction.api.answer.ApiError;
import io.diction.api.answer.DetailCode;
import io.diction.api.answer.EntityKind;
import io.diction.api.hook.EntityEvents;
import io.diction.api.hook.Stage;
import io.diction.api.property.PropertyRows;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.CustomModels;
import io.diction.custommodel.ModelDeleted;
import io.diction.custommodel.VersionDeleted;
import io.diction.custommodel.VersionDeletion;
import io.diction.dataset.DatasetId;
import io.diction.dataset.KeptDatasets;
import io.diction.identity.OrganizationId;
import io.diction.identity.SignedIn;
import io.diction.modelcopy.ModelCopies;
import io.diction.project.MemberKind;
import io.diction.project.ProjectMembers;
import io.diction.training.Training;
import io.diction.training.TrainingFinished;
import io.diction.web.Refusal;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Removes single versions. A custom model that was made for one goes with it; any other stays, with
 * its data and its other versions.
 */
@Service
class ModelRemoval {
  private final ModelList list;
  private final ModelRecords records;
  private final CustomModels models;
  private final VersionDeletion versions;
  private final ModelCopies copies;
  private final KeptDatasets datasets;
  private final Training training;
  private final PropertyRows properties;
  private final ProjectMembers members;
  private final EntityEvents events;

  ModelRemoval(
      ModelList list,
      ModelRecords records,
      CustomModels models,
      VersionDeletion versions,
      ModelCopies copies,
      KeptDatasets datasets,
      Training training,
      PropertyRows properties,
      ProjectMembers members,
      EntityEvents events) {
    this.list = list;
    this.records = records;
    this.models = models;
    this.versions = versions;
    this.copies = copies;
    this.datasets = datasets;
    this.training = training;
    this.properties = properties;
    this.members = members;
    this.events = events;
  }

  /** One that does not exist is deleted already. */
  @Transactional
  public void delete(UUID id, SignedIn who) {
    who.requireAdmin();
    Optional<ModelRow> found = list.find(who.organization(), id);
    if (found.isEmpty()) {
      return;
    }
    ModelRow row = found.get();
    if (row.version() == null && models.find(row.model(), who).isEmpty()) {
      // On its way from elsewhere: there is no custom model of it yet.
      copies.refuse(id, who);
      forget(id, who.organization());
      return;
    }
    boolean alone = row.sole() && list.others(who.organization(), row.model(), id) == 0;
    if (row.version() != null) {
      deleteVersion(row, alone, who);
    } else {
      records.remove(id, row.model(), who);
      if (row.isUnderWay()) {
        training.cancel(row.model(), who);
      }
      // One that waited has stopped at once, and may have taken the custom model with it.
      if (alone && models.find(row.model(), who).filter(model -> !model.isLocked()).isPresent()) {
        deleteModel(row.model(), who);
      }
    }
    if (!alone || models.find(row.model(), who).isPresent()) {
      // Else it was told with the custom model.
      events.record(EntityKind.MODEL, id, who.organization(), Stage.DELETION);
    }
    forget(id, who.organization());
  }

  private void deleteVersion(ModelRow row, boolean alone, SignedIn who) {
    try {
      if (alone) {
        versions.requireDeletable(row.model(), row.version(), who);
        deleteModel(row.model(), who);
      } else {
        versions.delete(row.model(), row.version(), who);
      }
    } catch (Refusal.WrongState used) {
      throw ApiError.conflict(
              DetailCode.IN_USE_VIOLATION,
              "The model is in use: by other organizations, or by work under way.")
          .detail("dictionCode", used.code().code());
    }
  }

  private void deleteModel(CustomModelId model, SignedIn who) {
    Optional<DatasetId> text = records.findText(who.organization(), model);
    models.delete(model, who);
    text.filter(id -> datasets.find(id, who).isPresent()).ifPresent(id -> datasets.delete(id, who));
  }

  /** One that was called off since it was to be deleted has stopped. */
  @Order(Ordered.LOWEST_PRECEDENCE)
  @EventListener
  void stopped(TrainingFinished finished) {
    list.findJob(finished.organization(), finished.run().value())
        .flatMap(job -> records.findRemover(finished.organization(), job))
        // What was begun with its data meanwhile goes on: the model stays for somebody to delete.
        .filter(who -> !datasets.isHeard(finished.model(), who))
        .ifPresent(who -> deleteModel(finished.model(), who));
  }

  /** Here or in the portal, in the transaction that does it. */
  @EventListener
  void deleted(VersionDeleted deleted) {
    forget(deleted.job(), deleted.owner());
  }

  /** In the transaction that took the versions with it. */
  @EventListener
  void deleted(ModelDeleted deleted) {
    list.gone(deleted.owner())
        .forEach(
            id -> {
              events.record(EntityKind.MODEL, id, deleted.owner(), Stage.DELETION);
              forget(id, deleted.owner());
            });
  }

  private void forget(UUID id, OrganizationId organization) {
    properties.forget(EntityKind.MODEL, id, organization);
    members.forget(MemberKind.MODEL, id, organization);
  }
}
