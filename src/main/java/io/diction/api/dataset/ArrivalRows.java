package io.diction.api.dataset;

import io.diction.api.answer.Published;
import io.diction.api.dataset.Arrival.State;
import io.diction.api.dataset.Arrival.TextNormalization;
import io.diction.dataset.DatasetKind;
import io.diction.identity.OrganizationId;
import io.diction.identity.Role;
import io.diction.identity.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of datasets that were asked for. */
@Repository
class ArrivalRows {
  private static final int LONGEST_TEXT = 2000;
  private static final int LONGEST_NAME = 256;

  private static final String SELECT =
      """
      select id, organization_id, kind, locale, text_normalization, content_url, whole, state,
        created_at, created_by, created_by_name, created_by_role
      from dataset_arrival
      """;

  private final JdbcClient jdbc;
  private final Clock clock;

  ArrivalRows(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  OffsetDateTime now() {
    return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS);
  }

  void add(Arrival arrival) {
    jdbc.sql(
            """
            insert into dataset_arrival (id, organization_id, kind, locale, text_normalization,
                                         content_url, whole, state, created_at, created_by,
                                         created_by_name, created_by_role, changed_at)
            values (:id, :organization, :kind, :locale, :normalization,
                    :url, :whole, :state, :created, :by,
                    :byName, :byRole, :created)
            """)
        .param("id", arrival.id())
        .param("organization", arrival.organization().value())
        .param("kind", arrival.kind().text())
        .param("locale", arrival.locale())
        .param("normalization", Published.name(arrival.textNormalization()))
        .param("url", arrival.contentUrl())
        .param("whole", arrival.whole())
        .param("state", arrival.state().name())
        .param("created", arrival.createdAt())
        .param("by", arrival.by().value())
        .param("byName", cut(arrival.byName(), LONGEST_NAME))
        .param("byRole", arrival.byRole().name())
        .update();
  }

  Optional<Arrival> find(OrganizationId organization, UUID id) {
    return jdbc.sql(SELECT + "where organization_id = :organization and id = :id")
        .param("organization", organization.value())
        .param("id", id)
        .query(ArrivalRows::arrival)
        .optional();
  }

  /** The same, held until the transaction ends: whoever sends, commits or deletes waits. */
  Optional<Arrival> lock(OrganizationId organization, UUID id) {
    return jdbc.sql(SELECT + "where organization_id = :organization and id = :id for update")
        .param("organization", organization.value())
        .param("id", id)
        .query(ArrivalRows::arrival)
        .optional();
  }

  /** At the end its address is read no more: what signs it is forgotten. */
  void state(OrganizationId organization, UUID id, State state) {
    jdbc.sql(
            """
            update dataset_arrival
            set state = :state, changed_at = :now,
                running_at = case when :state = 'RUNNING' then coalesce(running_at, :now)
                                  else running_at end,
                content_url = case when :state in ('FAILED', 'DONE') and position('?' in content_url) > 0
                  then substring(content_url from 1 for position('?' in content_url) - 1) else content_url end
            where organization_id = :organization and id = :id
            """)
        .param("state", state.name())
        .param("now", now())
        .param("organization", organization.value())
        .param("id", id)
        .update();
  }

  /** Bytes have come: it is not given up for another day. */
  void touch(OrganizationId organization, UUID id) {
    jdbc.sql(
            """
            update dataset_arrival set changed_at = :now
            where organization_id = :organization and id = :id
            """)
        .param("now", now())
        .param("organization", organization.value())
        .param("id", id)
        .update();
  }

  void queue(OrganizationId organization, UUID id, UUID job) {
    state(organization, id, State.QUEUED);
    jdbc.sql(
            """
            update dataset_arrival set job_id = :job
            where organization_id = :organization and id = :id
            """)
        .param("job", job)
        .param("organization", organization.value())
        .param("id", id)
        .update();
  }

  void fail(OrganizationId organization, UUID id, @Nullable String code, @Nullable String text) {
    state(organization, id, State.FAILED);
    jdbc.sql(
            """
            update dataset_arrival set error_code = :code, error_text = :text
            where organization_id = :organization and id = :id
            """)
        .param("code", code)
        .param("text", text == null ? null : cut(text, LONGEST_TEXT))
        .param("organization", organization.value())
        .param("id", id)
        .update();
  }

  /** How many an organization waits for. */
  long open(OrganizationId organization) {
    return jdbc.sql(
            """
            select count(*) from dataset_arrival
            where organization_id = :organization and state in ('BLOCKS', 'QUEUED', 'RUNNING')
            """)
        .param("organization", organization.value())
        .query(Long.class)
        .single();
  }

  /** The job that puts its bytes together, if there ever was one. */
  Optional<UUID> findJob(OrganizationId organization, UUID id) {
    return jdbc.sql(
            """
            select job_id from dataset_arrival
            where organization_id = :organization and id = :id and job_id is not null
            """)
        .param("organization", organization.value())
        .param("id", id)
        .query(UUID.class)
        .optional();
  }

  void remove(OrganizationId organization, UUID id) {
    jdbc.sql("delete from dataset_arrival where organization_id = :organization and id = :id")
        .param("organization", organization.value())
        .param("id", id)
        .update();
  }

  /** Of all organizations: whose blocks nobody went on with since then. */
  List<Arrival> abandoned(OffsetDateTime before) {
    return jdbc.sql(SELECT + "where state = 'BLOCKS' and changed_at < :before order by changed_at")
        .param("before", before)
        .query(ArrivalRows::arrival)
        .list();
  }

  private static Arrival arrival(ResultSet row, int number) throws SQLException {
    return new Arrival(
        row.getObject("id", UUID.class),
        new OrganizationId(row.getObject("organization_id", UUID.class)),
        DatasetKind.find(row.getString("kind")).orElseThrow(),
        row.getString("locale"),
        TextNormalization.valueOf(row.getString("text_normalization").toUpperCase(Locale.ROOT)),
        row.getString("content_url"),
        row.getBoolean("whole"),
        State.valueOf(row.getString("state")),
        row.getObject("created_at", OffsetDateTime.class),
        new UserId(row.getObject("created_by", UUID.class)),
        row.getString("created_by_name"),
        Role.valueOf(row.getString("created_by_role")));
  }

  private static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length);
  }
}
