package io.diction.usage;

import io.diction.custommodel.CustomModelId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** How much models are used, counted from the sessions that are kept: totals alone. */
@Repository
class ModelUse {
  private static final double MILLIS = 1000;

  private final JdbcClient jdbc;

  ModelUse(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * One organization's part.
   *
   * @param users who have used it
   */
  record Part(String organization, double seconds, long sessions, long users) {}

  /** Seconds transcribed with each of some models; one that was never used is absent. */
  Map<UUID, Double> seconds(Collection<UUID> models) {
    Map<UUID, Double> seconds = new HashMap<>();
    if (models.isEmpty()) {
      return seconds;
    }
    jdbc.sql(
            """
            select model_id, coalesce(sum(audio_ms), 0) as audio_ms
            from stt_session
            where model_id in (:models) and kind = 'TRANSCRIPTION'
            group by model_id
            """)
        .param("models", models)
        .query(
            row -> {
              seconds.put(row.getObject("model_id", UUID.class), row.getLong("audio_ms") / MILLIS);
            });
    return seconds;
  }

  /** By organization, the most seconds first. */
  List<Part> parts(CustomModelId model, int most) {
    return jdbc.sql(
            """
            select o.name, s.audio_ms, s.sessions, s.users
            from (
              select organization_id, count(*) as sessions, count(distinct user_id) as users,
                     coalesce(sum(case when kind = 'TRANSCRIPTION' then audio_ms end), 0)
                       as audio_ms
              from stt_session
              where model_id = :model
              group by organization_id
            ) s
            join organization o on o.id = s.organization_id
            order by s.audio_ms desc, o.name_key, o.id
            fetch first :most rows only
            """)
        .param("model", model.value())
        .param("most", most)
        .query(
            (row, number) ->
                new Part(
                    row.getString("name"),
                    row.getLong("audio_ms") / MILLIS,
                    row.getLong("sessions"),
                    row.getLong("users")))
        .list();
  }
}
