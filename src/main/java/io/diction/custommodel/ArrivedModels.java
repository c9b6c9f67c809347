package io.diction.custommodel;

import io.diction.audit.Audit;
import io.diction.catalog.BaseModels;
import io.diction.catalog.Language;
import io.diction.identity.Ids;
import io.diction.identity.SignedIn;
import io.diction.storage.Blobs;
import io.diction.web.Refusal.Invalid;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Versions that were trained elsewhere, as new custom models without data or in one of them. */
@Service
public class ArrivedModels {
  private final CustomModels models;
  private final ModelStore store;
  private final VersionRows versions;
  private final Versions acceptance;
  private final BaseModels baseModels;
  private final Blobs blobs;
  private final Audit audit;

  ArrivedModels(
      CustomModels models,
      ModelStore store,
      VersionRows versions,
      Versions acceptance,
      BaseModels baseModels,
      Blobs blobs,
      Audit audit) {
    this.models = models;
    this.store = store;
    this.versions = versions;
    this.acceptance = acceptance;
    this.baseModels = baseModels;
    this.blobs = blobs;
    this.audit = audit;
  }

  /**
   * Makes one, whatever the base model's dates are: it was trained in time. Its version is accepted
   * by itself as one that was trained here would be.
   *
   * @param id of the new model
   * @param job that brings it
   * @param made its artifact is stored for the receiver's organization, and not yet retained
   * @throws io.diction.web.Refusal.LimitReached when the plan has no room for one more
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public VersionId add(
      CustomModelId id, UUID job, String name, String locale, NewVersion made, SignedIn receiver) {
    Language language =
        baseModels
            .findLanguage(locale)
            .orElseThrow(() -> new Invalid("custommodel.language.required"));
    models.requireRoom(receiver.organization());
    CustomModel model =
        CustomModel.create(
            id,
            receiver.organization(),
            receiver.user(),
            new ModelName(name),
            new ModelSettings("", "", false),
            language,
            store.now());
    store.add(model);
    audit.record(receiver, "custom-model.create", CustomModels.AUDITED, id.value(), name);
    return arrive(store.lock(id), job, made);
  }

  /** Models come before organizations in the order of locks: before {@link #addTo}. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void hold(CustomModelId id, SignedIn receiver) {
    var unused = store.lockOwn(id, receiver);
  }

  /**
   * Adds a version to a model of the receiver's that is not in training. It waits to be accepted
   * where another one is in use.
   *
   * @param locale of the version
   * @see #add
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public VersionId addTo(
      CustomModelId id, UUID job, String locale, NewVersion made, SignedIn receiver) {
    CustomModel model = store.lockOwn(id, receiver);
    model.requireUnlocked();
    if (!store.find(id, receiver.organization()).orElseThrow().locale().equals(locale)) {
      throw new Invalid("custommodel.language.required");
    }
    return arrive(model, job, made);
  }

  private VersionId arrive(CustomModel kept, UUID job, NewVersion made) {
    CustomModelId id = kept.id();
    int number = kept.arrive(job, store.now());
    ModelVersion version =
        new ModelVersion(
            new VersionId(Ids.next()),
            id,
            number,
            job,
            kept.queuedRevision(),
            made,
            store.now(),
            null);
    blobs.retain(kept.organization(), made.artifact().sha256());
    versions.add(version, kept.organization());
    if (kept.acceptedVersion() == null
        && made.metrics().isNotWorseThanBase()
        && !acceptance.isGuarded(id)) {
      acceptance.acceptByItself(kept, version);
    } else {
      kept.awaitAcceptance();
      store.save(kept);
    }
    return version.id();
  }
}
