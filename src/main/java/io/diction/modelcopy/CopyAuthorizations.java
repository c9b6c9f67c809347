package io.diction.modelcopy;

import io.diction.audit.Audit;
import io.diction.identity.Ids;
import io.diction.identity.OrganizationId;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.identity.UserId;
import io.diction.organization.Organizations;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Gives leave to copy, and takes it when it is used or over. */
@Service
public class CopyAuthorizations {
  private static final Duration LIFE = Duration.ofHours(24);

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
   * Lets another organization put one version into the user's own, once, within a day. For
   * administrators.
   *
   * @return empty where there is no such organization
   */
  @Transactional
  public Optional<CopyAuthorization> give(OrganizationId source, SignedIn who) {
    who.requireAdmin();
    if (organizations.find(source).isEmpty()) {
      return Optional.empty();
    }
    forgetOld();
    OffsetDateTime now = now();
    CopyAuthorization given =
        new CopyAuthorization(
            Ids.next(), who.organization(), source, now.plus(LIFE).truncatedTo(ChronoUnit.SECONDS));
    jdbc.sql(
            """
            insert into copy_authorization (
              id, organization_id, source_organization_id, created_by, created_by_name, created_at,
              expires_at)
            values (:id, :organization, :source, :by, :byName, :now, :expiresAt)
            """)
        .param("id", given.id())
        .param("organization", given.target().value())
        .param("source", given.source().value())
        .param("by", who.user().value())
        .param("byName", who.displayName())
        .param("now", now)
        .param("expiresAt", given.expiresAt())
        .update();
    audit.record(who, "model-copy.authorize", "model-copy", given.id(), source.value().toString());
    return Optional.of(given);
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
   * @return in whose name the model is made there; empty where it is unknown, used, over, or meant
   *     for another organization
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public Optional<SignedIn> use(UUID id, OrganizationId target, SignedIn who) {
    int used =
        jdbc.sql(
                """
                update copy_authorization set used_at = :now
                where id = :id and organization_id = :target
                  and source_organization_id = :organization
                  and used_at is null and expires_at > :now
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
                select created_by, created_by_name from copy_authorization
                where id = :id and organization_id = :target
                """)
            .param("id", id)
            .param("target", target.value())
            .query(
                (row, number) ->
                    new SignedIn(
                        new UserId(row.getObject("created_by", UUID.class)),
                        target,
                        Role.ORGADMIN,
                        row.getString("created_by_name"),
                        ZoneOffset.UTC))
            .optional();
  }

  private OffsetDateTime now() {
    return OffsetDateTime.now(clock.withZone(ZoneOffset.UTC)).truncatedTo(ChronoUnit.MICROS);
  }
}
