package io.diction.usage;

import io.diction.custommodel.CustomModelId;
import io.diction.identity.OrganizationId;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** How much an organization has transcribed with a custom model. Figures alone: no content. */
@Repository
class ModelUsage {
  private final JdbcClient jdbc;

  ModelUsage(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * The use of one version.
   *
   * @param version its number, null when it is gone
   */
  record VersionUse(
      @Nullable Integer version, long sessions, double seconds, OffsetDateTime lastUsed) {}

  /** The use of all versions. */
  record Use(List<VersionUse> versions, long users) {
    Use {
      versions = List.copyOf(versions);
    }

    public long sessions() {
      return versions.stream().mapToLong(VersionUse::sessions).sum();
    }

    public double seconds() {
      return versions.stream().mapToDouble(VersionUse::seconds).sum();
    }
  }

  @Transactional(readOnly = true)
  public Use of(CustomModelId model, OrganizationId organization) {
    List<VersionUse> versions =
        jdbc.sql(
                """
                select v.number, s.sessions, s.audio_ms, s.last_used
                from (
                  select version_id, count(*) as sessions, max(at) as last_used,
                         coalesce(sum(case when kind = 'TRANSCRIPTION' then audio_ms end), 0)
                           as audio_ms
                  from usage_entry
                  where organization_id = :organization and model_id = :model
                  group by version_id
                ) s
                left join model_version v on v.id = s.version_id
                order by v.number desc
                """)
            .param("organization", organization.value())
            .param("model", model.value())
            .query(
                (row, number) ->
                    new VersionUse(
                        row.getObject("number", Integer.class),
                        row.getLong("sessions"),
                        row.getLong("audio_ms") / 1000.0,
                        row.getObject("last_used", OffsetDateTime.class)))
            .list();
    long users =
        jdbc.sql(
                """
                select count(distinct user_id)
                from usage_entry
                where organization_id = :organization and model_id = :model
                """)
            .param("organization", organization.value())
            .param("model", model.value())
            .query(Long.class)
            .single();
    return new Use(versions, users);
  }
}
