package io.diction.custommodel;

import io.diction.catalog.Language;
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
import org.springframework.data.relational.core.mapping.Embedded;
import org.springframework.data.relational.core.mapping.Embedded.OnEmpty;
import org.springframework.data.relational.core.mapping.Table;

/** A custom model and the rules of its states. Loaded under a lock, so writers take turns. */
@SuppressWarnings("UnusedVariable") // Spring Data reads the fields
@Table("custom_model")
class CustomModel {
  @Id private UUID id;
  @Version private long lockVersion;
  private UUID organizationId;
  private String name;
  private String description;
  private String domain;
  private String locale;
  private String languageKey;

  @Embedded(onEmpty = OnEmpty.USE_EMPTY)
  private CurrentStatus current;

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

  private CustomModel() {}

  static CustomModel create(
      CustomModelId id,
      OrganizationId organization,
      UserId by,
      ModelName name,
      ModelSettings settings,
      Language language,
      OffsetDateTime now) {
    CustomModel model = new CustomModel();
    model.id = id.value();
    model.organizationId = organization.value();
    model.name = name.value();
    model.description = settings.description();
    model.domain = settings.domain();
    model.autoTrain = settings.autoTrain();
    model.locale = language.locale();
    model.languageKey = language.key();
    model.current = CurrentStatus.atFirst(now);
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

  String languageKey() {
    return languageKey;
  }

  ModelStatus status() {
    return current.status();
  }

  boolean isQueued() {
    return current.isQueued();
  }

  /** Queued or running: name, data, vocabulary and settings stand still. */
  boolean isLocked() {
    return current.isLocked();
  }

  @Nullable VersionId acceptedVersion() {
    return acceptedVersionId == null ? null : new VersionId(acceptedVersionId);
  }

  /** Where it stands; what moves it is here. */
  CurrentStatus current() {
    return current;
  }

  /** Whether there is anything to train on: a valid dataset, or a term. */
  boolean isFed() {
    return dataReady || vocabularyReady;
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
    autoObstacle = autoTrain ? autoObstacle : null;
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
    autoObstacle = isFed() ? autoObstacle : null;
    modifiedAt = now;
    current.feed(isFed(), now);
  }

  /** Set to train by itself, with data that no training was asked for. */
  boolean awaitsAutomaticStart() {
    return autoTrain && status() == ModelStatus.READY_TO_RUN && !isQueued();
  }

  /** Whether data or vocabulary changed since a training was last asked for. */
  boolean isUntried() {
    return dataRevision > queuedRevision;
  }

  boolean offersTraining() {
    return ModelView.offersTraining(status(), isQueued(), dataRevision, trainedRevision);
  }

  /**
   * Refuses a training that cannot begin.
   *
   * @param expired whether the version in use recognises no longer: with the newest base model it
   *     is made again, nothing else being new
   */
  void requireTrainable(boolean expired) {
    if (isLocked()) {
      throw new WrongState("custommodel.training-under-way", name);
    }
    if (status() == ModelStatus.NOT_RUNNING) {
      throw new Invalid(ErrorCode.NOT_ENOUGH_DATA);
    }
    if (!offersTraining() && !expired) {
      throw new WrongState("custommodel.nothing-new", name);
    }
  }

  void queue(UUID job, boolean expired, OffsetDateTime now) {
    requireTrainable(expired);
    current.queue(job, now);
    queuedRevision = dataRevision;
    autoObstacle = null;
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
    current.start(now);
  }

  /**
   * A version that was trained elsewhere is there. Own data stays as new as it was.
   *
   * @return its number
   */
  int arrive(UUID job, OffsetDateTime now) {
    requireUnlocked();
    if (isFed()) {
      modifiedAt = now;
      return ++versions;
    }
    dataRevision++;
    current.feed(true, now);
    current.queue(job, now);
    queuedRevision = dataRevision;
    current.start(now);
    return succeed(now);
  }

  /** The number of the version that this training made. */
  int succeed(OffsetDateTime now) {
    current.succeed(now);
    trainedRevision = queuedRevision;
    modifiedAt = now;
    return ++versions;
  }

  void fail(ErrorCode code, String text, OffsetDateTime now) {
    current.fail(code, text, now);
    modifiedAt = now;
  }

  void cancel(OffsetDateTime now) {
    current.cancel(trainedRevision > 0 ? ModelStatus.SUCCESS : ModelStatus.READY_TO_RUN, now);
    modifiedAt = now;
  }

  void accept(VersionId version, OffsetDateTime now) {
    acceptedVersionId = version.value();
    awaitingAcceptance = false;
    modifiedAt = now;
  }

  /**
   * A version is gone; its number is not given again.
   *
   * @param anyLeft whether there are others
   */
  void lost(VersionId version, boolean anyLeft, OffsetDateTime now) {
    if (version.value().equals(acceptedVersionId)) {
      acceptedVersionId = null;
      awaitingAcceptance = anyLeft;
    }
    if (!anyLeft) {
      awaitingAcceptance = false;
      trainedRevision = 0;
      current.untrained(isFed(), now);
    }
    modifiedAt = now;
  }

  void awaitAcceptance() {
    awaitingAcceptance = true;
  }

  /** Kept beside the rest, so that Home finds such models by an index. */
  void noteAttention() {
    needsAttention = status() == ModelStatus.FAILED || awaitingAcceptance || autoObstacle != null;
  }
}
