package io.diction.custommodel;

import io.diction.identity.Ids;
import io.diction.identity.SignedIn;
import io.diction.storage.Blobs;
import io.diction.web.ErrorCode;
import io.diction.web.Refusal.Invalid;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What a training does to its model: the moves of the status machine that only training makes. */
@Service
public class TrainingStates {
  private final ModelStore store;
  private final VersionRows versions;
  private final Versions acceptance;
  private final Blobs blobs;

  TrainingStates(ModelStore store, VersionRows versions, Versions acceptance, Blobs blobs) {
    this.store = store;
    this.versions = versions;
    this.acceptance = acceptance;
    this.blobs = blobs;
  }

  /**
   * The model, if this user may start its training now. Inside a transaction it stays locked, so
   * that what was checked still holds when the training is queued.
   */
  @Transactional
  public ModelView requireTrainable(CustomModelId id, SignedIn who) {
    CustomModel model = store.lockOwn(id, who);
    requireTrainable(model);
    return store.find(id, who.organization()).orElseThrow();
  }

  /** The same without a user, for a training that starts by itself; empty when it cannot. */
  @Transactional
  public Optional<ModelView> findTrainable(CustomModelId id) {
    CustomModel model = store.lock(id);
    return isTrainable(model) ? store.find(id, model.organization()) : Optional.empty();
  }

  /** Those of some models that could be trained now. */
  @Transactional(readOnly = true)
  public Set<CustomModelId> trainable(Collection<CustomModelId> ids) {
    return store.all(ids).stream()
        .filter(TrainingStates::isTrainable)
        .map(CustomModel::id)
        .collect(Collectors.toSet());
  }

  private static boolean isTrainable(CustomModel model) {
    return !model.isLocked() && model.offersTraining() && model.isFed();
  }

  /** The training was asked for: its job waits. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void queued(CustomModelId id, UUID job) {
    CustomModel model = store.lock(id);
    requireTrainable(model);
    model.queue(job, isExpired(model), store.now());
    store.save(model);
  }

  /** A training should have begun by itself: what stood in the way is shown until one begins. */
  @Transactional
  public void automaticStartRefused(CustomModelId id, ErrorCode why) {
    CustomModel model = store.lock(id);
    model.automaticStartRefused(why);
    store.save(model);
  }

  /** The job began, or goes on after a crash. */
  @Transactional
  public void started(CustomModelId id) {
    CustomModel model = store.lock(id);
    model.start(store.now());
    store.save(model);
  }

  /** How far the running training is, 0 to 1. Not a change of the model. */
  @Transactional
  public void progress(CustomModelId id, double fraction, String stage) {
    store.progress(id, fraction, stage);
  }

  /**
   * The training made a version, which is accepted by itself if none was before and the base model
   * is not better; where its kind is looked at first, as soon as nothing was found. Called again
   * for the same job, nothing more happens.
   */
  @Transactional
  public ModelVersion succeeded(CustomModelId id, NewVersion made) {
    CustomModel model = store.lock(id);
    UUID job = model.current().requireJob();
    Optional<ModelVersion> before = versions.ofJob(job);
    if (before.isPresent()) {
      return before.get();
    }
    int number = model.succeed(store.now());
    ModelVersion version =
        new ModelVersion(
            new VersionId(Ids.next()),
            id,
            number,
            job,
            model.queuedRevision(),
            made,
            store.now(),
            null);
    blobs.retain(model.organization(), made.artifact().sha256());
    versions.add(version, model.organization());
    if (model.acceptedVersion() == null
        && made.metrics().isNotWorseThanBase()
        && !acceptance.isGuarded(id)) {
      acceptance.acceptByItself(model, version);
    } else {
      model.awaitAcceptance();
      store.save(model);
    }
    return version;
  }

  /**
   * The training ended with an error.
   *
   * @param text which file, which line, what to do
   */
  @Transactional
  public void failed(CustomModelId id, ErrorCode code, String text) {
    CustomModel model = store.lock(id);
    model.fail(code, text, store.now());
    store.save(model);
  }

  /** The training was called off, in the queue or under way. */
  @Transactional
  public void cancelled(CustomModelId id) {
    CustomModel model = store.lock(id);
    model.cancel(store.now());
    store.save(model);
  }

  private boolean isExpired(CustomModel model) {
    return model.acceptedVersion() != null
        && versions.accepted(model.id()).filter(v -> v.isExpired(store.now())).isPresent();
  }

  private void requireTrainable(CustomModel model) {
    model.requireTrainable(isExpired(model));
    if (!model.isFed()) {
      throw new Invalid(ErrorCode.NOT_ENOUGH_DATA);
    }
  }
}
