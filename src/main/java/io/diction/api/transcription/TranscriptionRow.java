package io.diction.api.transcription;

import io.diction.api.answer.EntityKind;
import io.diction.api.answer.Published;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A transcription as lists show it.
 *
 * @param modelKind of the model's address, which ends in {@code modelRef}
 * @param changedAt when it came into its state
 * @param audioMs of what was heard; null before the end
 * @param evaluation that it is of; null of one that was asked for by itself
 * @param position of its model in the evaluation
 */
record TranscriptionRow(
    UUID id,
    String displayName,
    @Nullable String description,
    String locale,
    @Nullable UUID project,
    EntityKind modelKind,
    UUID modelRef,
    @Nullable UUID dataset,
    Modes modes,
    @Nullable Duration timeToLive,
    Order.State state,
    @Nullable String errorCode,
    @Nullable String errorText,
    @Nullable Long audioMs,
    OffsetDateTime createdAt,
    OffsetDateTime changedAt,
    @Nullable UUID evaluation,
    int position) {

  boolean isUnderWay() {
    return state.isUnderWay();
  }

  /** As published. */
  String status() {
    return Published.name(state);
  }

  static TranscriptionRow of(ResultSet row, int number) throws SQLException {
    Long time = row.getObject("time_to_live_seconds", Long.class);
    return new TranscriptionRow(
        row.getObject("id", UUID.class),
        row.getString("display_name"),
        row.getString("description"),
        row.getString("locale"),
        row.getObject("project_id", UUID.class),
        EntityKind.valueOf(row.getString("model_kind")),
        row.getObject("model_ref", UUID.class),
        row.getObject("dataset_id", UUID.class),
        OrderRows.modes(row),
        time == null ? null : Duration.ofSeconds(time),
        Order.State.valueOf(row.getString("state")),
        row.getString("error_code"),
        row.getString("error_text"),
        row.getObject("audio_ms", Long.class),
        row.getObject("created_at", OffsetDateTime.class),
        row.getObject("changed_at", OffsetDateTime.class),
        row.getObject("evaluation_id", UUID.class),
        row.getInt("evaluation_position"));
  }
}
