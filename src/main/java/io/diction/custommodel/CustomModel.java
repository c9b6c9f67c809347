package io.diction.custommodel;

import io.diction.identity.OrganizationId;
import io.diction.identity.UserId;
import io.diction.web.ErrorCode;
import io.diction.web.Refusal.Invalid;
import io.diction.web.Refusal.WrongState;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.relational.core.mapping.Table;

/** A custom model and the rules of its states. Loaded under a lock, so writers take turns. */
@SuppressWarnings("UnusedVariable") // Spring Data reads the fields
@Table("custom_model")
class CustomModel {
  static final int LONGEST_ERROR = 2000;

  @Id private UUID id;
  @Version private long lockVersion;
  private UUID organizationId;
  private String name;
  private String description;
  private String domain;
  private String locale;
  private String languageKey;
  private int status;
  private boolean queued;
  private @Nullable UUID jobId;
  private double progress;
  private String stage;
  private OffsetDateTime statusAt;
  private @Nullable String errorCode;
  private @Nullable String errorText;
  private boolean dataReady;
  private boolean vocabularyReady;
  private long dataRevision;
  private long queuedRevision;
  private long trainedRevision;
  private boolean autoTrain;
  private @Nullable String autoObstacle;
  private int versions;
  private @Nullable UUID acceptedVersionId;
  private boolean awaitingAcceptance;
  private boolean needsAttention;
  private OffsetDateTime createdAt;
  private UUID createdBy;
  private OffsetDateTime modifiedAt;

  /** For Spring Data, which fills the fields. */
  private CustomModel() {}

  static CustomModel create(
      CustomModelId id,
      OrganizationId organization,
      UserId by,
      ModelName name,
      ModelSettings settings,
      String locale,
      String languageKey,
      OffsetDateTime now) {
    CustomModel model = new CustomModel();
    model.id = id.value();
    model.organizationId = organization.value();
    model.name = name.value();
    model.description = settings.description();
    model.domain = settings.domain();
    model.autoTrain = settings.autoTrain();
    model.locale = locale;
    model.languageKey = languageKey;
    model.status = ModelStatus.NOT_RUNNING.id();
    model.stage = "";
    model.statusAt = now;
    model.createdAt = now;
    model.createdBy = by.value();
    model.modifiedAt = now;
    return model;
  }

  CustomModelId id() {
    return new CustomModelId(id);
  }

  OrganizationId organization() {
    return new OrganizationId(organizationId);
  }

  String name() {
    return name;
  }

  String locale() {
    return locale;
  }

  String languageKey() {
    return languageKey;
  }

  ModelStatus status() {
    return ModelStatus.of(status);
  }

  boolean isQueued() {
    return queued;
  }

  /** Queued or running: name, data, vocabulary and settings stand still. */
  boolean isLocked() {
    return queued || status() == ModelStatus.RUNNING;
  }

  @Nullable VersionId acceptedVersion() {
    return acceptedVersionId == null ? null : new VersionId(acceptedVersionId);
  }

  @Nullable String errorCode() {
    return errorCode;
  }

  /** Whether there is anything to train on: a valid dataset, or a term. */
  boolean isFed() {
    return dataReady || vocabularyReady;
  }

  /** Of the training under way, or of the last one. */
  UUID requireJob() {
    if (jobId == null) {
      throw new IllegalStateException("Never queued: " + id);
    }
    return jobId;
  }

  OffsetDateTime modifiedAt() {
    return modifiedAt;
  }

  /** Data of the version in the making, or of the last one made. */
  long queuedRevision() {
    return queuedRevision;
  }

  void requireUnlocked() {
    if (isLocked()) {
      throw new WrongState("custommodel.locked", name);
    }
  }

  void rename(ModelName newName, OffsetDateTime now) {
    requireUnlocked();
    name = newName.value();
    modifiedAt = now;
  }

  void change(ModelSettings settings, OffsetDateTime now) {
    requireUnlocked();
    description = settings.description();
    domain = settings.domain();
    autoTrain = settings.autoTrain();
    if (!autoTrain) {
      autoObstacle = null;
    }
    modifiedAt = now;
  }

  /**
   * Datasets changed. A validation that was under way may report while the model is locked; then
   * the state stays and the next training sees the new revision.
   */
  void dataChanged(boolean datasetReady, OffsetDateTime now) {
    dataReady = datasetReady;
    changed(now);
  }

  /** The same for the vocabulary, which never changes while the model is locked. */
  void vocabularyChanged(boolean anyTerm, OffsetDateTime now) {
    vocabularyReady = anyTerm;
    changed(now);
  }

  private void changed(OffsetDateTime now) {
    dataRevision++;
    if (!isFed()) {
      autoObstacle = null;
    }
    modifiedAt = now;
    if (isFed() && status() == ModelStatus.NOT_RUNNING) {
      become(ModelStatus.READY_TO_RUN, now);
    } else if (!isFed() && status() == ModelStatus.READY_TO_RUN && !queued) {
      become(ModelStatus.NOT_RUNNING, now);
    }
  }

  /** Set to train by itself, with data that no training was asked for. */
  boolean awaitsAutomaticStart() {
    return autoTrain && status() == ModelStatus.READY_TO_RUN && !queued;
  }

  /** Whether data or vocabulary changed since a training was last asked for. */
  boolean isUntried() {
    return dataRevision > queuedRevision;
  }

  /** Whether a training can be asked for. */
  boolean offersTraining() {
    return ModelView.offersTraining(status(), queued, dataRevision, trainedRevision);
  }

  void requireTrainable() {
    if (isLocked()) {
      throw new WrongState("custommodel.training-under-way", name);
    }
    if (status() == ModelStatus.NOT_RUNNING) {
      throw new Invalid(ErrorCode.NOT_ENOUGH_DATA);
    }
    if (!offersTraining()) {
      throw new WrongState("custommodel.nothing-new", name);
    }
  }

  void queue(UUID job, OffsetDateTime now) {
    requireTrainable();
    if (status() != ModelStatus.READY_TO_RUN) {
      become(ModelStatus.READY_TO_RUN, now);
    }
    queued = true;
    jobId = job;
    queuedRevision = dataRevision;
    clearProgress();
    errorCode = null;
    errorText = null;
    autoObstacle = null;
    statusAt = now;
    modifiedAt = now;
  }

  /** A training should have begun by itself and could not. */
  void automaticStartRefused(ErrorCode why) {
    autoObstacle = why.code();
  }

  @Nullable String autoObstacle() {
    return autoObstacle;
  }

  /** Idempotent, for a job that goes on after a crash starts again. */
  void start(OffsetDateTime now) {
    if (status() == ModelStatus.RUNNING) {
      return;
    }
    requireQueued();
    queued = false;
    become(ModelStatus.RUNNING, now);
  }

  /** The number of the version that this training made. */
  int succeed(OffsetDateTime now) {
    requireRunning();
    become(ModelStatus.SUCCESS, now);
    clearProgress();
    trainedRevision = queuedRevision;
    modifiedAt = now;
    return ++versions;
  }

  void fail(ErrorCode code, String text, OffsetDateTime now) {
    requireLocked();
    queued = false;
    become(ModelStatus.FAILED, now);
    clearProgress();
    errorCode = code.code();
    errorText = text.length() <= LONGEST_ERROR ? text : text.substring(0, LONGEST_ERROR);
    modifiedAt = now;
  }

  void cancel(OffsetDateTime now) {
    requireLocked();
    ModelStatus after = versions > 0 ? ModelStatus.SUCCESS : ModelStatus.READY_TO_RUN;
    queued = false;
    if (status() != after) {
      become(after, now);
    }
    clearProgress();
    modifiedAt = now;
  }

  void accept(VersionId version, OffsetDateTime now) {
    acceptedVersionId = version.value();
    awaitingAcceptance = false;
    modifiedAt = now;
  }

  void awaitAcceptance() {
    awaitingAcceptance = true;
  }

  /** Kept beside the rest, so that Home finds such models by an index. */
  void noteAttention() {
    needsAttention = status() == ModelStatus.FAILED || awaitingAcceptance || autoObstacle != null;
  }

  private void become(ModelStatus next, OffsetDateTime now) {
    if (!status().canBecome(next)) {
      throw new IllegalStateException(status() + " cannot become " + next + ": " + id);
    }
    status = next.id();
    statusAt = now;
  }

  private void clearProgress() {
    progress = 0;
    stage = "";
  }

  private void requireQueued() {
    if (!queued) {
      throw new IllegalStateException("Not queued but " + status() + ": " + id);
    }
  }

  private void requireRunning() {
    if (status() != ModelStatus.RUNNING) {
      throw new IllegalStateException("Not running but " + status() + ": " + id);
    }
  }

  private void requireLocked() {
    if (!isLocked()) {
      throw new IllegalStateException("Neither queued nor running but " + status() + ": " + id);
    }
  }
}
