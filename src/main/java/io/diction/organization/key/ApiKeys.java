package io.diction.organization.key;

import io.diction.audit.Audit;
import io.diction.identity.Ids;
import io.diction.identity.OrganizationId;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.identity.UserId;
import io.diction.organization.Organizations;
import io.diction.organization.Rights;
import io.diction.organization.Secret;
import io.diction.web.Refusal.Invalid;
import io.diction.web.Refusal.LimitReached;
import io.diction.web.Refusal.NotFound;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
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
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Keys by which programs act for an organization. */
@Service
public class ApiKeys {
  /** How every key begins, so that people and scanners of source code recognise one. */
  static final String PREFIX = "diction_";

  private static final int MOST = 200;
  private static final int LONGEST = 100;

  /** How long a key that ended stays in the list. */
  private static final Duration REMEMBERED = Duration.ofDays(90);

  private static final Duration USE_NOTED_EVERY = Duration.ofMinutes(1);

  private static final String SELECT =
      """
      select id, name, role, last_characters as lastCharacters, created_by as createdBy,
        created_at as createdAt, last_used_at as lastUsedAt, expires_at as expiresAt, revoked_at as revokedAt
      from api_key
      """;

  private final JdbcClient jdbc;
  private final Organizations organizations;
  private final Audit audit;
  private final Clock clock;

  ApiKeys(JdbcClient jdbc, Organizations organizations, Audit audit, Clock clock) {
    this.jdbc = jdbc;
    this.organizations = organizations;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * For whom a key speaks.
   *
   * @param maker who made it; of keys made before makers were remembered, the key itself
   */
  public record Holder(
      UUID key, String keyName, OrganizationId organization, Role role, UserId maker) {}

  private record Found(
      UUID id,
      String name,
      UUID organizationId,
      Role role,
      @Nullable UUID createdById,
      String keySha256) {
    Holder holder() {
      return new Holder(
          id,
          name,
          new OrganizationId(organizationId),
          role,
          new UserId(createdById == null ? id : createdById));
    }
  }

  private static final String SELECT_FOUND =
      """
      select k.id, k.name, k.organization_id as organizationId, k.role,
        k.created_by_id as createdById, k.key_sha256 as keySha256
      from api_key k
      join organization o on o.id = k.organization_id
      where k.revoked_at is null and o.suspended_at is null
        and (k.expires_at is null or k.expires_at > :now)
      """;

  /** The keys of the own organization, the newest first; those that ended long ago are left out. */
  @Transactional(readOnly = true)
  public List<ApiKey> all(SignedIn who) {
    Rights.requireAdmin(who, who.organization());
    return jdbc.sql(
            SELECT
                + """
                where organization_id = :organization
                  and (revoked_at is null or revoked_at > :before)
                  and (expires_at is null or expires_at > :before)
                order by organization_id desc, created_at desc, id desc
                limit 1000
                """)
        .param("organization", who.organization().value())
        .param("before", now().minus(REMEMBERED))
        .query(ApiKey.class)
        .list();
  }

  /** Keys that work and that one user made, whoever looks after them now. */
  @Transactional(readOnly = true)
  public List<ApiKey> madeBy(SignedIn who, OrganizationId organization, UserId maker) {
    Rights.requireAdmin(who, organization);
    return jdbc.sql(
            SELECT
                + """
                where organization_id = :organization and created_by_id = :maker
                  and revoked_at is null and (expires_at is null or expires_at > :now)
                order by organization_id desc, created_at desc, id desc
                """)
        .param("organization", organization.value())
        .param("maker", maker.value())
        .param("now", now())
        .query(ApiKey.class)
        .list();
  }

  /** Ends the keys that one user made, at once. */
  @Transactional
  public void revokeMadeBy(SignedIn who, OrganizationId organization, UserId maker) {
    for (ApiKey key : madeBy(who, organization, maker)) {
      end(key.id(), organization);
      audit.record(who, organization, "api-key.revoke", "api-key", key.id(), key.name(), "");
    }
  }

  /** The roles that a key may have. */
  public List<Role> grantable(SignedIn who) {
    who.requireAdmin();
    return List.of(Role.USER, Role.ORGADMIN);
  }

  /** A key of the own organization that was not revoked. */
  @Transactional(readOnly = true)
  public ApiKey get(SignedIn who, UUID id) {
    Rights.requireAdmin(who, who.organization());
    return jdbc.sql(
            SELECT + "where organization_id = :organization and id = :id and revoked_at is null")
        .param("organization", who.organization().value())
        .param("id", id)
        .query(ApiKey.class)
        .optional()
        .orElseThrow(NotFound::new);
  }

  /**
   * Makes a key.
   *
   * @return the key itself, which nobody can read again
   */
  @Transactional
  public String create(SignedIn who, ApiKeyForm form) {
    Rights.requireAdmin(who, who.organization());
    Role role = form.role();
    if (role == null || !grantable(who).contains(role)) {
      throw new Invalid("organization.refused.role");
    }
    requireRoom(who.organization());
    Secret key = Secret.random(PREFIX);
    UUID id = Ids.next();
    OffsetDateTime now = now();
    jdbc.sql(
            """
            insert into api_key (id, organization_id, name, role, key_sha256, last_characters,
                                 created_by, created_by_id, created_at, expires_at)
            values (:id, :organization, :name, :role, :hash, :last,
                    :by, :maker, :now, :expires)
            """)
        .param("id", id)
        .param("organization", who.organization().value())
        .param("name", form.name())
        .param("role", role.name())
        .param("hash", key.sha256())
        .param("last", key.text().substring(key.text().length() - 4))
        .param("by", who.displayName())
        .param("maker", who.user().value())
        .param("now", now)
        .param("expires", form.days() == null ? null : now.plusDays(form.days()))
        .update();
    audit.record(
        who, who.organization(), "api-key.create", "api-key", id, form.name(), role.name());
    return key.text();
  }

  /** Refuses one key more than an organization may have at a time; holds until the end. */
  private void requireRoom(OrganizationId organization) {
    organizations.lock(organization);
    long active =
        jdbc.sql(
                """
                select count(*) from api_key
                where organization_id = :organization and revoked_at is null
                  and (expires_at is null or expires_at > :now)
                """)
            .param("organization", organization.value())
            .param("now", now())
            .query(Long.class)
            .single();
    if (active >= MOST) {
      throw new LimitReached("organization.refused.keys", MOST);
    }
  }

  /** Ends a key at once. */
  @Transactional
  public void revoke(SignedIn who, UUID id) {
    ApiKey key = get(who, id);
    end(id, who.organization());
    audit.record(who, "api-key.revoke", "api-key", id, key.name());
  }

  private void end(UUID id, OrganizationId organization) {
    jdbc.sql(
            """
            update api_key set revoked_at = :now
            where organization_id = :organization and id = :id and revoked_at is null
            """)
        .param("now", now())
        .param("organization", organization.value())
        .param("id", id)
        .update();
  }

  /** Whose key this is, unless it expired, was revoked, or its organization is suspended. */
  @Transactional
  public Optional<Holder> verify(String presented) {
    if (presented.length() > LONGEST) {
      return Optional.empty();
    }
    String hash = new Secret(presented).sha256();
    OffsetDateTime now = now();
    Optional<Found> found =
        jdbc.sql(SELECT_FOUND + "  and k.key_sha256 = :hash")
            .param("hash", hash)
            .param("now", now)
            .query(Found.class)
            .optional()
            // The index compares in its own time; what decides does so in constant time.
            .filter(key -> MessageDigest.isEqual(bytes(key.keySha256()), bytes(hash)));
    found.ifPresent(key -> noteUse(key.id(), now));
    return found.map(Found::holder);
  }

  /** Whose key has this identifier, unless it opens nothing any more. */
  @Transactional(readOnly = true)
  public Optional<Holder> findHolder(UUID key) {
    return jdbc.sql(SELECT_FOUND + "  and k.id = :id")
        .param("id", key)
        .param("now", now())
        .query(Found.class)
        .optional()
        .map(Found::holder);
  }

  /** Not at every request: a busy key would otherwise write as often as it reads. */
  private void noteUse(UUID key, OffsetDateTime now) {
    jdbc.sql(
            """
            update api_key set last_used_at = :now
            where id = :id and (last_used_at is null or last_used_at <= :before)
            """)
        .param("now", now)
        .param("id", key)
        .param("before", now.minus(USE_NOTED_EVERY))
        .update();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private OffsetDateTime now() {
    return OffsetDateTime.now(clock.withZone(ZoneOffset.UTC)).truncatedTo(ChronoUnit.MICROS);
  }
}
