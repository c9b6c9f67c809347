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
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class TaughtRows {
  private static final int MOST_PUPILS = 200;

  private final JdbcClient jdbc;

  TaughtRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** A stretch of a recording, in milliseconds. */
  record Stretch(long start, long end) {
    static Stretch of(Passage passage) {
      return new Stretch(
          Math.round(passage.startSeconds() * 1000), Math.round(passage.endSeconds() * 1000));
    }

    boolean overlaps(Stretch other) {
      return start < other.end && other.start < end;
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

  void add(
      SttSession session,
      CustomModelId model,
      Passage passage,
      Sent sent,
      SignedIn by,
      OffsetDateTime at) {
    Stretch stretch = Stretch.of(passage);
    jdbc.sql(
            """
            insert into session_taught (id, organization_id, model_id, audio_sha256, start_ms,
              end_ms, session_id, passage, dataset_id, contribution_id, user_id, taught_at)
            values (:id, :organization, :model, :audio, :start,
              :end, :session, :passage, :dataset, :contribution, :user, :at)
            """)
        .param("id", Ids.next())
        .param("organization", session.organizationId())
        .param("model", model.value())
        .param("audio", session.audioSha256())
        .param("start", stretch.start())
        .param("end", stretch.end())
        .param("session", session.id())
        .param("passage", passage.number())
        .param("dataset", sent.dataset())
        .param("contribution", sent.contribution())
        .param("user", by.user().value())
        .param("at", at)
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
