package io.diction.modelcopy;

import io.diction.audit.Audit;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.CustomModels;
import io.diction.custommodel.ModelData;
import io.diction.custommodel.ModelVersion;
import io.diction.custommodel.ModelView;
import io.diction.custommodel.Versions;
import io.diction.identity.Ids;
import io.diction.identity.SignedIn;
import io.diction.jobs.Jobs;
import io.diction.web.Refusal.NotAllowed;
import io.diction.web.Refusal.NotFound;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Copies versions of custom models into organizations that allow it. */
@Service
public class ModelCopies {
  private final CopyRows rows;
  private final CustomModels models;
  private final ModelData data;
  private final Versions versions;
  private final Jobs jobs;
  private final Audit audit;

  ModelCopies(
      CopyRows rows,
      CustomModels models,
      ModelData data,
      Versions versions,
      Jobs jobs,
      Audit audit) {
    this.rows = rows;
    this.models = models;
    this.data = data;
    this.versions = versions;
    this.jobs = jobs;
    this.audit = audit;
  }

  /**
   * Asks for a copy. It becomes a custom model of its own, with one version.
   *
   * @param job that made the version
   * @param name of the copy
   * @param receiver an administrator of the organization that gets it, who has agreed
   */
  @Transactional
  public ModelCopy copy(UUID job, String name, SignedIn receiver, SignedIn who) {
    who.requireAdmin();
    receiver.requireAdmin();
    versions.findByJob(job, who.organization()).ifPresent(found -> data.lock(found.model()));
    // Under the lock: who deletes the version asks under it whether it is being copied.
    ModelVersion version = versions.findByJob(job, who.organization()).orElseThrow(NotFound::new);
    ModelView model = models.get(version.model(), who);
    if (!model.isOwn()) {
      throw new NotAllowed("custommodel.shared-read-only");
    }
    UUID id = jobs.submit(CopyJob.KIND, who.organization(), version.id().value());
    ModelCopy copy =
        new ModelCopy(
            id,
            who.organization(),
            version.id(),
            model.name() + " #" + version.number(),
            receiver.organization(),
            new CustomModelId(Ids.next()),
            name,
            model.locale(),
            version.baseModel(),
            receiver.user(),
            receiver.displayName(),
            CopyState.QUEUED,
            null,
            null,
            rows.now(),
            null,
            null);
    rows.add(copy, who);
    audit.record(who, "custom-model.copy", "custom-model", model.id().value(), copy.versionLabel());
    return copy;
  }

  /** One that the user's organization asked for. */
  @Transactional(readOnly = true)
  public Optional<ModelCopy> find(UUID id, SignedIn who) {
    return rows.find(who.organization(), id);
  }

  /** How far one is, 0 to 1. */
  @Transactional(readOnly = true)
  public double progress(ModelCopy copy) {
    return copy.state() == CopyState.DONE
        ? 1
        : jobs.find(copy.source(), copy.id()).map(job -> job.fraction()).orElse(0.0);
  }

  /** The organization that gets it wants it no more; what came already is its own. */
  @Transactional
  public void refuse(UUID id, SignedIn who) {
    who.requireAdmin();
    Optional<ModelCopy> copy = rows.findForTarget(who.organization(), id);
    copy.ifPresent(
        refused -> {
          rows.remove(who.organization(), id);
          if (refused.state().isUnderWay()) {
            jobs.cancel(refused.source(), id);
          }
        });
  }
}
