package io.diction.api.model;

import io.diction.catalog.BaseModelId;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.VersionId;
import io.diction.dataset.DatasetId;
import io.diction.identity.OrganizationId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A version of a custom model, in the making, made or failed.
 *
 * @param id of the job that makes it: there before the version is, and once for each
 * @param version null before it is made
 * @param description null where there is none
 * @param sole whether the custom model was made for it
 * @param text that came with the request
 * @param weightPercent that was asked for
 * @param status as published
 * @param changedAt when it came into that status
 * @param settings of the training, as JSON; null before it is made
 */
record ModelRow(
    UUID id,
    OrganizationId organization,
    CustomModelId model,
    @Nullable VersionId version,
    int number,
    BaseModelId baseModel,
    String displayName,
    @Nullable String description,
    String locale,
    @Nullable UUID project,
    boolean sole,
    @Nullable DatasetId text,
    @Nullable Integer weightPercent,
    String status,
    OffsetDateTime createdAt,
    OffsetDateTime changedAt,
    @Nullable OffsetDateTime expiresAt,
    @Nullable String artifactSha256,
    @Nullable String settings,
    @Nullable String errorCode,
    @Nullable String errorText) {

  boolean isUnderWay() {
    return status.equals("NotStarted") || status.equals("Running");
  }

  static ModelRow of(ResultSet row, int number) throws SQLException {
    UUID version = row.getObject("version_id", UUID.class);
    UUID text = row.getObject("text_dataset_id", UUID.class);
    return new ModelRow(
        uuid(row, "id"),
        new OrganizationId(uuid(row, "organization_id")),
        new CustomModelId(uuid(row, "model_id")),
        version == null ? null : new VersionId(version),
        row.getInt("number"),
        new BaseModelId(uuid(row, "base_model_id")),
        row.getString("display_name"),
        row.getString("description"),
        row.getString("locale"),
        row.getObject("project_id", UUID.class),
        row.getBoolean("sole"),
        text == null ? null : new DatasetId(text),
        row.getObject("weight_percent", Integer.class),
        row.getString("status"),
        row.getObject("created_at", OffsetDateTime.class),
        row.getObject("changed_at", OffsetDateTime.class),
        row.getObject("expires_at", OffsetDateTime.class),
        row.getString("artifact_sha256"),
        row.getString("settings"),
        row.getString("error_code"),
        row.getString("error_text"));
  }

  private static UUID uuid(ResultSet row, String column) throws SQLException {
    return Objects.requireNonNull(row.getObject(column, UUID.class), column);
  }
}
