package io.diction.audit;

import io.diction.identity.Ids;
import io.diction.identity.OrganizationId;
import io.diction.identity.SignedIn;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Writes down deeds. There is no way to change or remove an entry. */
@Service
public class Audit {
  private static final int NAME_LENGTH = 256;
  private static final int OBJECT_NAME_LENGTH = 512;

  private final JdbcClient jdbc;
  private final Clock clock;

  Audit(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * Records what a person did, in the transaction that does it.
   *
   * @param action module and verb, such as {@code model.delete}
   * @param objectType such as {@code model}
   * @param objectName as the person knew it
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void record(
      SignedIn who, String action, String objectType, UUID objectId, String objectName) {
    add(
        who.organization(),
        who.user().value(),
        who.displayName(),
        who.role().name(),
        action,
        objectType,
        objectId,
        objectName);
  }

  /** Records what Diction itself did for an organization: a schedule, a job, a limit reached. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void record(
      OrganizationId organization,
      String action,
      String objectType,
      UUID objectId,
      String objectName) {
    add(organization, null, "system", null, action, objectType, objectId, objectName);
  }

  private void add(
      OrganizationId organization,
      @Nullable UUID actor,
      String actorName,
      @Nullable String actorRole,
      String action,
      String objectType,
      UUID objectId,
      String objectName) {
    jdbc.sql(
            """
            insert into audit_entry (id, organization_id, at, actor_id, actor_name, actor_role,
                                     action, object_type, object_id, object_name)
            values (:id, :organization, :at, :actor, :actorName, :actorRole,
                    :action, :objectType, :objectId, :objectName)
            """)
        .param("id", Ids.next())
        .param("organization", organization.value())
        .param(
            "at",
            OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC)
                .truncatedTo(ChronoUnit.MICROS))
        .param("actor", actor)
        .param("actorName", cut(actorName, NAME_LENGTH))
        .param("actorRole", actorRole)
        .param("action", action)
        .param("objectType", objectType)
        .param("objectId", objectId)
        .param("objectName", cut(objectName, OBJECT_NAME_LENGTH))
        .update();
  }

  /** PostgreSQL refuses NUL in text; a name too long must not make the deed itself fail. */
  private static String cut(String name, int length) {
    String clean = name.replace("\u0000", "");
    if (clean.length() <= length) {
      return clean;
    }
    int end = Character.isHighSurrogate(clean.charAt(length - 1)) ? length - 1 : length;
    return clean.substring(0, end);
  }
}
