package io.diction.notification;

import io.diction.identity.UserId;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Something that one user was told. */
record Notification(
    UUID id, UserId user, News news, OffsetDateTime createdAt, @Nullable OffsetDateTime readAt) {

  public boolean isRead() {
    return readAt != null;
  }
}
