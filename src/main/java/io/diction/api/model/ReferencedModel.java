package io.diction.api.model;

import io.diction.api.answer.EntityKind;
import io.diction.api.answer.EntityReference;
import io.diction.api.answer.Links;
import io.diction.catalog.BaseModel;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.ModelVersion;
import io.diction.custommodel.UsableModel;
import io.diction.custommodel.VersionId;
import io.diction.identity.OrganizationId;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A model that a request names: a base model, or one version of a custom model.
 *
 * @param id in its address
 * @param status as published; a base model has always succeeded
 * @param base itself, or what it was trained on
 * @param version null of a base model, and of a custom one that is not made yet or failed
 * @param transcriptionUntil after this it does not recognise; null while it is not made
 */
public record ReferencedModel(
    EntityKind kind,
    UUID id,
    String displayName,
    String locale,
    String status,
    BaseModel base,
    @Nullable Version version,
    @Nullable OffsetDateTime transcriptionUntil) {

  /**
   * What was trained.
   *
   * @param number from 1, by model
   * @param owner whose storage has the artifact
   */
  public record Version(
      CustomModelId model, VersionId id, int number, OrganizationId owner, String artifactSha256) {}

  public boolean isBase() {
    return kind == EntityKind.BASE_MODEL;
  }

  public boolean hasSucceeded() {
    return status.equals("Succeeded");
  }

  public boolean isExpired(OffsetDateTime at) {
    return transcriptionUntil != null && !at.isBefore(transcriptionUntil);
  }

  /** As other entities name it. */
  public EntityReference.Link link(Links links) {
    return Objects.requireNonNull(links.reference(kind, id));
  }

  static ReferencedModel of(BaseModel base) {
    return new ReferencedModel(
        EntityKind.BASE_MODEL,
        base.id().value(),
        base.name(),
        base.locale(),
        "Succeeded",
        base,
        null,
        base.transcriptionUntil());
  }

  /** The version of another organization's model that is served here, known by the model's id. */
  static ReferencedModel shared(UsableModel model, ModelVersion version, BaseModel base) {
    return new ReferencedModel(
        EntityKind.MODEL,
        model.id().value(),
        model.name(),
        model.locale(),
        "Succeeded",
        base,
        new Version(
            model.id(), model.version(), model.number(), model.owner(), model.artifactSha256()),
        version.made().expiresAt());
  }

  static ReferencedModel of(ModelRow row, BaseModel base) {
    Version version =
        row.version() == null || row.artifactSha256() == null
            ? null
            : new Version(
                row.model(), row.version(), row.number(), row.organization(), row.artifactSha256());
    return new ReferencedModel(
        EntityKind.MODEL,
        row.id(),
        row.displayName(),
        row.locale(),
        row.status(),
        base,
        version,
        row.expiresAt());
  }
}
