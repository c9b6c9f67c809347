package io.diction.api.hook;

import io.diction.identity.Ids;
import io.diction.identity.OrganizationId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What is still to be told. A row goes when it was taken, or nobody tries any more. */
@Repository
class HookOutbox {
  /**
   * Web hooks of one organization that are looked at in one turn: as many as it may have at work.
   */
  private static final int EACH = 2;

  private final JdbcClient jdbc;
  private final Clock clock;

  HookOutbox(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** A web hook that has something due. */
  record Due(UUID hook, OrganizationId organization) {}

  private OffsetDateTime now() {
    return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS);
  }

  void add(OrganizationId organization, UUID hook, HookEvent event, @Nullable UUID entity) {
    jdbc.sql(
            """
            insert into web_hook_delivery (id, organization_id, hook_id, event, entity_id, attempts,
                                           due_at)
            values (:id, :organization, :hook, :event, :entity, 0, :now)
            """)
        .param("id", Ids.next())
        .param("organization", organization.value())
        .param("hook", hook)
        .param("event", event.name())
        .param("entity", entity)
        .param("now", now())
        .update();
  }

  /** What somebody asks for, unless the same waits already. */
  void addOnce(OrganizationId organization, UUID hook, HookEvent event, @Nullable UUID entity) {
    long waiting =
        jdbc.sql(
                """
                select count(*) from web_hook_delivery
                where organization_id = :organization and hook_id = :hook and event = :event
                  and coalesce(entity_id, hook_id) = :about
                """)
            .param("organization", organization.value())
            .param("hook", hook)
            .param("event", event.name())
            .param("about", entity == null ? hook : entity)
            .query(Long.class)
            .single();
    if (waiting == 0) {
      add(organization, hook, event, entity);
    }
  }

  /** For every web hook that has passed its challenge and wants to be told of it. */
  void add(OrganizationId organization, HookEvent event, UUID entity) {
    List<UUID> hooks =
        jdbc.sql(
                """
                select id from web_hook
                where organization_id = :organization and state = 'SUCCEEDED'
                  and events like :event
                """)
            .param("organization", organization.value())
            .param("event", "%," + event.name() + ",%")
            .query(UUID.class)
            .list();
    hooks.forEach(hook -> add(organization, hook, event, entity));
  }

  /**
   * Of all organizations, a few of each: none fills the list with what does not answer. One that
   * waits for its challenge is due for that alone.
   */
  List<Due> due(int most) {
    return jdbc.sql(
            """
            select t.hook_id, t.organization_id
            from (
              select d.hook_id, h.organization_id, min(d.due_at) as first_at,
                     row_number() over (
                       partition by h.organization_id order by min(d.due_at), d.hook_id) as turn
              from web_hook_delivery d
              join web_hook h on h.id = d.hook_id and h.organization_id = d.organization_id
              where d.due_at <= :now and (h.taken_until is null or h.taken_until <= :now)
                and (h.state = 'SUCCEEDED' or d.event = 'CHALLENGE')
              group by d.hook_id, h.organization_id
            ) t
            where t.turn <= :each
            order by t.first_at
            limit :most
            """)
        .param("now", now())
        .param("each", EACH)
        .param("most", most)
        .query(
            (row, number) ->
                new Due(
                    row.getObject("hook_id", UUID.class),
                    new OrganizationId(row.getObject("organization_id", UUID.class))))
        .list();
  }

  /**
   * Keeps other processes from telling a web hook for a while.
   *
   * @return whether no other has done so
   */
  boolean take(Due due, Duration how) {
    OffsetDateTime now = now();
    return jdbc.sql(
                """
                update web_hook set taken_until = :until
                where organization_id = :organization and id = :id
                  and (taken_until is null or taken_until <= :now)
                """)
            .param("until", now.plus(how))
            .param("organization", due.organization().value())
            .param("id", due.hook())
            .param("now", now)
            .update()
        > 0;
  }

  /** The same by the process that has taken it. */
  void keep(Due due, Duration how) {
    jdbc.sql(
            """
            update web_hook set taken_until = :until
            where organization_id = :organization and id = :id
            """)
        .param("until", now().plus(how))
        .param("organization", due.organization().value())
        .param("id", due.hook())
        .update();
  }

  void letGo(Due due) {
    jdbc.sql(
            """
            update web_hook set taken_until = null
            where organization_id = :organization and id = :id
            """)
        .param("organization", due.organization().value())
        .param("id", due.hook())
        .update();
  }

  /** What is due first of a web hook: the challenge before anything else. */
  Optional<Delivery> next(Due due, boolean challengeOnly) {
    return jdbc.sql(
            """
            select id, organization_id, hook_id, event, entity_id, attempts
            from web_hook_delivery
            where organization_id = :organization and hook_id = :hook and due_at <= :now
              and (not :challenge or event = 'CHALLENGE')
            order by due_at, id
            limit 1
            """)
        .param("organization", due.organization().value())
        .param("hook", due.hook())
        .param("now", now())
        .param("challenge", challengeOnly)
        .query(HookOutbox::delivery)
        .optional();
  }

  void remove(Delivery delivery) {
    jdbc.sql("delete from web_hook_delivery where organization_id = :organization and id = :id")
        .param("organization", delivery.organization().value())
        .param("id", delivery.id())
        .update();
  }

  /** Whatever a web hook was to be told. */
  void clear(OrganizationId organization, UUID hook) {
    jdbc.sql(
            """
            delete from web_hook_delivery
            where organization_id = :organization and hook_id = :hook
            """)
        .param("organization", organization.value())
        .param("hook", hook)
        .update();
  }

  void postpone(Delivery delivery, int attempts, Duration pause) {
    jdbc.sql(
            """
            update web_hook_delivery set attempts = :attempts, due_at = :due
            where organization_id = :organization and id = :id
            """)
        .param("attempts", attempts)
        .param("due", now().plus(pause))
        .param("organization", delivery.organization().value())
        .param("id", delivery.id())
        .update();
  }

  private static Delivery delivery(ResultSet row, int number) throws SQLException {
    return new Delivery(
        row.getObject("id", UUID.class),
        new OrganizationId(row.getObject("organization_id", UUID.class)),
        row.getObject("hook_id", UUID.class),
        HookEvent.valueOf(row.getString("event")),
        row.getObject("entity_id", UUID.class),
        row.getInt("attempts"));
  }
}
