package io.diction.lifecycle;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Versions in use whose end comes near, and who has been told. */
@Repository
class ExpiryRows {
  private final JdbcClient jdbc;

  ExpiryRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A version in use that will recognise no more.
   *
   * @param organization the owner
   * @param name of the model
   * @param number of the version
   */
  record Ending(
      UUID version,
      UUID organization,
      UUID model,
      String name,
      int number,
      OffsetDateTime expiresAt) {}

  /** Of all organizations, the first end first. */
  List<Ending> untold(OffsetDateTime now, int days, int most) {
    return jdbc.sql(
            """
            select v.id as version, v.organization_id as organization, m.id as model, m.name,
                   v.number, v.expires_at as expiresAt
            from model_version v
            join custom_model m on m.accepted_version_id = v.id and m.id = v.model_id
            where v.expires_at > :now
              and v.expires_at <= :until
              and not exists (
                select 1 from expiry_warning w where w.version_id = v.id and w.days = :days)
            order by v.expires_at, v.id
            fetch first :most rows only
            """)
        .param("now", now)
        .param("until", now.plusDays(days))
        .param("days", days)
        .param("most", most)
        .query(Ending.class)
        .list();
  }

  /**
   * @return whether it was not there
   */
  boolean add(UUID version, int days, OffsetDateTime now) {
    return jdbc.sql(
                """
                insert into expiry_warning (version_id, days, told_at)
                values (:version, :days, :now)
                on conflict do nothing
                """)
            .param("version", version)
            .param("days", days)
            .param("now", now)
            .update()
        == 1;
  }
}
