package io.diction.api.dataset;

import io.diction.dataset.DatasetKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A dataset, or one that was asked for and is none yet.
 *
 * @param status as published
 * @param changedAt when it came into that status
 * @param contentUrl where its bytes came from
 * @param blocks whether they came, or are to come, in blocks
 * @param textNormalization as published, null where nobody said
 * @param errorCode of one that never became a dataset
 * @param lines of text, or parts of audio with text, that are used
 * @param errors that were found in it
 */
record DatasetRow(
    UUID id,
    DatasetKind kind,
    String displayName,
    @Nullable String description,
    String locale,
    @Nullable UUID project,
    String status,
    OffsetDateTime createdAt,
    OffsetDateTime changedAt,
    @Nullable String contentUrl,
    boolean blocks,
    @Nullable String textNormalization,
    @Nullable String errorCode,
    @Nullable String errorText,
    @Nullable Integer lines,
    @Nullable Integer errors,
    @Nullable Long durationMs) {

  boolean isUnderWay() {
    return status.equals("NotStarted") || status.equals("Running");
  }

  static DatasetRow of(ResultSet row, int number) throws SQLException {
    return new DatasetRow(
        row.getObject("id", UUID.class),
        DatasetKind.find(row.getString("kind")).orElseThrow(),
        row.getString("display_name"),
        row.getString("description"),
        row.getString("locale"),
        row.getObject("project_id", UUID.class),
        row.getString("status"),
        row.getObject("created_at", OffsetDateTime.class),
        row.getObject("changed_at", OffsetDateTime.class),
        row.getString("content_url"),
        row.getBoolean("blocks"),
        row.getString("text_normalization"),
        row.getString("error_code"),
        row.getString("error_text"),
        row.getObject("lines", Integer.class),
        row.getObject("errors", Integer.class),
        row.getObject("duration_ms", Long.class));
  }
}
