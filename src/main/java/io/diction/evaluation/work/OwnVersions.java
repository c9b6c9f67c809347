package io.diction.evaluation.work;

import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.CustomModels;
import io.diction.custommodel.ModelData;
import io.diction.custommodel.ModelVersion;
import io.diction.custommodel.ModelView;
import io.diction.custommodel.VersionId;
import io.diction.custommodel.Versions;
import io.diction.identity.SignedIn;
import io.diction.jobs.JobFailure;
import io.diction.training.run.RecordedRun;
import io.diction.training.run.RunRows;
import io.diction.web.ErrorCode;
import io.diction.web.Refusal.NotAllowed;
import io.diction.web.Refusal.NotFound;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Versions of own models, for those who decide on them and for the jobs that they ask for. */
@Component
public class OwnVersions {

  private final CustomModels customModels;
  private final ModelData models;
  private final Versions versions;
  private final RunRows trainings;

  OwnVersions(CustomModels customModels, ModelData models, Versions versions, RunRows trainings) {
    this.customModels = customModels;
    this.models = models;
    this.versions = versions;
    this.trainings = trainings;
  }

  /**
   * The model, if this user decides on its versions.
   *
   * @throws NotFound also where it is somebody else's
   */
  @Transactional(readOnly = true)
  public ModelView requireModel(CustomModelId id, SignedIn who) {
    ModelView model = customModels.get(id, who);
    if (!model.isOwn()) {
      throw new NotFound();
    }
    if (!Versions.mayAccept(who)) {
      throw new NotAllowed();
    }
    return model;
  }

  /** The same with a version, one asking after the other: pressed twice it is asked for once. */
  @Transactional(propagation = Propagation.MANDATORY)
  public OwnVersion requireLocked(CustomModelId id, VersionId wanted, SignedIn who) {
    ModelView model = requireModel(id, who);
    models.lock(id);
    return find(model, wanted.value()).orElseThrow(NotFound::new);
  }

  /**
   * As it is now, for a job.
   *
   * @throws JobFailure when it is gone
   */
  @Transactional(readOnly = true)
  public OwnVersion forWork(UUID model, UUID version) {
    return models
        .findForWork(new CustomModelId(model))
        .flatMap(found -> find(found, version))
        .orElseThrow(OwnVersions::gone);
  }

  private Optional<OwnVersion> find(ModelView model, UUID wanted) {
    return versions.ofModel(model).stream()
        .filter(one -> one.id().value().equals(wanted))
        .findFirst()
        .map(one -> new OwnVersion(model, one));
  }

  /** The training that made a version; empty where it is not on record any more. */
  @Transactional(readOnly = true)
  public Optional<RecordedRun> training(OwnVersion of) {
    ModelVersion version = of.version();
    return trainings
        .ofJob(of.model().owner(), version.job())
        .filter(run -> run.model().equals(of.model().id()));
  }

  /**
   * The same for a job that does it once more.
   *
   * @throws JobFailure when it is gone
   */
  @Transactional(readOnly = true)
  public RecordedRun requireTraining(OwnVersion of) {
    return training(of).orElseThrow(OwnVersions::gone);
  }

  private static JobFailure gone() {
    return new JobFailure(ErrorCode.NOT_FOUND.code(), "");
  }
}
