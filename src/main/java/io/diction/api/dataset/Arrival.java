package io.diction.api.dataset;

import io.diction.dataset.DatasetKind;
import io.diction.identity.OrganizationId;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.identity.UserId;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A dataset that was asked for.
 *
 * @param contentUrl where its bytes are; null where they are sent
 * @param whole whether they were sent in one request
 * @param byName who asked, for the audit log
 */
record Arrival(
    UUID id,
    OrganizationId organization,
    DatasetKind kind,
    String locale,
    TextNormalization textNormalization,
    @Nullable String contentUrl,
    boolean whole,
    State state,
    OffsetDateTime createdAt,
    UserId by,
    String byName,
    Role byRole) {

  /** How numbers in texts are treated. */
  enum TextNormalization {
    DEFAULT,
    NONE
  }

  /** Where its bytes are. */
  enum State {
    /** Some may have come in blocks; the rest is waited for. */
    BLOCKS,
    QUEUED,
    RUNNING,
    FAILED,
    /** In a dataset. */
    DONE
  }

  /** Whoever asked, in whose name it goes on when the request is over. */
  SignedIn who() {
    return new SignedIn(by, organization, byRole, byName, ZoneOffset.UTC);
  }

  /** Whether its bytes are sent in blocks. */
  boolean isByBlocks() {
    return contentUrl == null && !whole;
  }
}
