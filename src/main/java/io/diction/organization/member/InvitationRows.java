package io.diction.organization.member;

import io.diction.identity.OrganizationId;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.identity.UserId;
import io.diction.organization.Secret;
import java.time.Clock;
import java.time.Duration;
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

/** The table of links; those that ended are never read. */
@Repository
class InvitationRows {
  static final Duration VALID = Duration.ofDays(7);

  private static final String SELECT =
      """
      select i.id, i.organization_id as organizationId, o.name as organizationName,
        i.user_id as userId, i.email, i.display_name as displayName, i.role,
        i.created_by as createdBy, i.created_at as createdAt, i.expires_at as expiresAt,
        i.user_id is null and exists (
          select 1 from app_user t where t.email_key = lower(i.email)) as taken
      from invitation i
      join organization o on o.id = i.organization_id
      left join app_user u on u.id = i.user_id
      where i.closed_at is null and i.expires_at > :now and o.suspended_at is null
        and u.deactivated_at is null
      """;

  private final JdbcClient jdbc;
  private final Clock clock;

  InvitationRows(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** Those by which somebody may yet join an organization, the newest first. */
  List<Invitation> open(OrganizationId organization) {
    return jdbc.sql(
            SELECT
                + """
                and i.organization_id = :organization and i.user_id is null
                order by i.created_at desc, i.id desc
                limit 1000
                """)
        .param("now", now())
        .param("organization", organization.value())
        .query(Invitation.class)
        .list();
  }

  /** Those of them that users of another organization have made. */
  List<Invitation> openMadeBy(OrganizationId maker, OrganizationId organization) {
    return jdbc.sql(
            SELECT
                + """
                and i.organization_id = :organization and i.user_id is null
                  and i.created_by_id in (
                    select m.id from app_user m where m.organization_id = :maker)
                order by i.created_at desc, i.id desc
                limit 1000
                """)
        .param("now", now())
        .param("organization", organization.value())
        .param("maker", maker.value())
        .query(Invitation.class)
        .list();
  }

  Optional<Invitation> find(UUID id) {
    return jdbc.sql(SELECT + "and i.id = :id")
        .param("now", now())
        .param("id", id)
        .query(Invitation.class)
        .optional();
  }

  Optional<Invitation> findByToken(Secret token) {
    return jdbc.sql(SELECT + "and i.token_sha256 = :hash")
        .param("now", now())
        .param("hash", token.sha256())
        .query(Invitation.class)
        .optional();
  }

  /**
   * Adds a link.
   *
   * @param user whose password it resets; none when somebody new is to join
   * @return its token
   */
  Secret add(
      UUID id,
      OrganizationId organization,
      @Nullable UUID user,
      String email,
      String displayName,
      Role role,
      SignedIn who) {
    Secret token = Secret.random("");
    OffsetDateTime now = now();
    jdbc.sql(
            """
            insert into invitation (id, organization_id, user_id, email, display_name, role,
                                    token_sha256, created_by, created_by_id, created_at,
                                    expires_at)
            values (:id, :organization, :user, :email, :name, :role,
                    :hash, :by, :maker, :now, :expires)
            """)
        .param("id", id)
        .param("organization", organization.value())
        .param("user", user)
        .param("email", email)
        .param("name", displayName)
        .param("role", role.name())
        .param("hash", token.sha256())
        .param("by", who.displayName())
        .param("maker", who.user().value())
        .param("now", now)
        .param("expires", now.plus(VALID))
        .update();
    return token;
  }

  /**
   * Ends a link, if it is still open. Of two at the same time the second waits here and then
   * changes nothing.
   */
  boolean close(OrganizationId organization, UUID id) {
    return jdbc.sql(
                """
                update invitation set closed_at = :now
                where organization_id = :organization and closed_at is null and id = :id
                """)
            .param("now", now())
            .param("organization", organization.value())
            .param("id", id)
            .update()
        == 1;
  }

  /** Ends the links by which an address, in any case, may join an organization. */
  void closeInvitation(OrganizationId organization, String email) {
    jdbc.sql(
            """
            update invitation set closed_at = :now
            where organization_id = :organization and closed_at is null and user_id is null
              and lower(email) = :email
            """)
        .param("now", now())
        .param("organization", organization.value())
        .param("email", email.toLowerCase(Locale.ROOT))
        .update();
  }

  /** Ends the links by which a user may choose a new password. */
  void closeReset(OrganizationId organization, UserId user) {
    jdbc.sql(
            """
            update invitation set closed_at = :now
            where organization_id = :organization and closed_at is null and user_id = :user
            """)
        .param("now", now())
        .param("organization", organization.value())
        .param("user", user.value())
        .update();
  }

  private OffsetDateTime now() {
    return OffsetDateTime.now(clock.withZone(ZoneOffset.UTC)).truncatedTo(ChronoUnit.MICROS);
  }
}
