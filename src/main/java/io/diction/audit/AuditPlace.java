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
      if (end < 0) {
        return Optional.empty();
      }
      OffsetDateTime at = OffsetDateTime.parse(text.substring(0, end));
      UUID id = UUID.fromString(text.substring(end + 1));
      // Beyond these a database knows no days.
      boolean known = at.getYear() >= 1970 && at.getYear() <= 9999;
      return known ? Optional.of(new AuditPlace(at, id)) : Optional.empty();
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
