package io.diction.api.endpoint;

import io.diction.api.answer.EntityKind;
import io.diction.api.answer.EntityReference;
import io.diction.identity.OrganizationId;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.identity.UserId;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A deployed model.
 *
 * @param model as its address names it
 * @param logging whether what is recognised is kept
 * @param timeToLive after its deployment; null for ever
 * @param job the deployment that counts
 * @param changedAt when it came into its state
 */
record Endpoint(
    UUID id,
    OrganizationId organization,
    String displayName,
    @Nullable String description,
    @Nullable UUID project,
    String locale,
    EntityReference model,
    boolean logging,
    @Nullable Duration timeToLive,
    State state,
    @Nullable String errorCode,
    @Nullable String errorText,
    @Nullable UUID job,
    UserId createdBy,
    OffsetDateTime createdAt,
    OffsetDateTime changedAt) {

  /** How far its deployment is. */
  enum State {
    NOT_STARTED,
    RUNNING,
    SUCCEEDED,
    FAILED;

    boolean isUnderWay() {
      return this == NOT_STARTED || this == RUNNING;
    }
  }

  /** For work after the request that asked for it. */
  SignedIn deployer() {
    return new SignedIn(createdBy, organization, Role.USER, "Endpoint", ZoneOffset.UTC);
  }

  static EntityReference model(String kind, UUID id) {
    return new EntityReference(EntityKind.valueOf(kind), id);
  }
}
