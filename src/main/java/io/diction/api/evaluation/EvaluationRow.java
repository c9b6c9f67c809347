package io.diction.api.evaluation;

import io.diction.api.answer.EntityKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An evaluation.
 *
 * @param model1Kind of the model's address, which ends in {@code model1Ref}
 * @param transcription1 null once it is deleted
 * @param status as published
 * @param figures as JSON, by position; null before they are there
 * @param changedAt when it came into that status
 */
record EvaluationRow(
    UUID id,
    String displayName,
    @Nullable String description,
    String locale,
    @Nullable UUID project,
    EntityKind model1Kind,
    UUID model1Ref,
    EntityKind model2Kind,
    UUID model2Ref,
    UUID dataset,
    @Nullable UUID transcription1,
    @Nullable UUID transcription2,
    String status,
    @Nullable String errorCode,
    @Nullable String errorText,
    @Nullable String figures,
    OffsetDateTime createdAt,
    OffsetDateTime changedAt) {

  boolean isUnderWay() {
    return status.equals("NotStarted") || status.equals("Running");
  }

  /** Where the second model is among those measured: one that is named twice is measured once. */
  int position2() {
    return model1Kind == model2Kind && model1Ref.equals(model2Ref) ? 0 : 1;
  }

  static EvaluationRow of(ResultSet row, int number) throws SQLException {
    return new EvaluationRow(
        row.getObject("id", UUID.class),
        row.getString("display_name"),
        row.getString("description"),
        row.getString("locale"),
        row.getObject("project_id", UUID.class),
        EntityKind.valueOf(row.getString("model1_kind")),
        row.getObject("model1_ref", UUID.class),
        EntityKind.valueOf(row.getString("model2_kind")),
        row.getObject("model2_ref", UUID.class),
        row.getObject("dataset_id", UUID.class),
        row.getObject("transcription1_id", UUID.class),
        row.getObject("transcription2_id", UUID.class),
        row.getString("status"),
        row.getString("error_code"),
        row.getString("error_text"),
        row.getString("figures"),
        row.getObject("created_at", OffsetDateTime.class),
        row.getObject("changed_at", OffsetDateTime.class));
  }
}
