package io.diction.custommodel;

import io.diction.identity.SignedIn;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What the data of a model does to it. */
@Service
public class ModelData {
  private final ModelStore store;
  private final ApplicationEventPublisher events;

  ModelData(ModelStore store, ApplicationEventPublisher events) {
    this.store = store;
    this.events = events;
  }

  /**
   * The model, if this user may change its data now. Inside a transaction it stays locked, so that
   * no training is queued meanwhile.
   */
  @Transactional
  public ModelView requireEditable(CustomModelId id, SignedIn who) {
    store.lockOwn(id, who).requireUnlocked();
    return store.find(id, who.organization()).orElseThrow();
  }

  /** Before anything of a request is read, and without a lock: whether it is the user's own. */
  @Transactional(readOnly = true)
  public void requireOwn(CustomModelId id, SignedIn who) {
    if (findForWork(id).filter(model -> model.owner().equals(who.organization())).isEmpty()) {
      throw store.refusal(id, who.organization());
    }
  }

  /** For work that goes on after the user has left; empty once the model is deleted. */
  @Transactional(readOnly = true)
  public Optional<ModelView> findForWork(CustomModelId id) {
    return store.findForOwner(id);
  }

  /** Holds the model until the caller's transaction ends: its data changes one at a time. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void lock(CustomModelId id) {
    store.lock(id);
  }

  /**
   * Datasets were added, removed or judged.
   *
   * @param trainableDataPresent whether one of them can be trained on
   */
  @Transactional
  public void dataChanged(CustomModelId id, boolean trainableDataPresent) {
    CustomModel model = store.lock(id);
    model.dataChanged(trainableDataPresent, store.now());
    changed(model);
  }

  /**
   * Terms were added, changed or removed.
   *
   * @param anyTerm whether one is left
   */
  @Transactional
  public void vocabularyChanged(CustomModelId id, boolean anyTerm) {
    CustomModel model = store.lock(id);
    model.vocabularyChanged(anyTerm, store.now());
    changed(model);
  }

  /** Of the data of a model nothing is being judged any more that was a moment ago. */
  @Transactional
  public void dataSettled(CustomModelId id) {
    publish(store.lock(id));
  }

  private void changed(CustomModel model) {
    store.save(model);
    publish(model);
  }

  private void publish(CustomModel model) {
    if (model.awaitsAutomaticStart() && model.isUntried()) {
      events.publishEvent(new AutomaticTrainingDue(model.id(), model.organization()));
    }
  }
}
