package io.diction.storage;

import io.diction.identity.OrganizationId;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What each organization uses: bytes that something refers to, each counted once. The sum is kept
 * in a row, which every transaction that changes it writes last of all: nobody waits for it who
 * holds what the other one needs.
 */
@Repository
class UsageRows {
  private final JdbcClient jdbc;

  UsageRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** What the transaction under way has changed, by organization; in order, as rows are locked. */
  private final class Changes implements TransactionSynchronization {
    private final Map<OrganizationId, Long> bytes =
        new TreeMap<>(Comparator.comparing(OrganizationId::value));

    @Override
    public void beforeCommit(boolean readOnly) {
      bytes.forEach(UsageRows.this::write);
    }
  }

  /** Adds to what an organization uses when the transaction under way is committed. */
  void add(OrganizationId organization, long bytes) {
    Changes changes =
        changes()
            .orElseGet(
                () -> {
                  Changes first = new Changes();
                  TransactionSynchronizationManager.registerSynchronization(first);
                  return first;
                });
    changes.bytes.merge(organization, bytes, Long::sum);
  }

  /** With what the transaction under way has changed. */
  long usedBytes(OrganizationId organization) {
    long changed =
        changes().map(changes -> changes.bytes.getOrDefault(organization, 0L)).orElse(0L);
    return changed + usedBytes(List.of(organization)).getOrDefault(organization, 0L);
  }

  /** One that uses nothing may be absent. */
  Map<OrganizationId, Long> usedBytes(Collection<OrganizationId> organizations) {
    Map<OrganizationId, Long> bytes = new HashMap<>();
    jdbc.sql(
            """
            select organization_id, used_bytes
            from storage_usage
            where organization_id in (:organizations)
            """)
        .param("organizations", organizations.stream().map(OrganizationId::value).toList())
        .query(into(bytes));
    return bytes;
  }

  /** The organizations that use most, the greatest first. */
  Map<OrganizationId, Long> largest(int most) {
    Map<OrganizationId, Long> bytes = new LinkedHashMap<>();
    jdbc.sql(
            """
            select organization_id, used_bytes
            from storage_usage
            where used_bytes > 0
            order by used_bytes desc, organization_id
            limit :most
            """)
        .param("most", most)
        .query(into(bytes));
    return bytes;
  }

  /** Organizations whose row does not say what their bytes come to. */
  List<OrganizationId> wrong() {
    return jdbc
        .sql(
            """
            select organization_id
            from (
              select organization_id, size_bytes as bytes from blob where reference_count > 0
              union all
              select organization_id, -used_bytes from storage_usage
            ) entries
            group by organization_id
            having sum(bytes) <> 0
            """)
        .query(UUID.class)
        .list()
        .stream()
        .map(OrganizationId::new)
        .toList();
  }

  /**
   * Reckons an organization's row anew. Who has changed something and not committed waits for the
   * row, and adds his part after that.
   */
  void reckon(OrganizationId organization) {
    write(organization, 0);
    jdbc.sql(
            """
            update storage_usage
            set used_bytes = (
              select coalesce(sum(size_bytes), 0)
              from blob
              where organization_id = :organization and reference_count > 0)
            where organization_id = :organization
            """)
        .param("organization", organization.value())
        .update();
  }

  /** Also locks the row. */
  private void write(OrganizationId organization, long bytes) {
    if (change(organization, bytes) == 0) {
      jdbc.sql(
              """
              insert into storage_usage (organization_id, used_bytes)
              values (:organization, 0)
              on conflict do nothing
              """)
          .param("organization", organization.value())
          .update();
      change(organization, bytes);
    }
  }

  private int change(OrganizationId organization, long bytes) {
    return jdbc.sql(
            """
            update storage_usage
            set used_bytes = used_bytes + :bytes
            where organization_id = :organization
            """)
        .param("organization", organization.value())
        .param("bytes", bytes)
        .update();
  }

  /** None where nothing was changed, or no transaction is under way. */
  private static Optional<Changes> changes() {
    return TransactionSynchronizationManager.isSynchronizationActive()
        ? TransactionSynchronizationManager.getSynchronizations().stream()
            .filter(Changes.class::isInstance)
            .map(Changes.class::cast)
            .findFirst()
        : Optional.empty();
  }

  private static RowCallbackHandler into(Map<OrganizationId, Long> bytes) {
    return row ->
        bytes.put(
            new OrganizationId(row.getObject("organization_id", UUID.class)),
            row.getLong("used_bytes"));
  }
}
