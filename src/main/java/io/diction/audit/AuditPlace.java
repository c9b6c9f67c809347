package io.diction.audit;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

/** An entry's place in the log, by which the page that follows it is found without counting. */
public record AuditPlace(OffsetDateTime at, UUID id) {
  public static AuditPlace of(AuditEntry entry) {
    return new AuditPlace(entry.at(), entry.id());
  }

  /** As {@link #toString} writes it; anything else is no place. */
  public static Optional<AuditPlace> parse(String text) {
    int end = text.indexOf('_');
    try {
      return end < 0
          ? Optional.empty()
          : Optional.of(
              new AuditPlace(
                  OffsetDateTime.parse(text.substring(0, end)),
                  UUID.fromString(text.substring(end + 1))));
    } catch (DateTimeException | IllegalArgumentException none) {
      return Optional.empty();
    }
  }

  /** For an address. */
  @Override
  public String toString() {
    return at + "_" + id;
  }
}
