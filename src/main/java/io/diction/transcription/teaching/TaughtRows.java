package io.diction.transcription.teaching;

import io.diction.custommodel.CustomModelId;
import io.diction.dataset.DatasetId;
import io.diction.identity.Ids;
import io.diction.identity.OrganizationId;
import io.diction.identity.SignedIn;
import io.diction.transcription.SttSession;
import io.diction.transcription.correction.Passage;
import io.diction.transcription.teaching.Lesson.Pupil;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class TaughtRows {
  private static final int MOST_PUPILS = 200;

  private final JdbcClient jdbc;
  private final NamedParameterJdbcOperations batches;

  TaughtRows(JdbcClient jdbc, NamedParameterJdbcOperations batches) {
    this.jdbc = jdbc;
    this.batches = batches;
  }

  /** A stretch of a recording, in milliseconds. */
  record Stretch(long start, long end) {
    boolean overlaps(Passage passage) {
      return start < Math.round(passage.endSeconds() * 1000)
          && Math.round(passage.startSeconds() * 1000) < end;
    }
  }

  /**
   * What passages became.
   *
   * @param dataset of a model of one's own
   * @param contribution to a model of another owner
   */
  record Sent(@Nullable UUID dataset, @Nullable UUID contribution) {}

  /** Models of a language that the user's organization may feed, by name. */
  List<Pupil> pupils(SignedIn user, String locale, OffsetDateTime now) {
    return jdbc.sql(
            """
            select m.id, m.name, a.permission, o.name as owner_name
            from model_access a
            join custom_model m on m.id = a.model_id
            join organization o on o.id = m.organization_id
            where a.organization_id = :organization
              and a.permission in ('OWNER', 'CONTRIBUTE')
              and m.locale = :locale
              and m.archived_at is null
              and (a.until_at is null or a.until_at > :now)
            order by a.organization_id, a.name_key, a.model_id
            fetch first :most rows only
            """)
        .param("organization", user.organization().value())
        .param("locale", locale)
        .param("now", now)
        .param("most", MOST_PUPILS)
        .query(
            (row, number) ->
                new Pupil(
                    new CustomModelId(row.getObject("id", UUID.class)),
                    row.getString("name"),
                    row.getString("permission").equals("OWNER"),
                    row.getString("owner_name")))
        .list();
  }

  /** What of a recording a model has already. */
  List<Stretch> taught(SttSession session, CustomModelId model) {
    return jdbc.sql(
            """
            select start_ms, end_ms
            from session_taught
            where organization_id = :organization and model_id = :model and audio_sha256 = :audio
            """)
        .param("organization", session.organizationId())
        .param("model", model.value())
        .param("audio", session.audioSha256())
        .query((row, number) -> new Stretch(row.getLong("start_ms"), row.getLong("end_ms")))
        .list();
  }

  /**
   * Whether a recording is, or has, test data of an own model, or is one that its versions may be
   * held to: then nothing of it may train.
   */
  boolean isTest(SttSession session, CustomModelId model) {
    return jdbc.sql(
            """
            select 1
            from dataset_file f
            join dataset s on s.id = f.dataset_id
            join model_dataset d on d.dataset_id = f.dataset_id
            where s.organization_id = :organization and f.sha256 = :audio and d.model_id = :model
              and (d.purpose = 'TEST' or exists (
                select 1
                from dataset_clip c
                where c.dataset_id = f.dataset_id and c.file_number = f.number
                  and c.purpose = 'TEST'))
            union all
            select 1
            from guard_clip g
            join guard_set t on t.id = g.set_id
            where t.organization_id = :organization and g.audio_sha256 = :audio
            fetch first 1 rows only
            """)
        .param("organization", session.organizationId())
        .param("audio", session.audioSha256())
        .param("model", model.value())
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  /** What is on its way is taken as had, so that nobody sends it again meanwhile. */
  void add(Delivery delivery) {
    List<MapSqlParameterSource> each = new ArrayList<>();
    for (Clip clip : delivery.clips()) {
      each.add(
          new MapSqlParameterSource()
              .addValue("id", Ids.next())
              .addValue("organization", delivery.organizationId())
              .addValue("model", delivery.model().value())
              .addValue("audio", delivery.audioSha256())
              .addValue("start", clip.start())
              .addValue("end", clip.end())
              .addValue("session", delivery.sessionId())
              .addValue("passage", clip.passage())
              .addValue("delivery", delivery.id())
              .addValue("user", delivery.userId())
              .addValue("at", delivery.createdAt()));
    }
    var unused =
        batches.batchUpdate(
            """
            insert into session_taught (id, organization_id, model_id, audio_sha256, start_ms,
              end_ms, session_id, passage, delivery_id, user_id, taught_at)
            values (:id, :organization, :model, :audio, :start,
              :end, :session, :passage, :delivery, :user, :at)
            """,
            each.toArray(MapSqlParameterSource[]::new));
  }

  /** Whether the model has what was sent. */
  boolean hasArrived(OrganizationId organization, UUID delivery) {
    return jdbc.sql(
            """
            select 1
            from session_taught
            where organization_id = :organization and delivery_id = :delivery
              and (dataset_id is not null or contribution_id is not null)
            fetch first 1 rows only
            """)
        .param("organization", organization.value())
        .param("delivery", delivery)
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  /**
   * Says what a delivery became.
   *
   * @return whether all of it was still on its way
   */
  boolean arrived(Delivery delivery, Sent sent) {
    return jdbc.sql(
                """
                update session_taught
                set dataset_id = :dataset, contribution_id = :contribution
                where organization_id = :organization and delivery_id = :delivery
                  and dataset_id is null and contribution_id is null
                """)
            .param("dataset", sent.dataset())
            .param("contribution", sent.contribution())
            .param("organization", delivery.organizationId())
            .param("delivery", delivery.id())
            .update()
        == delivery.passages();
  }

  /** What did not arrive can be sent again. */
  void giveBack(OrganizationId organization, UUID delivery) {
    jdbc.sql(
            """
            delete from session_taught
            where organization_id = :organization and delivery_id = :delivery
              and dataset_id is null and contribution_id is null
            """)
        .param("organization", organization.value())
        .param("delivery", delivery)
        .update();
  }

  void forget(OrganizationId organization, CustomModelId model, DatasetId dataset) {
    jdbc.sql(
            """
            delete from session_taught
            where organization_id = :organization and dataset_id = :dataset and model_id = :model
            """)
        .param("organization", organization.value())
        .param("dataset", dataset.value())
        .param("model", model.value())
        .update();
  }

  void forget(OrganizationId organization, UUID contribution) {
    jdbc.sql(
            """
            delete from session_taught
            where organization_id = :organization and contribution_id = :contribution
            """)
        .param("organization", organization.value())
        .param("contribution", contribution)
        .update();
  }
}
