package io.diction.dataset.contribution;

import io.diction.custommodel.CustomModelId;
import io.diction.identity.OrganizationId;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A file that an organization offers for a model of another one.
 *
 * @param organizationName who offers it
 * @param files that were found in it
 * @param reason why it was refused; empty otherwise
 */
record Contribution(
    UUID id,
    CustomModelId model,
    OrganizationId organization,
    String organizationName,
    String name,
    String sha256,
    long bytes,
    State state,
    int files,
    double seconds,
    long errors,
    long warnings,
    String findings,
    String reason,
    OffsetDateTime createdAt,
    @Nullable OffsetDateTime decidedAt) {

  /** Where it stands. */
  enum State {
    CHECKING("sky", "arrow-clockwise"),
    WAITING("amber", "hourglass-split"),
    APPROVED("emerald", "check-circle"),
    REFUSED("red", "x-circle"),
    WITHDRAWN("zinc", "slash-circle");

    private final String colour;
    private final String icon;

    State(String colour, String icon) {
      this.colour = colour;
      this.icon = icon;
    }

    public String colour() {
      return colour;
    }

    public String icon() {
      return icon;
    }

    /** As in message keys. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public boolean isWaiting() {
    return state == State.WAITING;
  }

  /** Nobody has decided on it, and its bytes are still there. */
  public boolean isOpen() {
    return state == State.WAITING || state == State.CHECKING;
  }
}
