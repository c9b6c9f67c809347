package io.diction.audit;

import io.diction.identity.OrganizationId;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.identity.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Reads what was written down, the newest first. The log as a whole is for a SYSOP. */
@Service
public class AuditLog {
  /** Entries read at a time where all are wanted. */
  private static final int CHUNK = 500;

  /** Entries whose actions are offered to look for. */
  private static final int LATEST = 5000;

  private static final String COLUMNS =
      """
      select id, organization_id, at, actor_id, actor_name, actor_role, action, object_type,
             object_id, object_name, coalesce(detail, '') as detail
      from audit_entry
      """;

  private final JdbcClient jdbc;

  AuditLog(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** A page of what happened to one object, in the log of the own organization. */
  @Transactional(readOnly = true)
  public List<AuditEntry> about(SignedIn who, UUID object, long offset, int limit) {
    return jdbc.sql(
            COLUMNS
                + """
                where organization_id = :organization and object_id = :object
                order by organization_id desc, object_id desc, at desc, id desc
                limit :limit offset :offset
                """)
        .param("organization", who.organization().value())
        .param("object", object)
        .param("limit", limit)
        .param("offset", offset)
        .query(AuditLog::entry)
        .list();
  }

  /** The same of these deeds alone, the newest. */
  @Transactional(readOnly = true)
  public List<AuditEntry> about(SignedIn who, UUID object, Collection<String> actions, int limit) {
    return jdbc.sql(
            COLUMNS
                + """
                where organization_id = :organization and object_id = :object
                  and action in (:actions)
                order by organization_id desc, object_id desc, at desc, id desc
                limit :limit
                """)
        .param("organization", who.organization().value())
        .param("object", object)
        .param("actions", actions)
        .param("limit", limit)
        .query(AuditLog::entry)
        .list();
  }

  /**
   * Entries that match, the newest first.
   *
   * @param behind where the page before ended; null for the first
   */
  @Transactional(readOnly = true)
  public List<AuditEntry> page(
      SignedIn who, AuditFilter filter, @Nullable AuditPlace behind, int limit) {
    who.requireSysop();
    return page(filter, behind, limit);
  }

  private List<AuditEntry> page(AuditFilter filter, @Nullable AuditPlace behind, int limit) {
    Map<String, Object> parameters = new HashMap<>();
    String where = where(filter, parameters);
    if (behind != null) {
      where += "  and at <= :lastAt and (at < :lastAt or id < :lastId)\n";
      parameters.put("lastAt", behind.at());
      parameters.put("lastId", behind.id());
    }
    return jdbc.sql(COLUMNS + where + order(filter) + "limit :limit")
        .params(parameters)
        .param("limit", limit)
        .query(AuditLog::entry)
        .list();
  }

  /** What was done of late, by name: names to look for. */
  @Transactional(readOnly = true)
  public List<String> actions(SignedIn who) {
    who.requireSysop();
    return jdbc.sql(
            """
            select distinct action
            from (select action from audit_entry order by at desc, id desc limit :latest) latest
            order by action
            """)
        .param("latest", LATEST)
        .query(String.class)
        .list();
  }

  /**
   * Every entry that matches, however many; only a part of them is in memory at a time.
   *
   * @param goesOn asked between the parts whether anybody still wants the rest
   */
  public void forEach(
      SignedIn who, AuditFilter filter, Consumer<AuditEntry> reader, BooleanSupplier goesOn) {
    who.requireSysop();
    List<AuditEntry> chunk = page(filter, null, CHUNK);
    while (!chunk.isEmpty()) {
      chunk.forEach(reader);
      chunk =
          chunk.size() < CHUNK || !goesOn.getAsBoolean()
              ? List.of()
              : page(filter, AuditPlace.of(chunk.get(CHUNK - 1)), CHUNK);
    }
  }

  /** The order of the index that the filter leads to. */
  private static String order(AuditFilter filter) {
    return filter.organization() == null
        ? "order by at desc, id desc\n"
        : "order by organization_id desc, at desc, id desc\n";
  }

  private static String where(AuditFilter filter, Map<String, Object> parameters) {
    List<String> conditions = new ArrayList<>(List.of("at is not null"));
    if (filter.organization() != null) {
      conditions.add("organization_id = :organization");
      parameters.put("organization", filter.organization().value());
    }
    if (!filter.actor().isEmpty()) {
      conditions.add("actor_key like :actor");
      parameters.put("actor", beginning(filter.actor().toLowerCase(Locale.ROOT)));
    }
    if (!filter.action().isEmpty()) {
      conditions.add("action like :action");
      parameters.put("action", beginning(filter.action()));
    }
    if (!filter.object().isEmpty()) {
      addObject(filter.object(), conditions, parameters);
    }
    if (filter.from() != null) {
      conditions.add("at >= :from");
      parameters.put("from", filter.from());
    }
    if (filter.until() != null) {
      conditions.add("at < :until");
      parameters.put("until", filter.until());
    }
    return "where " + String.join("\n  and ", conditions) + "\n";
  }

  private static void addObject(
      String object, List<String> conditions, Map<String, Object> parameters) {
    if (object.matches("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}")) {
      conditions.add("object_id = :object");
      parameters.put("object", UUID.fromString(object));
    } else {
      conditions.add("object_key like :object");
      parameters.put("object", beginning(object.toLowerCase(Locale.ROOT)));
    }
  }

  /** For {@code like}: its own signs stand for themselves. */
  private static String beginning(String text) {
    return text.replace("\u0000", "").replaceAll("[\\\\%_]", "\\\\$0") + "%";
  }

  private static AuditEntry entry(ResultSet row, int number) throws SQLException {
    UUID actor = row.getObject("actor_id", UUID.class);
    String role = row.getString("actor_role");
    return new AuditEntry(
        row.getObject("id", UUID.class),
        new OrganizationId(row.getObject("organization_id", UUID.class)),
        row.getObject("at", OffsetDateTime.class),
        actor == null ? null : new UserId(actor),
        row.getString("actor_name"),
        role == null ? null : Role.valueOf(role),
        row.getString("action"),
        row.getString("object_type"),
        row.getObject("object_id", UUID.class),
        row.getString("object_name"),
        row.getString("detail"));
  }
}
