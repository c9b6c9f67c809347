package io.diction.storage;

import io.diction.identity.OrganizationId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of stored bytes and how many things refer to them. */
@Repository
class BlobRows {
  /** A list in SQL is never empty. */
  private static final UUID NOBODY = new UUID(0, 0);

  private static final int BATCH = 1_000;

  private final JdbcClient jdbc;
  private final UsageRows usage;

  BlobRows(JdbcClient jdbc, UsageRows usage) {
    this.jdbc = jdbc;
    this.usage = usage;
  }

  private record Counted(int references, long sizeBytes) {}

  /** Makes a row, or restarts the retention of one that nothing refers to. */
  void touch(OrganizationId organization, Blob blob, Instant now) {
    if (!restart(organization, blob, now) && !insert(organization, blob, now)) {
      // Somebody made the row meanwhile, perhaps one that is about to go: it is held from now on.
      boolean there = restart(organization, blob, now) || insert(organization, blob, now);
      if (!there) {
        throw new IllegalStateException("cannot make a row for " + blob.sha256());
      }
    }
  }

  /** The size is set, too: a row that was made for bytes without one does not know it. */
  private boolean restart(OrganizationId organization, Blob blob, Instant now) {
    return jdbc.sql(
                """
                update blob
                set unreferenced_since = case when reference_count = 0 then :now
                                              else unreferenced_since end,
                    size_bytes = case when reference_count = 0 then :size else size_bytes end
                where organization_id = :organization and sha256 = :sha256
                """)
            .param("organization", organization.value())
            .param("sha256", blob.sha256())
            .param("size", blob.sizeBytes())
            .param("now", sqlTime(now))
            .update()
        == 1;
  }

  private boolean insert(OrganizationId organization, Blob blob, Instant now) {
    return jdbc.sql(
                """
                insert into blob (organization_id, sha256, size_bytes, reference_count, stored_at,
                                  unreferenced_since)
                values (:organization, :sha256, :size, 0, :now, :now)
                on conflict do nothing
                """)
            .param("organization", organization.value())
            .param("sha256", blob.sha256())
            .param("size", blob.sizeBytes())
            .param("now", sqlTime(now))
            .update()
        == 1;
  }

  Optional<Blob> find(OrganizationId organization, String sha256) {
    return jdbc.sql(
            """
            select sha256, size_bytes as sizeBytes
            from blob
            where organization_id = :organization and sha256 = :sha256
            """)
        .param("organization", organization.value())
        .param("sha256", sha256)
        .query(Blob.class)
        .optional();
  }

  /** Dates back since when nothing refers to bytes that were stored after a time. */
  void predate(OrganizationId organization, String sha256, Instant storedSince, Instant dated) {
    jdbc.sql(
            """
            update blob
            set unreferenced_since = :dated
            where organization_id = :organization and sha256 = :sha256 and reference_count = 0
              and stored_at >= :since
            """)
        .param("dated", sqlTime(dated))
        .param("organization", organization.value())
        .param("sha256", sha256)
        .param("since", sqlTime(storedSince))
        .update();
  }

  boolean retain(OrganizationId organization, String sha256) {
    Optional<Counted> found = lock(organization, sha256);
    found.ifPresent(
        blob -> {
          jdbc.sql(
                  """
                  update blob
                  set reference_count = reference_count + 1, unreferenced_since = null
                  where organization_id = :organization and sha256 = :sha256
                  """)
              .param("organization", organization.value())
              .param("sha256", sha256)
              .update();
          if (blob.references() == 0) {
            usage.add(organization, blob.sizeBytes());
          }
        });
    return found.isPresent();
  }

  boolean release(OrganizationId organization, String sha256, Instant now) {
    Optional<Counted> found = lock(organization, sha256).filter(blob -> blob.references() > 0);
    found.ifPresent(
        blob -> {
          jdbc.sql(
                  """
                  update blob
                  set reference_count = reference_count - 1,
                      unreferenced_since = case when reference_count = 1 then :now end
                  where organization_id = :organization and sha256 = :sha256
                  """)
              .param("organization", organization.value())
              .param("sha256", sha256)
              .param("now", sqlTime(now))
              .update();
          if (blob.references() == 1) {
            usage.add(organization, -blob.sizeBytes());
          }
        });
    return found.isPresent();
  }

  /**
   * Counts references of many at once.
   *
   * @param hashes may occur more than once
   * @param by 1 for more, -1 for less
   * @throws IllegalStateException when one is not there, or nothing refers to it that could be less
   */
  void count(OrganizationId organization, Collection<String> hashes, int by, Instant now) {
    Map<String, Integer> times = new TreeMap<>();
    hashes.forEach(hash -> times.merge(hash, by, Integer::sum));
    List<String> sorted = List.copyOf(times.keySet());
    for (int from = 0; from < sorted.size(); from += BATCH) {
      List<String> batch = sorted.subList(from, Math.min(sorted.size(), from + BATCH));
      Map<String, Counted> before = lock(organization, batch);
      Map<Integer, List<String>> changes = new TreeMap<>();
      for (String hash : batch) {
        Counted blob = before.get(hash);
        int more = times.get(hash);
        if (blob == null || blob.references() + more < 0) {
          throw new IllegalStateException("cannot count references to " + hash + " by " + more);
        }
        changes.computeIfAbsent(more, change -> new ArrayList<>()).add(hash);
        if ((blob.references() == 0) != (blob.references() + more == 0)) {
          usage.add(organization, more > 0 ? blob.sizeBytes() : -blob.sizeBytes());
        }
      }
      changes.forEach((more, changed) -> add(organization, changed, more, now));
    }
  }

  private Map<String, Counted> lock(OrganizationId organization, List<String> hashes) {
    Map<String, Counted> locked = new HashMap<>();
    jdbc.sql(
            """
            select sha256, reference_count, size_bytes
            from blob
            where organization_id = :organization and sha256 in (:hashes)
            order by sha256
            for update
            """)
        .param("organization", organization.value())
        .param("hashes", hashes)
        .query(
            row -> {
              locked.put(
                  row.getString("sha256"),
                  new Counted(row.getInt("reference_count"), row.getLong("size_bytes")));
            });
    return locked;
  }

  private void add(OrganizationId organization, List<String> hashes, int more, Instant now) {
    jdbc.sql(
            """
            update blob
            set reference_count = reference_count + :more,
                unreferenced_since = case when reference_count + :more = 0 then :now end
            where organization_id = :organization and sha256 in (:hashes)
            """)
        .param("organization", organization.value())
        .param("hashes", hashes)
        .param("more", more)
        .param("now", sqlTime(now))
        .update();
  }

  private Optional<Counted> lock(OrganizationId organization, String sha256) {
    return jdbc.sql(
            """
            select reference_count, size_bytes
            from blob
            where organization_id = :organization and sha256 = :sha256
            for update
            """)
        .param("organization", organization.value())
        .param("sha256", sha256)
        .query((row, number) -> new Counted(row.getInt(1), row.getLong(2)))
        .optional();
  }

  /** Those of the hashes that something refers to. */
  Set<String> referenced(OrganizationId organization, Collection<String> hashes) {
    List<String> all = List.copyOf(hashes);
    Set<String> referenced = new HashSet<>();
    for (int from = 0; from < all.size(); from += BATCH) {
      referenced.addAll(
          jdbc.sql(
                  """
                  select sha256
                  from blob
                  where organization_id = :organization and sha256 in (:hashes)
                    and reference_count > 0
                  """)
              .param("organization", organization.value())
              .param("hashes", all.subList(from, Math.min(all.size(), from + BATCH)))
              .query(String.class)
              .list());
    }
    return referenced;
  }

  /** Of every organization but some. */
  List<BlobKey> unreferencedBefore(Instant limit, Collection<OrganizationId> but, int most) {
    Collection<UUID> left = new ArrayList<>(List.of(NOBODY));
    but.forEach(organization -> left.add(organization.value()));
    return jdbc.sql(
            """
            select organization_id, sha256
            from blob
            where unreferenced_since < :limit and organization_id not in (:left)
            order by unreferenced_since
            limit :most
            """)
        .param("limit", sqlTime(limit))
        .param("left", left)
        .param("most", most)
        .query(BlobRows::unreferenced)
        .list();
  }

  List<BlobKey> unreferencedBefore(Instant limit, OrganizationId organization, int most) {
    return jdbc.sql(
            """
            select organization_id, sha256
            from blob
            where unreferenced_since < :limit and organization_id = :organization
            order by unreferenced_since
            limit :most
            """)
        .param("limit", sqlTime(limit))
        .param("organization", organization.value())
        .param("most", most)
        .query(BlobRows::unreferenced)
        .list();
  }

  private static BlobKey unreferenced(ResultSet row, int number) throws SQLException {
    return new BlobKey(
        new OrganizationId(row.getObject("organization_id", UUID.class)), row.getString("sha256"));
  }

  /** Locks and deletes the row unless something refers to it again by now. */
  boolean remove(BlobKey blob, Instant limit) {
    return jdbc.sql(
                """
                delete from blob
                where organization_id = :organization and sha256 = :sha256
                  and unreferenced_since < :limit
                """)
            .param("organization", blob.organization().value())
            .param("sha256", blob.sha256())
            .param("limit", sqlTime(limit))
            .update()
        == 1;
  }

  private static OffsetDateTime sqlTime(Instant at) {
    return at.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
  }
}
