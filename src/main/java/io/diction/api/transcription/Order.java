package io.diction.api.transcription;

import io.diction.api.answer.EntityKind;
import io.diction.identity.OrganizationId;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.identity.UserId;
import io.diction.transcription.ModelChoice;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A transcription that a program asked for.
 *
 * @param model what recognises
 * @param modelKind of its address, which ends in {@code modelRef}
 * @param dataset whose recordings are heard; null where they are named
 * @param containerUrl of a container with recordings
 * @param timeToLive from its end on; null for ever
 * @param byName who asked, for the audit log
 */
record Order(
    UUID id,
    OrganizationId organization,
    ModelChoice model,
    EntityKind modelKind,
    UUID modelRef,
    @Nullable UUID dataset,
    @Nullable String containerUrl,
    Modes modes,
    @Nullable Duration timeToLive,
    State state,
    OffsetDateTime createdAt,
    UserId by,
    String byName,
    Role byRole) {

  /** As published. */
  enum State {
    NOT_STARTED,
    RUNNING,
    SUCCEEDED,
    FAILED;

    boolean isUnderWay() {
      return this == NOT_STARTED || this == RUNNING;
    }
  }

  String locale() {
    return model.locale();
  }

  /** Whoever asked, in whose name it goes on when the request is over. */
  SignedIn who() {
    return new SignedIn(by, organization, byRole, byName, ZoneOffset.UTC);
  }
}
