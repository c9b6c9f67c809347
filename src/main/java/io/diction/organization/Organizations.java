package io.diction.organization;

import io.diction.identity.OrganizationId;
import io.diction.identity.SignedIn;
import io.diction.organization.Organization.Limits;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The organizations of this installation. */
@Service
public class Organizations {
  private static final String COLUMNS =
      "id, parent_id, name, reseller, time_zone, max_users, max_models, max_storage_bytes,"
          + " suspended_at";

  private final JdbcClient jdbc;
  private final Clock clock;

  Organizations(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** The organization; its absence is a defect, for ids come from rows that refer to it. */
  public Organization get(OrganizationId id) {
    return find(id).orElseThrow(() -> new NoSuchElementException("no organization " + id));
  }

  public Optional<Organization> find(OrganizationId id) {
    return jdbc.sql("select " + COLUMNS + " from organization where id = :id")
        .param("id", id.value())
        .query(Organizations::map)
        .optional();
  }

  /** By its whole name in any case, or by its id. */
  public Optional<OrganizationId> findByName(String text) {
    return jdbc.sql(
            """
            select id from organization
            where name_key = :key or cast(id as varchar(36)) = :key
            order by name_key, id
            limit 1
            """)
        .param("key", text.toLowerCase(Locale.ROOT))
        .query(UUID.class)
        .optional()
        .map(OrganizationId::new);
  }

  /** The names of organizations by id. */
  public Map<UUID, String> names(Collection<UUID> ids) {
    Map<UUID, String> names = new HashMap<>();
    if (!ids.isEmpty()) {
      jdbc.sql("select id, name from organization where id in (:ids)")
          .param("ids", ids)
          .query(
              row -> {
                names.put(row.getObject("id", UUID.class), row.getString("name"));
              });
    }
    return names;
  }

  /** Adds an organization: a SYSOP any, a reseller its own customers. */
  @Transactional
  public void add(SignedIn who, Organization organization) {
    who.requireReseller();
    OrganizationId parent = organization.parent();
    if (organization.reseller() || !who.organization().equals(parent)) {
      who.requireSysop();
    }
    Limits limits = organization.limits();
    jdbc.sql(
            """
            insert into organization
              (id, parent_id, name, name_key, reseller, time_zone, max_users, max_models,
               max_storage_bytes, suspended_at, created_at)
            values
              (:id, :parent, :name, :key, :reseller, :zone, :users, :models, :bytes, :suspended,
               :now)
            """)
        .param("id", organization.id().value())
        .param("parent", parent == null ? null : parent.value())
        .param("name", organization.name())
        .param("key", organization.name().toLowerCase(Locale.ROOT))
        .param("reseller", organization.reseller())
        .param("zone", organization.zone().getId())
        .params(parameters(limits))
        .param("suspended", organization.suspended() ? OffsetDateTime.now(clock) : null)
        .param("now", OffsetDateTime.now(clock))
        .update();
  }

  /** Keeps everyone of an organization out, at their next request, or lets them in again. */
  @Transactional
  public void suspend(SignedIn who, OrganizationId id, boolean suspended) {
    who.requireSysop();
    jdbc.sql("update organization set suspended_at = :at where id = :id")
        .param("at", suspended ? OffsetDateTime.now(clock) : null)
        .param("id", id.value())
        .update();
  }

  /** Changes what an organization's plan allows. */
  @Transactional
  public void limit(SignedIn who, OrganizationId id, Limits limits) {
    who.requireSysop();
    jdbc.sql(
            """
            update organization
            set max_users = :users, max_models = :models, max_storage_bytes = :bytes
            where id = :id
            """)
        .params(parameters(limits))
        .param("id", id.value())
        .update();
  }

  /**
   * Whoever counts what the plan limits waits here for others who do, until the transaction ends.
   */
  public void lock(OrganizationId id) {
    jdbc.sql("select id from organization where id = :id for update")
        .param("id", id.value())
        .query()
        .singleRow();
  }

  /** What the organization's administrators set. */
  SettingsForm settings(OrganizationId id) {
    return jdbc.sql(
            """
            select name, coalesce(language, '') as language, time_zone as zone,
              deleted_retention_days as deletedDays, session_retention_days as sessionDays
            from organization
            where id = :id
            """)
        .param("id", id.value())
        .query(SettingsForm.class)
        .single();
  }

  @Transactional
  void change(OrganizationId id, SettingsForm settings) {
    jdbc.sql(
            """
            update organization
            set name = :name, name_key = :key, language = :language, time_zone = :zone,
              deleted_retention_days = :deletedDays, session_retention_days = :sessionDays
            where id = :id
            """)
        .param("name", settings.name())
        .param("key", settings.name().toLowerCase(Locale.ROOT))
        .param("language", settings.language().isEmpty() ? null : settings.language())
        .param("zone", settings.zone())
        .param("deletedDays", settings.deletedDays())
        .param("sessionDays", settings.sessionDays())
        .param("id", id.value())
        .update();
  }

  /** How long sessions stay, for the organizations that end them by time. */
  public Map<OrganizationId, Duration> sessionRetentions() {
    return retentions(
        "select id, session_retention_days as days from organization"
            + " where session_retention_days is not null");
  }

  /** How long deleted data stays, for the organizations that set it. */
  Map<OrganizationId, Duration> deletedRetentions() {
    return retentions(
        "select id, deleted_retention_days as days from organization"
            + " where deleted_retention_days is not null");
  }

  private Map<OrganizationId, Duration> retentions(String sql) {
    Map<OrganizationId, Duration> retentions = new HashMap<>();
    jdbc.sql(sql)
        .query(
            row -> {
              retentions.put(
                  new OrganizationId(row.getObject("id", UUID.class)),
                  Duration.ofDays(row.getInt("days")));
            });
    return retentions;
  }

  private static Map<String, Object> parameters(Limits limits) {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("users", limits.maxUsers() == Integer.MAX_VALUE ? null : limits.maxUsers());
    parameters.put("models", limits.maxModels() == Integer.MAX_VALUE ? null : limits.maxModels());
    parameters.put(
        "bytes", limits.maxStorageBytes() == Long.MAX_VALUE ? null : limits.maxStorageBytes());
    return parameters;
  }

  private static Organization map(ResultSet row, int number) throws SQLException {
    UUID parent = row.getObject("parent_id", UUID.class);
    Integer users = row.getObject("max_users", Integer.class);
    Integer models = row.getObject("max_models", Integer.class);
    Long bytes = row.getObject("max_storage_bytes", Long.class);
    return new Organization(
        new OrganizationId(row.getObject("id", UUID.class)),
        parent == null ? null : new OrganizationId(parent),
        row.getString("name"),
        row.getBoolean("reseller"),
        ZoneId.of(row.getString("time_zone")),
        new Limits(
            users == null ? Integer.MAX_VALUE : users,
            models == null ? Integer.MAX_VALUE : models,
            bytes == null ? Long.MAX_VALUE : bytes),
        row.getObject("suspended_at", OffsetDateTime.class) != null);
  }
}
