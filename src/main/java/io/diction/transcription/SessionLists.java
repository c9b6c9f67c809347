package io.diction.transcription;

import io.diction.identity.OrganizationId;
import io.diction.identity.UserId;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Lists of sessions: those that somebody looks for, those of a batch, those that are old. */
@Repository
class SessionLists {
  /** More models than these cannot be chosen from. */
  private static final int MOST_MODELS = 200;

  /** In one statement: databases take some ten thousand parameters. */
  private static final int MOST_NAMED = 1000;

  private final JdbcClient jdbc;

  SessionLists(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A model that sessions were started with.
   *
   * @param value as Home calls it
   */
  record UsedModel(String value, String label) {}

  List<SttSession> page(SessionFilter filter, int size, long offset) {
    return filter
        .bind(
            jdbc.sql(
                """
                select %s
                from stt_session s
                where %s
                order by organization_id desc, created_at desc, id desc
                limit :size offset :offset
                """
                    .formatted(SessionRows.COLUMNS, filter.condition())))
        .param("size", size)
        .param("offset", offset)
        .query(SessionRows::map)
        .list();
  }

  long count(SessionFilter filter) {
    return filter
        .bind(
            jdbc.sql(
                """
                select count(*)
                from stt_session s
                where %s
                """
                    .formatted(filter.condition())))
        .query(Long.class)
        .single();
  }

  /** A user's own, the latest first. */
  List<SttSession> own(OrganizationId organization, UserId user, int most) {
    return jdbc.sql(
            """
            select %s
            from stt_session
            where organization_id = :organization and user_id = :user
            order by organization_id desc, user_id desc, created_at desc, id desc
            fetch first :most rows only
            """
                .formatted(SessionRows.COLUMNS))
        .param("organization", organization.value())
        .param("user", user.value())
        .param("most", most)
        .query(SessionRows::map)
        .list();
  }

  /** What a user started together, in that order. */
  List<SttSession> batch(OrganizationId organization, UserId user, UUID batch) {
    return jdbc.sql(
            """
            select %s
            from stt_session
            where organization_id = :organization and user_id = :user and batch_id = :batch
            order by organization_id, batch_id, id
            """
                .formatted(SessionRows.COLUMNS))
        .param("organization", organization.value())
        .param("user", user.value())
        .param("batch", batch)
        .query(SessionRows::map)
        .list();
  }

  /** Those of some sessions that the organization has. */
  List<SttSession> list(OrganizationId organization, Collection<UUID> ids) {
    List<UUID> all = List.copyOf(ids);
    List<SttSession> found = new ArrayList<>();
    for (int from = 0; from < all.size(); from += MOST_NAMED) {
      found.addAll(
          jdbc.sql(
                  """
                  select %s
                  from stt_session
                  where organization_id = :organization and id in (:ids)
                  """
                      .formatted(SessionRows.COLUMNS))
              .param("organization", organization.value())
              .param("ids", all.subList(from, Math.min(all.size(), from + MOST_NAMED)))
              .query(SessionRows::map)
              .list());
    }
    return found;
  }

  /** Whether some of these have not ended. */
  boolean isAnyUnderWay(OrganizationId organization, Collection<UUID> ids) {
    List<UUID> all = List.copyOf(ids);
    boolean found = false;
    for (int from = 0; from < all.size() && !found; from += MOST_NAMED) {
      found =
          jdbc.sql(
                      """
                      select count(*) from stt_session
                      where organization_id = :organization and id in (:ids)
                        and state in ('QUEUED', 'RUNNING')
                      """)
                  .param("organization", organization.value())
                  .param("ids", all.subList(from, Math.min(all.size(), from + MOST_NAMED)))
                  .query(Long.class)
                  .single()
              > 0;
    }
    return found;
  }

  /** Models of the sessions that a user sees, by name. */
  List<UsedModel> models(OrganizationId organization, UserId user) {
    return jdbc.sql(
            """
            select base_model_id, model_id, max(model_label) as label
            from stt_session
            where organization_id = :organization and (user_id = :user or shared)
            group by base_model_id, model_id
            order by 3
            fetch first :most rows only
            """)
        .param("organization", organization.value())
        .param("user", user.value())
        .param("most", MOST_MODELS)
        .query(
            (row, number) ->
                new UsedModel(
                    ModelChoices.value(
                        row.getObject("base_model_id", UUID.class),
                        row.getObject("model_id", UUID.class)),
                    row.getString("label")))
        .list();
  }

  /** What people are called who started sessions. */
  Map<UUID, String> makers(OrganizationId organization, Collection<UUID> users) {
    Map<UUID, String> names = new HashMap<>();
    if (!users.isEmpty()) {
      jdbc.sql(
              """
              select id, display_name
              from app_user
              where organization_id = :organization and id in (:users)
              """)
          .param("organization", organization.value())
          .param("users", users)
          .query(
              row -> {
                names.put(row.getObject("id", UUID.class), row.getString("display_name"));
              });
    }
    return names;
  }

  /** How many {@link #finishedBefore} finds. */
  long countFinishedBefore(OrganizationId organization, OffsetDateTime limit) {
    return jdbc.sql(
            """
            select count(*)
            from stt_session
            where organization_id = :organization and created_at < :limit
              and state not in ('QUEUED', 'RUNNING')
            """)
        .param("organization", organization.value())
        .param("limit", limit)
        .query(Long.class)
        .single();
  }

  /** Ended sessions of an organization from before a time. */
  List<SttSession> finishedBefore(OrganizationId organization, OffsetDateTime limit, int most) {
    return jdbc.sql(
            """
            select %s
            from stt_session
            where organization_id = :organization and created_at < :limit
              and state not in ('QUEUED', 'RUNNING')
            order by organization_id, created_at, id
            limit :most
            """
                .formatted(SessionRows.COLUMNS))
        .param("organization", organization.value())
        .param("limit", limit)
        .param("most", most)
        .query(SessionRows::map)
        .list();
  }

  /** Finished ones whose words cannot be looked for yet. */
  List<SttSession> notIndexed(Collection<UUID> except, int most) {
    List<UUID> left = new ArrayList<>(except);
    left.add(new UUID(0, 0));
    return jdbc.sql(
            """
            select %s
            from stt_session
            where indexed = false and state = 'SUCCEEDED' and transcript_sha256 is not null
              and id not in (:except)
            order by indexed, state, id
            fetch first :most rows only
            """
                .formatted(SessionRows.COLUMNS))
        .param("except", left)
        .param("most", most)
        .query(SessionRows::map)
        .list();
  }
}
