package io.diction.storage;

import io.diction.identity.OrganizationId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What the check of the storage asks of the table of stored bytes, and notes there. */
@Repository
class CheckRows {
  private static final String COLUMNS =
      "organization_id, sha256, size_bytes, reference_count, unreferenced_since";

  private final JdbcClient jdbc;

  CheckRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A row.
   *
   * @param unreferencedSince null while something refers to the bytes
   */
  record Row(BlobKey key, long sizeBytes, int references, @Nullable Instant unreferencedSince) {}

  /** Those after one, in the order of the table's key; null for the first. */
  List<Row> after(@Nullable BlobKey last, int most) {
    return jdbc.sql(
            """
            select %s
            from blob
            where (organization_id, sha256) > (:organization, :sha256)
            order by organization_id, sha256
            limit :most
            """
                .formatted(COLUMNS))
        .param("organization", last == null ? new UUID(0, 0) : last.organization().value())
        .param("sha256", last == null ? "" : last.sha256())
        .param("most", most)
        .query(CheckRows::row)
        .list();
  }

  /** Those not checked since a time, the longest ago first. */
  List<Row> notCheckedSince(Instant limit, int most) {
    return jdbc.sql(
            """
            select %s
            from blob
            where checked_at < :limit
            order by checked_at
            limit :most
            """
                .formatted(COLUMNS))
        .param("limit", sqlTime(limit))
        .param("most", most)
        .query(CheckRows::row)
        .list();
  }

  long count() {
    return jdbc.sql("select count(*) from blob").query(Long.class).single();
  }

  Optional<Row> find(BlobKey key) {
    return jdbc.sql(
            """
            select %s
            from blob
            where organization_id = :organization and sha256 = :sha256
            """
                .formatted(COLUMNS))
        .param("organization", key.organization().value())
        .param("sha256", key.sha256())
        .query(CheckRows::row)
        .optional();
  }

  /** Until the transaction ends nobody counts references to these bytes. */
  Optional<Row> lock(BlobKey key) {
    return jdbc.sql(
            """
            select %s
            from blob
            where organization_id = :organization and sha256 = :sha256
            for update
            """
                .formatted(COLUMNS))
        .param("organization", key.organization().value())
        .param("sha256", key.sha256())
        .query(CheckRows::row)
        .optional();
  }

  void checked(BlobKey key, Instant now, Damage.@Nullable Kind damage) {
    jdbc.sql(
            """
            update blob
            set checked_at = :now, damage = :damage
            where organization_id = :organization and sha256 = :sha256
            """)
        .param("now", sqlTime(now))
        .param("damage", damage == null ? null : damage.name())
        .param("organization", key.organization().value())
        .param("sha256", key.sha256())
        .update();
  }

  void references(BlobKey key, int count, Instant now) {
    jdbc.sql(
            """
            update blob
            set reference_count = :count,
                unreferenced_since = case when :count = 0 then coalesce(unreferenced_since, :now)
                                          end
            where organization_id = :organization and sha256 = :sha256
            """)
        .param("count", count)
        .param("now", sqlTime(now))
        .param("organization", key.organization().value())
        .param("sha256", key.sha256())
        .update();
  }

  /** A row for bytes that have none, long past its retention. */
  void addStray(BlobKey key) {
    jdbc.sql(
            """
            insert into blob (organization_id, sha256, size_bytes, reference_count, stored_at,
                              unreferenced_since)
            values (:organization, :sha256, 0, 0, :longAgo, :longAgo)
            on conflict do nothing
            """)
        .param("organization", key.organization().value())
        .param("sha256", key.sha256())
        .param("longAgo", sqlTime(Instant.EPOCH))
        .update();
  }

  /** How many are damaged. */
  long damaged() {
    return jdbc.sql("select count(*) from blob where damage in ('MISSING', 'SIZE', 'HASH')")
        .query(Long.class)
        .single();
  }

  private static Row row(ResultSet row, int number) throws SQLException {
    OffsetDateTime since = row.getObject("unreferenced_since", OffsetDateTime.class);
    return new Row(
        new BlobKey(
            new OrganizationId(row.getObject("organization_id", UUID.class)),
            row.getString("sha256")),
        row.getLong("size_bytes"),
        row.getInt("reference_count"),
        since == null ? null : since.toInstant());
  }

  private static OffsetDateTime sqlTime(Instant at) {
    return at.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
  }
}
