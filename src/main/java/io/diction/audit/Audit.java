package io.diction.audit;

import io.diction.identity.Ids;
import io.diction.identity.OrganizationId;
import io.diction.identity.SignedIn;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
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
  private static final int DETAIL_LENGTH = 1000;

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
    record(who, who.organization(), action, objectType, objectId, objectName, "");
  }

  /**
   * Records what a person did to something of another organization, or with more to be told.
   *
   * @param owner whose matter it is: the organization in whose log it stands
   * @param detail what the action alone does not say, empty where there is nothing more
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void record(
      SignedIn who,
      OrganizationId owner,
      String action,
      String objectType,
      UUID objectId,
      String objectName,
      String detail) {
    add(
        owner,
        who.user().value(),
        who.displayName(),
        who.role().name(),
        action,
        objectType,
        objectId,
        objectName,
        detail);
  }

  /** Records what Diction itself did for an organization: a schedule, a job, a limit reached. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void record(
      OrganizationId organization,
      String action,
      String objectType,
      UUID objectId,
      String objectName) {
    record(organization, action, objectType, objectId, objectName, "");
  }

  /**
   * The same with more to be told, such as from where a stranger came.
   *
   * @param detail what the action alone does not say
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void record(
      OrganizationId organization,
      String action,
      String objectType,
      UUID objectId,
      String objectName,
      String detail) {
    add(organization, null, "system", null, action, objectType, objectId, objectName, detail);
  }

  private void add(
      OrganizationId organization,
      @Nullable UUID actor,
      String actorName,
      @Nullable String actorRole,
      String action,
      String objectType,
      UUID objectId,
      String objectName,
      String detail) {
    String actorShown = cut(actorName, NAME_LENGTH);
    String objectShown = cut(objectName, OBJECT_NAME_LENGTH);
    jdbc.sql(
            """
            insert into audit_entry (id, organization_id, at, actor_id, actor_name, actor_key,
                                     actor_role, action, object_type, object_id, object_name,
                                     object_key, detail)
            values (:id, :organization, :at, :actor, :actorName, :actorKey,
                    :actorRole, :action, :objectType, :objectId, :objectName,
                    :objectKey, :detail)
            """)
        .param("id", Ids.next())
        .param("organization", organization.value())
        .param(
            "at",
            OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC)
                .truncatedTo(ChronoUnit.MICROS))
        .param("actor", actor)
        .param("actorName", actorShown)
        .param("actorKey", cut(actorShown.toLowerCase(Locale.ROOT), NAME_LENGTH))
        .param("actorRole", actorRole)
        .param("action", action)
        .param("objectType", objectType)
        .param("objectId", objectId)
        .param("objectName", objectShown)
        .param("objectKey", cut(objectShown.toLowerCase(Locale.ROOT), OBJECT_NAME_LENGTH))
        .param("detail", detail.isEmpty() ? null : cut(detail, DETAIL_LENGTH))
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
