package io.diction.api.endpoint;

import io.diction.identity.Ids;
import io.diction.identity.OrganizationId;
import io.diction.storage.Blob;
import io.diction.storage.BlobOwner;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Files of what was recognised. */
@Repository
class LogRows implements BlobOwner {
  private static final String SELECT =
      """
      select organization_id, name, id, sha256, size_bytes, duration_ms, created_at
      from endpoint_log
      where organization_id = :organization and gone_at is null and %s
      """;

  private static final String OF_ENDPOINT = "endpoint_id = :root";
  private static final String OF_LOCALE = "endpoint_id is null and locale = :root";

  private final JdbcClient jdbc;

  LogRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Where logs are.
   *
   * @param endpoint null for the base model of the locale
   */
  record Root(OrganizationId organization, @Nullable UUID endpoint, String locale) {
    private String condition() {
      return endpoint == null ? OF_LOCALE : OF_ENDPOINT;
    }

    private Object value() {
      return endpoint == null ? locale : endpoint;
    }
  }

  /**
   * A file.
   *
   * @param durationMs of sound
   */
  record LogFile(
      OrganizationId organization,
      String name,
      UUID id,
      String sha256,
      long sizeBytes,
      @Nullable Long durationMs,
      OffsetDateTime createdAt) {
    boolean isAudio() {
      return durationMs != null;
    }
  }

  void add(Root root, String name, Blob blob, @Nullable Long durationMs, OffsetDateTime at) {
    jdbc.sql(
            """
            insert into endpoint_log (organization_id, name, id, endpoint_id, locale, sha256,
                                      size_bytes, duration_ms, created_at)
            values (:organization, :name, :id, :endpoint, :locale, :sha256,
                    :size, :duration, :at)
            """)
        .param("organization", root.organization().value())
        .param("name", name)
        .param("id", Ids.next())
        .param("endpoint", root.endpoint())
        .param("locale", root.locale())
        .param("sha256", blob.sha256())
        .param("size", blob.sizeBytes())
        .param("duration", durationMs)
        .param("at", at)
        .update();
  }

  /**
   * The newest first.
   *
   * @param before the last one seen
   */
  List<LogFile> page(Root root, @Nullable UUID before, int most) {
    String after = before == null ? "" : " and id < :before";
    JdbcClient.StatementSpec statement =
        jdbc.sql(SELECT.formatted(root.condition()) + after + " order by id desc limit :most")
            .param("organization", root.organization().value())
            .param("root", root.value())
            .param("most", most);
    return (before == null ? statement : statement.param("before", before))
        .query(LogRows::file)
        .list();
  }

  Optional<LogFile> find(Root root, String name) {
    return jdbc.sql(SELECT.formatted(root.condition()) + " and name = :name")
        .param("organization", root.organization().value())
        .param("root", root.value())
        .param("name", name)
        .query(LogRows::file)
        .optional();
  }

  /** Wherever it belongs. */
  Optional<LogFile> find(OrganizationId organization, String name) {
    return jdbc.sql(SELECT.formatted("name = :name"))
        .param("organization", organization.value())
        .param("name", name)
        .query(LogRows::file)
        .optional();
  }

  /** The first of those before a time. */
  List<LogFile> before(Root root, OffsetDateTime time, int most) {
    return jdbc.sql(
            SELECT.formatted(root.condition()) + " and created_at < :time order by id limit :most")
        .param("organization", root.organization().value())
        .param("root", root.value())
        .param("time", time)
        .param("most", most)
        .query(LogRows::file)
        .list();
  }

  /** Those before a time are seen no more, and belong to no endpoint. */
  void hide(Root root, OffsetDateTime time, OffsetDateTime now) {
    jdbc.sql(
            """
            update endpoint_log set gone_at = :now, endpoint_id = null
            where organization_id = :organization and gone_at is null and created_at < :time
              and %s
            """
                .formatted(root.condition()))
        .param("now", now)
        .param("organization", root.organization().value())
        .param("time", time)
        .param("root", root.value())
        .update();
  }

  /** Of all organizations: files that nobody sees. */
  List<LogFile> hidden(int most) {
    return jdbc.sql(
            """
            select organization_id, name, id, sha256, size_bytes, duration_ms, created_at
            from endpoint_log
            where gone_at is not null
            order by gone_at, id
            limit :most
            """)
        .param("most", most)
        .query(LogRows::file)
        .list();
  }

  /** Of all organizations. */
  List<LogFile> before(OffsetDateTime time, int most) {
    return jdbc.sql(
            """
            select organization_id, name, id, sha256, size_bytes, duration_ms, created_at
            from endpoint_log
            where created_at < :time
            order by created_at
            limit :most
            """)
        .param("time", time)
        .param("most", most)
        .query(LogRows::file)
        .list();
  }

  /** Whether it was there. */
  boolean remove(LogFile file) {
    return jdbc.sql(
                "delete from endpoint_log where organization_id = :organization and name = :name")
            .param("organization", file.organization().value())
            .param("name", file.name())
            .update()
        > 0;
  }

  @Override
  public void references(Consumer<Reference> each) {
    jdbc.sql("select organization_id, sha256, name from endpoint_log")
        .query(
            row -> {
              each.accept(
                  new Reference(
                      new OrganizationId(row.getObject("organization_id", UUID.class)),
                      row.getString("sha256"),
                      "endpoint log " + row.getString("name")));
            });
  }

  private static LogFile file(ResultSet row, int number) throws SQLException {
    return new LogFile(
        new OrganizationId(row.getObject("organization_id", UUID.class)),
        row.getString("name"),
        row.getObject("id", UUID.class),
        row.getString("sha256"),
        row.getLong("size_bytes"),
        row.getObject("duration_ms", Long.class),
        row.getObject("created_at", OffsetDateTime.class));
  }
}
