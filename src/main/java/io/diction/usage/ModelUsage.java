package io.diction.usage;

import io.diction.custommodel.CustomModelId;
import io.diction.identity.OrganizationId;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** How much an organization has transcribed with a custom model. Figures alone: no content. */
@Repository
class ModelUsage {
  /** Stands for the numbers of versions that are gone: after those that are there. */
  private static final int GONE = 0;

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

  /** What one user did with one version; its number is null when it is gone. */
  private record Part(
      @Nullable Integer version, UUID user, long sessions, long ms, OffsetDateTime lastUsed) {}

  @Transactional(readOnly = true)
  public Use of(CustomModelId model, OrganizationId organization) {
    List<Part> parts =
        jdbc.sql(
                """
                select v.number as version, s.user_id as "user", s.sessions, s.ms,
                       s.last_used as lastUsed
                from (
                  select version_id, user_id, count(*) as sessions, max(at) as last_used,
                         coalesce(sum(case when kind = 'TRANSCRIPTION' then audio_ms end), 0) as ms
                  from usage_entry
                  where organization_id = :organization and model_id = :model
                  group by version_id, user_id
                ) s
                left join model_version v on v.id = s.version_id
                """)
            .param("organization", organization.value())
            .param("model", model.value())
            .query(Part.class)
            .list();
    SortedMap<Integer, List<Part>> versions = new TreeMap<>(Comparator.reverseOrder());
    for (Part part : parts) {
      int number = part.version() == null ? GONE : part.version();
      versions.computeIfAbsent(number, each -> new ArrayList<>()).add(part);
    }
    return new Use(
        versions.values().stream().map(ModelUsage::sum).toList(),
        parts.stream().map(Part::user).distinct().count());
  }

  private static VersionUse sum(List<Part> parts) {
    return new VersionUse(
        parts.get(0).version(),
        parts.stream().mapToLong(Part::sessions).sum(),
        parts.stream().mapToLong(Part::ms).sum() / 1000.0,
        parts.stream().map(Part::lastUsed).max(Comparator.naturalOrder()).orElseThrow());
  }
}
