package io.diction.transcription;

import io.diction.custommodel.CustomModelId;
import io.diction.identity.OrganizationId;
import io.diction.identity.SignedIn;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Defaults that an organization had and that recognise nothing any more: expired, archived, taken
 * back or only to be looked at. Nothing takes their place silently.
 */
@Repository
class EndedDefaults {
  private static final int DAYS_TOLD = 90;

  private final JdbcClient jdbc;
  private final Clock clock;

  EndedDefaults(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** A default that is none any more. */
  record Ended(CustomModelId model, String name, OffsetDateTime at) {}

  /**
   * The one for a language that ended last, not long ago, unless the user has started something in
   * it since.
   */
  Optional<Ended> find(SignedIn user, String locale) {
    return latest(user.organization(), locale)
        .filter(ended -> !hasStarted(user, locale, ended.at()));
  }

  /** Of models that are gone only what was spoken into them tells the language. */
  private Optional<Ended> latest(OrganizationId organization, String locale) {
    OffsetDateTime now = OffsetDateTime.now(clock);
    return jdbc.sql(
            """
            select model_id, name, at
            from (
              select m.id as model_id, m.name as name, coalesce(m.archived_at, v.expires_at) as at
              from model_access a
              join custom_model m on m.id = a.model_id
              join model_version v on v.id = coalesce(a.version_id, m.accepted_version_id)
              where a.organization_id = :organization and a.default_for_language
                and m.locale = :locale
                and (m.archived_at is not null or v.expires_at <= :now)
              union all
              select e.model_id, e.model_name, e.ended_at
              from share_end e
              where e.organization_id = :organization and e.was_default
                and (exists (
                    select 1
                    from custom_model m
                    where m.id = e.model_id and m.locale = :locale)
                  or exists (
                    select 1
                    from stt_session s
                    where s.organization_id = e.organization_id and s.model_id = e.model_id
                      and s.locale = :locale))
            ) ended
            where at > :since
            order by at desc
            fetch first 1 rows only
            """)
        .param("organization", organization.value())
        .param("locale", locale)
        .param("now", now)
        .param("since", now.minusDays(DAYS_TOLD))
        .query(
            (row, number) ->
                new Ended(
                    new CustomModelId(row.getObject("model_id", UUID.class)),
                    row.getString("name"),
                    row.getObject("at", OffsetDateTime.class)))
        .optional();
  }

  private boolean hasStarted(SignedIn user, String locale, OffsetDateTime since) {
    return jdbc.sql(
            """
            select 1
            from stt_session
            where organization_id = :organization and user_id = :user and locale = :locale
              and created_at > :since
            fetch first 1 rows only
            """)
        .param("organization", user.organization().value())
        .param("user", user.user().value())
        .param("locale", locale)
        .param("since", since)
        .query(Integer.class)
        .optional()
        .isPresent();
  }
}
