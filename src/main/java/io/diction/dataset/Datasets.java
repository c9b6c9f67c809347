package io.diction.dataset;

import io.diction.audit.Audit;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.CustomModels;
import io.diction.custommodel.ModelData;
import io.diction.custommodel.ModelDeleted;
import io.diction.custommodel.ModelView;
import io.diction.dataset.file.FileRows;
import io.diction.dataset.file.FileRows.StoredFile;
import io.diction.dataset.finding.FileName;
import io.diction.identity.OrganizationId;
import io.diction.identity.SignedIn;
import io.diction.jobs.Jobs;
import io.diction.storage.Blobs;
import io.diction.web.GridPage;
import io.diction.web.GridQuery;
import io.diction.web.Refusal.NotFound;
import io.diction.web.Refusal.WrongState;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What people do with the datasets of a model. Only its owner sees them: a share lets others use a
 * model, not look at what it was trained on.
 */
@Service
public class Datasets {
  private final CustomModels models;
  private final ModelData modelData;
  private final DatasetRows rows;
  private final ReadyRows ready;
  private final FileRows files;
  private final DatasetChanges changes;
  private final Pairing pairing;
  private final PairRows pairs;
  private final Blobs blobs;
  private final Jobs jobs;
  private final Audit audit;
  private final ApplicationEventPublisher events;

  /** Looked up late: they need to know the datasets. */
  private final ObjectProvider<DatasetUse> uses;

  Datasets(
      CustomModels models,
      ModelData modelData,
      DatasetRows rows,
      ReadyRows ready,
      FileRows files,
      DatasetChanges changes,
      Pairing pairing,
      PairRows pairs,
      Blobs blobs,
      Jobs jobs,
      Audit audit,
      ApplicationEventPublisher events,
      ObjectProvider<DatasetUse> uses) {
    this.models = models;
    this.modelData = modelData;
    this.rows = rows;
    this.ready = ready;
    this.files = files;
    this.changes = changes;
    this.pairing = pairing;
    this.pairs = pairs;
    this.blobs = blobs;
    this.jobs = jobs;
    this.audit = audit;
    this.events = events;
    this.uses = uses;
  }

  @Transactional(readOnly = true)
  public ModelView model(CustomModelId model, SignedIn who) {
    ModelView view = models.get(model, who);
    if (!view.isOwn()) {
      throw new NotFound();
    }
    return view;
  }

  @Transactional(readOnly = true)
  public GridPage<Dataset> page(CustomModelId model, GridQuery query, SignedIn who) {
    return rows.page(model, who.organization(), query);
  }

  @Transactional(readOnly = true)
  public Dataset get(CustomModelId model, DatasetId id, SignedIn who) {
    return rows.find(model, who.organization(), id).orElseThrow(NotFound::new);
  }

  /** The recordings that a text belongs to, or the texts of a recording, by name. */
  @Transactional(readOnly = true)
  public Optional<Dataset> partner(CustomModelId model, Dataset dataset) {
    return ready.partners(model, dataset.key()).stream()
        .filter(partner -> partner.type() == DatasetType.AUDIO)
        .findFirst()
        .flatMap(partner -> rows.find(dataset.organization(), partner.id()));
  }

  /** Whether a model has something ready that pairs with a recording or text by its name. */
  @Transactional(readOnly = true)
  public boolean hasPartner(
      CustomModelId model, OrganizationId organization, String name, boolean recording) {
    return ready.hasPartner(model, organization, new FileName(name).pairKey(), recording);
  }

  /** For jobs: rights were checked when they were asked for. */
  @Transactional(readOnly = true)
  public Optional<Dataset> findForWork(OrganizationId organization, DatasetId id) {
    return rows.find(organization, id);
  }

  /** The models that a dataset is for. */
  @Transactional(readOnly = true)
  public List<CustomModelId> models(Dataset dataset) {
    return rows.models(dataset.key());
  }

  /** Ready texts that belong to a recording by their names. */
  @Transactional(readOnly = true)
  public List<Dataset> texts(CustomModelId model, Dataset recording) {
    return ready.partners(model, recording.key()).stream()
        .filter(partner -> partner.type() != DatasetType.AUDIO)
        .flatMap(partner -> rows.find(recording.organization(), partner.id()).stream())
        .toList();
  }

  /** Takes a dataset from a model, and removes it where no other model uses it. */
  @Transactional
  public void delete(CustomModelId model, DatasetId id, SignedIn who) {
    ModelView view = modelData.requireEditable(model, who);
    Dataset dataset = get(model, id, who);
    pairing.removing(model, dataset);
    rows.unlink(model, dataset.key());
    if (rows.models(dataset.key()).isEmpty() && rows.findKept(dataset.key()).isEmpty()) {
      remove(dataset);
    }
    modelData.dataChanged(model, ready.isTrainable(model, dataset.organization()));
    Uploads.record(audit, who, "dataset.delete", view, dataset.name());
    events.publishEvent(new DatasetRemoved(id, model, dataset.organization()));
  }

  /**
   * Holds the models of a dataset: two that pair with each other, judged at the same time, would
   * not see one another. Then its organization, as whoever counts references to bytes does: two
   * that count the same ones in another order would wait for each other.
   *
   * @return false when one of them is deleted, and with it the dataset
   */
  boolean lockModels(Dataset dataset) {
    try {
      rows.models(dataset.key()).forEach(modelData::lock);
      changes.hold(dataset);
      return true;
    } catch (NotFound deleted) {
      return false;
    }
  }

  /** In a transaction of its own, when the validation begins. */
  void start(Dataset dataset, OffsetDateTime now) {
    rows.start(dataset.key(), now);
    events.publishEvent(new DatasetCheckStarted(dataset.id(), dataset.organization()));
  }

  /** In the transaction that made a dataset ready, its models being locked. */
  void becameReady(Dataset dataset) {
    events.publishEvent(new DatasetChecked(dataset.id(), dataset.organization()));
    for (CustomModelId model : rows.models(dataset.key())) {
      pairing.added(model, dataset);
      modelData.dataChanged(model, ready.isTrainable(model, dataset.organization()));
      events.publishEvent(new DatasetBecameReady(dataset.id(), model, dataset.organization()));
    }
  }

  /** In the transaction that corrected clips or parted them anew. */
  public void clipsChanged(Dataset dataset) {
    if (dataset.status() == DatasetStatus.READY) {
      for (CustomModelId model : rows.models(dataset.key())) {
        modelData.dataChanged(model, ready.isTrainable(model, dataset.organization()));
      }
    }
  }

  /** In the transaction that found a dataset to be of no use, or in need of a review. */
  void settled(Dataset dataset) {
    events.publishEvent(new DatasetChecked(dataset.id(), dataset.organization()));
    rows.models(dataset.key()).forEach(modelData::dataSettled);
  }

  /** In the transaction that rejected a recording: its text waits for somebody to look at it. */
  void recordingRejected(Dataset recording) {
    for (DatasetId id : pairs.readyTexts(recording.key())) {
      rows.find(recording.organization(), id)
          .ifPresent(
              text -> {
                rows.status(text.key(), DatasetStatus.NEEDS_REVIEW);
                pairing.warnOfLostRecording(text);
                for (CustomModelId model : rows.models(text.key())) {
                  modelData.dataChanged(model, ready.isTrainable(model, text.organization()));
                }
              });
    }
  }

  /** What the datasets of a page belong to by their names. */
  @Transactional(readOnly = true)
  public Map<UUID, PairRows.Pair> pairs(
      CustomModelId model, OrganizationId organization, GridPage<Dataset> page) {
    return pairs.of(
        model, organization, page.rows().stream().map(dataset -> dataset.id().value()).toList());
  }

  /** In the transaction that deletes the model; its links are gone by then. */
  @EventListener
  void modelDeleted(ModelDeleted deleted) {
    OrganizationId organization = deleted.owner();
    for (DatasetId id : rows.unused(organization)) {
      rows.find(organization, id).ifPresent(this::remove);
    }
  }

  /** Whether something besides models works with a dataset, the organization being held. */
  boolean isHeard(DatasetId dataset, OrganizationId organization) {
    return uses.orderedStream().anyMatch(use -> use.isUsed(dataset, organization));
  }

  /**
   * In the transaction that found it to be used by no model.
   *
   * @throws WrongState while something else works with it
   */
  void remove(Dataset dataset) {
    // Whoever begins to work with a dataset holds the organization, too.
    changes.hold(dataset);
    if (isHeard(dataset.id(), dataset.organization())) {
      throw new WrongState("dataset.delete.in-use", dataset.name());
    }
    if (dataset.job() != null) {
      jobs.cancel(dataset.organization(), dataset.job());
    }
    changes.removeAll(dataset);
    for (StoredFile file : files.files(dataset.key())) {
      blobs.release(dataset.organization(), file.blob().sha256());
    }
    rows.remove(dataset.key());
    events.publishEvent(new DatasetErased(dataset.id(), dataset.organization()));
  }
}
