package io.diction.organization.member;

import io.diction.identity.OrganizationId;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.identity.Theme;
import io.diction.identity.UserId;
import io.diction.organization.Rights;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The users of each organization. */
@Service
public class Users {
  /** What sign-in compares with: the hash of a user who may be let in. */
  public record Credential(UserId user, String passwordHash) {}

  private final JdbcClient jdbc;
  private final Clock clock;

  Users(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** A user of the organization; another organization's is not found. */
  public Optional<User> find(OrganizationId organization, UserId id) {
    return jdbc.sql(
            """
            select id, organization_id, email, display_name, role, deactivated_at
            from app_user
            where organization_id = :organization and id = :id
            """)
        .param("organization", organization.value())
        .param("id", id.value())
        .query(Users::map)
        .optional();
  }

  /**
   * Adds a user of an organization that the one who asks administers.
   *
   * @param passwordHash of a password that is good enough
   */
  @Transactional
  public void add(SignedIn who, User user, String passwordHash) {
    Rights.requireAdmin(who, user.organization());
    if (user.role() == Role.RESELLER || user.role() == Role.SYSOP) {
      who.requireSysop();
    }
    add(user, passwordHash);
  }

  /** For whoever was invited; nobody is signed in. */
  @Transactional
  void add(User user, String passwordHash) {
    jdbc.sql(
            """
            insert into app_user
              (id, organization_id, email, email_key, display_name, password_hash, role,
               deactivated_at, created_at)
            values
              (:id, :organization, :email, :key, :name, :hash, :role, :deactivated, :now)
            """)
        .param("id", user.id().value())
        .param("organization", user.organization().value())
        .param("email", user.email())
        .param("key", key(user.email()))
        .param("name", user.displayName())
        .param("hash", passwordHash)
        .param("role", user.role().name())
        .param("deactivated", user.deactivated() ? OffsetDateTime.now(clock) : null)
        .param("now", OffsetDateTime.now(clock))
        .update();
  }

  /** Keeps a user out, at the next request, or lets the user in again. */
  @Transactional
  void deactivate(OrganizationId organization, UserId id, boolean deactivated) {
    jdbc.sql(
            """
            update app_user
            set deactivated_at = :at
            where organization_id = :organization and id = :id
            """)
        .param("at", deactivated ? OffsetDateTime.now(clock) : null)
        .param("organization", organization.value())
        .param("id", id.value())
        .update();
  }

  /**
   * Changes the own password.
   *
   * @param passwordHash of a password that is good enough
   */
  @Transactional
  public void changePassword(SignedIn who, String passwordHash) {
    resetPassword(who.user(), passwordHash);
  }

  /**
   * For whoever follows a link. Links by which yet another password could be chosen end: one of
   * them may be in the wrong hands.
   */
  @Transactional
  void resetPassword(UserId id, String passwordHash) {
    jdbc.sql("update app_user set password_hash = :hash where id = :id")
        .param("hash", passwordHash)
        .param("id", id.value())
        .update();
    jdbc.sql(
            """
            update invitation set closed_at = current_timestamp
            where user_id = :id and closed_at is null
            """)
        .param("id", id.value())
        .update();
  }

  /** By e-mail address, in any case. */
  public Optional<Credential> findCredential(String email) {
    return jdbc.sql("select id, password_hash from app_user where email_key = :key")
        .param("key", key(email))
        .query((row, number) -> new Credential(userId(row), row.getString("password_hash")))
        .optional();
  }

  /** Where a user belongs. */
  public Optional<OrganizationId> organizationOf(UserId id) {
    return jdbc.sql("select organization_id from app_user where id = :id")
        .param("id", id.value())
        .query(UUID.class)
        .optional()
        .map(OrganizationId::new);
  }

  public Credential getCredential(UserId id) {
    return jdbc.sql("select id, password_hash from app_user where id = :id")
        .param("id", id.value())
        .query((row, number) -> new Credential(userId(row), row.getString("password_hash")))
        .single();
  }

  /** The user as of now, unless deactivated or of a suspended organization. */
  public Optional<SignedIn> findSignedIn(UserId id) {
    return jdbc.sql(
            """
            select u.id, u.organization_id, u.role, u.display_name, u.theme, u.second_factor_at,
              o.name as organization_name, coalesce(u.language, o.language) as language,
              coalesce(u.time_zone, o.time_zone) as zone
            from app_user u
            join organization o on o.id = u.organization_id
            where u.id = :id and u.deactivated_at is null and o.suspended_at is null
            """)
        .param("id", id.value())
        .query(Users::mapSignedIn)
        .optional();
  }

  /** Whether a password alone no longer lets the user in. */
  @Transactional
  public void askForSecondFactor(UserId id, boolean wanted) {
    jdbc.sql("update app_user set second_factor_at = :at where id = :id")
        .param("at", wanted ? OffsetDateTime.now(clock) : null)
        .param("id", id.value())
        .update();
  }

  /** Until the transaction ends, nobody else changes how this user signs in. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void lock(UserId id) {
    jdbc.sql("select id from app_user where id = :id for update")
        .param("id", id.value())
        .query()
        .listOfRows();
  }

  /** Whether there is no user at all. */
  public boolean isEmpty() {
    return jdbc.sql("select id from app_user limit 1").query().listOfRows().isEmpty();
  }

  private static String key(String email) {
    return email.strip().toLowerCase(Locale.ROOT);
  }

  private static UserId userId(ResultSet row) throws SQLException {
    return new UserId(row.getObject("id", UUID.class));
  }

  private static User map(ResultSet row, int number) throws SQLException {
    return new User(
        userId(row),
        new OrganizationId(row.getObject("organization_id", UUID.class)),
        row.getString("email"),
        row.getString("display_name"),
        Role.valueOf(row.getString("role")),
        row.getObject("deactivated_at", OffsetDateTime.class) != null);
  }

  private static SignedIn mapSignedIn(ResultSet row, int number) throws SQLException {
    return new SignedIn(
        userId(row),
        new OrganizationId(row.getObject("organization_id", UUID.class)),
        Role.valueOf(row.getString("role")),
        row.getString("display_name"),
        ZoneId.of(row.getString("zone")),
        language(row),
        theme(row),
        row.getObject("second_factor_at", OffsetDateTime.class) != null,
        row.getString("organization_name"));
  }

  static @Nullable Locale language(ResultSet row) throws SQLException {
    String tag = row.getString("language");
    return tag == null ? null : Locale.forLanguageTag(tag);
  }

  static Theme theme(ResultSet row) throws SQLException {
    String name = row.getString("theme");
    return name == null ? Theme.SYSTEM : Theme.valueOf(name);
  }
}
