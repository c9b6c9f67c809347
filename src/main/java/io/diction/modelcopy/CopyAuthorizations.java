package io.diction.modelcopy;

import io.diction.audit.Audit;
import io.diction.identity.Ids;
import io.diction.identity.OrganizationId;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.identity.UserId;
import io.diction.organization.Organizations;
import io.diction.web.Refusal.LimitReached;
import io.diction.web.Refusal.NotFound;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Gives leave to copy, and takes it when it is used or over. */
@Service
public class CopyAuthorizations {
  private static final Duration LIFE = Duration.ofHours(24);
  private static final int MOST_OPEN = 100;
  private static final int MOST_SHOWN = 200;

  private final JdbcClient jdbc;
  private final Organizations organizations;
  private final Audit audit;
  private final Clock clock;

  CopyAuthorizations(JdbcClient jdbc, Organizations organizations, Audit audit, Clock clock) {
    this.jdbc = jdbc;
    this.organizations = organizations;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * What an authorization that was used allowed.
   *
   * @param receiver in whose name the model is made
   * @param project of theirs that it is put into; null for none
   */
  public record Leave(SignedIn receiver, @Nullable UUID project) {}

  /**
   * Lets another organization put one version into the user's own, once, within a day. For
   * administrators.
   *
   * @return empty where there is no such organization
   */
  @Transactional
  public Optional<CopyAuthorization> give(OrganizationId source, SignedIn who) {
    return give(source, null, who);
  }

  /**
   * The same for a copy that is put into a project of the user's organization.
   *
   * @param project that is there; null for none
   * @throws LimitReached while too many are open
   */
  @Transactional
  public Optional<CopyAuthorization> give(
      OrganizationId source, @Nullable UUID project, SignedIn who) {
    who.requireAdmin();
    if (organizations.find(source).isEmpty()) {
      return Optional.empty();
    }
    forgetOld();
    organizations.lock(who.organization());
    if (open(who.organization()) >= MOST_OPEN) {
      throw new LimitReached("customspeech.authorizations.full", MOST_OPEN);
    }
    OffsetDateTime now = now();
    CopyAuthorization given =
        new CopyAuthorization(
            Ids.next(), who.organization(), source, now.plus(LIFE).truncatedTo(ChronoUnit.SECONDS));
    jdbc.sql(
            """
            insert into copy_authorization (
              id, organization_id, source_organization_id, created_by, created_by_name, created_at,
              expires_at, handle, project_id)
            values (
              :id, :organization, :source, :by, :byName, :now, :expiresAt, :handle, :project)
            """)
        .param("id", given.id())
        .param("organization", given.target().value())
        .param("source", given.source().value())
        .param("by", who.user().value())
        .param("byName", who.displayName())
        .param("now", now)
        .param("expiresAt", given.expiresAt())
        .param("handle", UUID.randomUUID())
        .param("project", project)
        .update();
    audit.record(who, "model-copy.authorize", "model-copy", given.id(), source.value().toString());
    return Optional.of(given);
  }

  private long open(OrganizationId organization) {
    return jdbc.sql(
            """
            select count(*) from copy_authorization
            where organization_id = :organization and used_at is null and revoked_at is null
              and expires_at > :now
            """)
        .param("organization", organization.value())
        .param("now", now())
        .query(Long.class)
        .single();
  }

  /** Those that the user's organization gave within the last month, the newest first. */
  @Transactional(readOnly = true)
  public List<GivenAuthorization> list(SignedIn who) {
    who.requireAdmin();
    return jdbc.sql(
            """
            select handle, source_organization_id, project_id, created_by_name, created_at,
                   expires_at, used_at, revoked_at
            from copy_authorization
            where organization_id = :organization and handle is not null
            order by organization_id desc, created_at desc, id desc
            limit :most
            """)
        .param("organization", who.organization().value())
        .param("most", MOST_SHOWN)
        .query(
            (row, number) ->
                new GivenAuthorization(
                    Objects.requireNonNull(row.getObject("handle", UUID.class)),
                    new OrganizationId(
                        Objects.requireNonNull(
                            row.getObject("source_organization_id", UUID.class))),
                    row.getObject("project_id", UUID.class),
                    row.getString("created_by_name"),
                    row.getObject("created_at", OffsetDateTime.class),
                    row.getObject("expires_at", OffsetDateTime.class),
                    row.getObject("used_at", OffsetDateTime.class),
                    row.getObject("revoked_at", OffsetDateTime.class)))
        .list();
  }

  /**
   * Takes one back that nobody has used yet; of one that is over or used nothing changes.
   *
   * @throws NotFound when the user's organization gave no such one
   */
  @Transactional
  public void revoke(UUID handle, SignedIn who) {
    UUID id = require(handle, who);
    int revoked =
        jdbc.sql(
                """
                update copy_authorization set revoked_at = :now
                where organization_id = :organization and id = :id and used_at is null
                  and revoked_at is null and expires_at > :now
                """)
            .param("now", now())
            .param("organization", who.organization().value())
            .param("id", id)
            .update();
    if (revoked == 1) {
      audit.record(who, "model-copy.revoke", "model-copy", id, handle.toString());
    }
  }

  /**
   * Makes sure that the user's organization gave it.
   *
   * @return its id
   * @throws NotFound when it did not
   */
  @Transactional(readOnly = true)
  public UUID require(UUID handle, SignedIn who) {
    who.requireAdmin();
    return jdbc.sql(
            """
            select id from copy_authorization
            where organization_id = :organization and handle = :handle
            """)
        .param("organization", who.organization().value())
        .param("handle", handle)
        .query(UUID.class)
        .optional()
        .orElseThrow(NotFound::new);
  }

  /** Nothing can come of them any more. */
  private void forgetOld() {
    jdbc.sql("delete from copy_authorization where expires_at < :then")
        .param("then", now().minusDays(30))
        .update();
  }

  /**
   * Uses one up.
   *
   * @return in whose name the model is made there; empty where it is unknown, used, taken back,
   *     over, or meant for another organization
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public Optional<Leave> use(UUID id, OrganizationId target, SignedIn who) {
    int used =
        jdbc.sql(
                """
                update copy_authorization set used_at = :now
                where id = :id and organization_id = :target
                  and source_organization_id = :organization
                  and used_at is null and revoked_at is null and expires_at > :now
                """)
            .param("now", now())
            .param("id", id)
            .param("target", target.value())
            .param("organization", who.organization().value())
            .update();
    return used == 0
        ? Optional.empty()
        : jdbc.sql(
                """
                select created_by, created_by_name, project_id from copy_authorization
                where id = :id and organization_id = :target
                """)
            .param("id", id)
            .param("target", target.value())
            .query(
                (row, number) ->
                    new Leave(
                        new SignedIn(
                            new UserId(row.getObject("created_by", UUID.class)),
                            target,
                            Role.ORGADMIN,
                            row.getString("created_by_name"),
                            ZoneOffset.UTC),
                        row.getObject("project_id", UUID.class)))
            .optional();
  }

  private OffsetDateTime now() {
    return OffsetDateTime.now(clock.withZone(ZoneOffset.UTC)).truncatedTo(ChronoUnit.MICROS);
  }
}
