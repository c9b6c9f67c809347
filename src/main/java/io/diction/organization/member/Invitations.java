package io.diction.organization.member;

import io.diction.audit.Audit;
import io.diction.identity.Ids;
import io.diction.identity.OrganizationId;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.identity.UserId;
import io.diction.organization.Rights;
import io.diction.organization.Secret;
import io.diction.web.Refusal.Invalid;
import io.diction.web.Refusal.NotFound;
import io.diction.web.Refusal.WrongState;
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
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Links that work once and for seven days: by one somebody joins an organization, by another a user
 * chooses a new password. The token stands in the link alone; the table has its hash.
 */
@Service
public class Invitations {
  static final Duration VALID = Duration.ofDays(7);

  private static final String SELECT =
      """
      select i.id, i.organization_id, o.name as organization_name, i.user_id, i.email,
        i.display_name, i.role, i.created_by, i.created_at, i.expires_at
      from invitation i
      join organization o on o.id = i.organization_id
      left join app_user u on u.id = i.user_id
      where i.closed_at is null and i.expires_at > :now and o.suspended_at is null
        and u.deactivated_at is null
      """;

  private final JdbcClient jdbc;
  private final Members members;
  private final Users users;
  private final BrowserSessions sessions;
  private final Audit audit;
  private final Clock clock;

  Invitations(
      JdbcClient jdbc,
      Members members,
      Users users,
      BrowserSessions sessions,
      Audit audit,
      Clock clock) {
    this.jdbc = jdbc;
    this.members = members;
    this.users = users;
    this.sessions = sessions;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Invites somebody into an organization; an earlier link to the same address ends.
   *
   * @return the token, which nobody can read again
   */
  @Transactional
  public String invite(SignedIn who, OrganizationId organization, InviteForm form) {
    Role role = form.role();
    if (role == null || !members.grantable(who, organization).contains(role)) {
      throw new Invalid("organization.refused.role");
    }
    return invite(who, organization, form, role);
  }

  /** For the first administrator of an organization that was made in the same transaction. */
  public String invite(SignedIn who, OrganizationId organization, InviteForm form, Role role) {
    requireUnused(who, organization, form.email());
    close("lower(email) = :value", form.email().toLowerCase(Locale.ROOT), organization);
    members.requirePlace(organization);
    UUID id = Ids.next();
    Secret token = add(id, organization, null, form.email(), form.displayName(), role, who);
    audit.record(who, organization, "user.invite", "invitation", id, form.email(), role.name());
    return token.text();
  }

  /**
   * Who uses Diction elsewhere is nobody's business but a SYSOP's: others get a link as for any
   * address, and whoever follows it learns no more than that it does not work.
   */
  private void requireUnused(SignedIn who, OrganizationId organization, String email) {
    Optional<OrganizationId> used =
        users.findCredential(email).flatMap(found -> users.organizationOf(found.user()));
    if (used.isPresent() && (who.role() == Role.SYSOP || used.get().equals(organization))) {
      throw new Invalid("organization.refused.email-used");
    }
  }

  /**
   * Lets a user choose a new password; an earlier link ends.
   *
   * @return the token, which nobody can read again
   */
  @Transactional
  public String resetPassword(SignedIn who, UUID user) {
    Member member = members.requireOther(who, user);
    if (member.isDeactivated()) {
      throw new WrongState("organization.refused.deactivated");
    }
    OrganizationId organization = new OrganizationId(member.organizationId());
    close("user_id = :value", user, organization);
    Secret token =
        add(
            Ids.next(),
            organization,
            user,
            member.email(),
            member.displayName(),
            member.role(),
            who);
    audit.record(
        who, organization, "user.reset-password", Members.AUDITED, user, member.email(), "");
    return token.text();
  }

  /** Those by which somebody may yet join, the newest first. */
  @Transactional(readOnly = true)
  public List<Invitation> open(SignedIn who, OrganizationId organization) {
    Rights.requireAdmin(who, organization);
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

  /** An invitation that still works and that this administrator may see. */
  @Transactional(readOnly = true)
  public Invitation get(SignedIn who, UUID id) {
    Rights.requireAdmin(who);
    Invitation found =
        jdbc.sql(SELECT + "and i.id = :id")
            .param("now", now())
            .param("id", id)
            .query(Invitation.class)
            .optional()
            .orElseThrow(NotFound::new);
    Rights.requireAdmin(who, new OrganizationId(found.organizationId()));
    return found;
  }

  @Transactional
  public void revoke(SignedIn who, UUID id) {
    Invitation found = get(who, id);
    OrganizationId organization = new OrganizationId(found.organizationId());
    close("id = :value", id, organization);
    audit.record(who, organization, "user.revoke-invite", "invitation", id, found.email(), "");
  }

  /** What a link leads to; wrong, used, revoked and expired ones are all not found. */
  @Transactional(readOnly = true)
  public Optional<Invitation> findOpen(String token) {
    return jdbc.sql(SELECT + "and i.token_sha256 = :hash")
        .param("now", now())
        .param("hash", new Secret(token).sha256())
        .query(Invitation.class)
        .optional();
  }

  /**
   * Uses a link, once: makes the user or changes the password, and signs the user out elsewhere.
   *
   * <p>Where the address got a user elsewhere meanwhile, the link is used up all the same: it would
   * only keep a place of the plan.
   *
   * @param passwordHash of a password that is good enough
   */
  @Transactional(noRollbackFor = NotFound.class)
  public UserId redeem(String token, String passwordHash) {
    Invitation invitation = findOpen(token).orElseThrow(NotFound::new);
    OrganizationId organization = new OrganizationId(invitation.organizationId());
    if (close("id = :value", invitation.id(), organization) == 0) {
      throw new NotFound();
    }
    UserId user =
        invitation.userId() == null
            ? join(invitation, organization, passwordHash)
            : reset(new UserId(invitation.userId()), passwordHash);
    users
        .findSignedIn(user)
        .ifPresent(
            who ->
                audit.record(
                    who,
                    invitation.isReset() ? "user.choose-password" : "user.join",
                    Members.AUDITED,
                    user.value(),
                    invitation.email()));
    return user;
  }

  private UserId join(Invitation invitation, OrganizationId organization, String passwordHash) {
    if (users.findCredential(invitation.email()).isPresent()) {
      throw new NotFound();
    }
    UserId user = new UserId(Ids.next());
    users.add(
        new User(
            user,
            organization,
            invitation.email(),
            invitation.displayName(),
            invitation.role(),
            false),
        passwordHash);
    return user;
  }

  private UserId reset(UserId user, String passwordHash) {
    users.changePassword(user, passwordHash);
    sessions.end(user);
    return user;
  }

  private Secret add(
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

  /** Of two at the same time the second waits here and then changes nothing. */
  private int close(String which, Object value, OrganizationId organization) {
    return jdbc.sql(
            "update invitation set closed_at = :now"
                + " where organization_id = :organization and closed_at is null and "
                + which)
        .param("now", now())
        .param("organization", organization.value())
        .param("value", value)
        .update();
  }

  private OffsetDateTime now() {
    return OffsetDateTime.now(clock.withZone(ZoneOffset.UTC)).truncatedTo(ChronoUnit.MICROS);
  }
}
