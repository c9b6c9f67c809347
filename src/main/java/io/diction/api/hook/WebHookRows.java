package io.diction.api.hook;

import io.diction.api.hook.WebHook.State;
import io.diction.api.listing.Fields;
import io.diction.api.listing.ListQuery;
import io.diction.api.listing.Slice;
import io.diction.api.listing.Slices;
import io.diction.identity.OrganizationId;
import io.diction.identity.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of web hooks. */
@Repository
class WebHookRows {
  private static final int LONGEST_TEXT = 2000;

  private static final String SELECT =
      """
      select h.id, h.organization_id, h.display_name, h.description, h.web_url, h.events, h.state,
             h.error_code, h.error_text, h.base_address, h.created_by, h.created_at, h.changed_at
      from web_hook h
      where h.organization_id = :organization
      """;

  private static final Fields FIELDS =
      Fields.none()
          .text("displayName", "h.display_name")
          .text("description", "h.description")
          .text("webUrl", "h.web_url")
          .time("createdDateTime", "h.created_at")
          .time("lastActionDateTime", "h.changed_at")
          .constant(
              "status",
              """
              case h.state when 'SUCCEEDED' then 'Succeeded' when 'FAILED' then 'Failed'
                           when 'RUNNING' then 'Running' else 'NotStarted' end
              """,
              Set.of("NotStarted", "Running", "Succeeded", "Failed"));

  private final JdbcClient jdbc;
  private final Slices slices;
  private final Clock clock;

  WebHookRows(JdbcClient jdbc, Slices slices, Clock clock) {
    this.jdbc = jdbc;
    this.slices = slices;
    this.clock = clock;
  }

  OffsetDateTime now() {
    return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS);
  }

  Slice<WebHook> page(OrganizationId organization, ListQuery query) {
    return slices.read(
        SELECT + " and %s order by h.organization_id desc, h.created_at desc, h.id desc",
        Map.of("organization", organization.value()),
        FIELDS,
        query,
        WebHookRows::hook);
  }

  Optional<WebHook> find(OrganizationId organization, UUID id) {
    return jdbc.sql(SELECT + " and h.id = :id")
        .param("organization", organization.value())
        .param("id", id)
        .query(WebHookRows::hook)
        .optional();
  }

  /** The same, held until the transaction ends. */
  Optional<WebHook> lock(OrganizationId organization, UUID id) {
    return jdbc.sql(SELECT + " and h.id = :id for update")
        .param("organization", organization.value())
        .param("id", id)
        .query(WebHookRows::hook)
        .optional();
  }

  long count(OrganizationId organization) {
    return jdbc.sql("select count(*) from web_hook where organization_id = :organization")
        .param("organization", organization.value())
        .query(Long.class)
        .single();
  }

  void add(WebHook hook) {
    jdbc.sql(
            """
            insert into web_hook (id, organization_id, display_name, description, web_url, events,
                                  state, base_address, created_at, created_by, changed_at)
            values (:id, :organization, :name, :description, :url, :events,
                    :state, :base, :created, :by, :created)
            """)
        .param("id", hook.id())
        .param("organization", hook.organization().value())
        .param("name", hook.displayName())
        .param("description", hook.description())
        .param("url", hook.webUrl())
        .param("events", written(hook.events()))
        .param("state", hook.state().name())
        .param("base", hook.base())
        .param("created", hook.createdAt())
        .param("by", hook.createdBy().value())
        .update();
  }

  void change(WebHook hook) {
    jdbc.sql(
            """
            update web_hook
            set display_name = :name, description = :description, web_url = :url, events = :events
            where organization_id = :organization and id = :id
            """)
        .param("name", hook.displayName())
        .param("description", hook.description())
        .param("url", hook.webUrl())
        .param("events", written(hook.events()))
        .param("organization", hook.organization().value())
        .param("id", hook.id())
        .update();
  }

  /**
   * @param hidden null where nothing is signed from now on
   */
  void secret(OrganizationId organization, UUID id, byte @Nullable [] hidden) {
    jdbc.sql(
            """
            update web_hook set secret = :secret
            where organization_id = :organization and id = :id
            """)
        .param("secret", hidden)
        .param("organization", organization.value())
        .param("id", id)
        .update();
  }

  Optional<byte[]> secret(OrganizationId organization, UUID id) {
    return jdbc.sql(
            """
            select secret from web_hook
            where organization_id = :organization and id = :id and secret is not null
            """)
        .param("organization", organization.value())
        .param("id", id)
        .query(byte[].class)
        .optional();
  }

  void state(OrganizationId organization, UUID id, State state) {
    jdbc.sql(
            """
            update web_hook set state = :state, changed_at = :now
            where organization_id = :organization and id = :id
            """)
        .param("state", state.name())
        .param("now", now())
        .param("organization", organization.value())
        .param("id", id)
        .update();
  }

  /**
   * @param code null when all is well again
   */
  void error(OrganizationId organization, UUID id, @Nullable String code, @Nullable String text) {
    jdbc.sql(
            """
            update web_hook set error_code = :code, error_text = :text
            where organization_id = :organization and id = :id
            """)
        .param("code", code)
        .param(
            "text",
            text == null || text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT))
        .param("organization", organization.value())
        .param("id", id)
        .update();
  }

  /** Whether there was one. */
  boolean remove(OrganizationId organization, UUID id) {
    return jdbc.sql("delete from web_hook where organization_id = :organization and id = :id")
            .param("organization", organization.value())
            .param("id", id)
            .update()
        > 0;
  }

  private static String written(Set<HookEvent> events) {
    return events.stream().sorted().map(Enum::name).collect(Collectors.joining(",", ",", ","));
  }

  private static WebHook hook(ResultSet row, int number) throws SQLException {
    return new WebHook(
        row.getObject("id", UUID.class),
        new OrganizationId(row.getObject("organization_id", UUID.class)),
        row.getString("display_name"),
        row.getString("description"),
        row.getString("web_url"),
        Arrays.stream(row.getString("events").split(","))
            .filter(name -> !name.isEmpty())
            .map(HookEvent::valueOf)
            .collect(Collectors.toSet()),
        State.valueOf(row.getString("state")),
        row.getString("error_code"),
        row.getString("error_text"),
        row.getString("base_address"),
        new UserId(row.getObject("created_by", UUID.class)),
        row.getObject("created_at", OffsetDateTime.class),
        row.getObject("changed_at", OffsetDateTime.class));
  }
}
