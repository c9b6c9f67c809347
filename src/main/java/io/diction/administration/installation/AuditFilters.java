package io.diction.administration.installation;

import io.diction.audit.AuditEntry;
import io.diction.audit.AuditFilter;
import io.diction.identity.OrganizationId;
import io.diction.identity.SignedIn;
import io.diction.organization.Organizations;
import io.diction.web.GridQuery;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What is looked for in the audit log, in the words of its page. */
@Component
class AuditFilters {
  private final Organizations organizations;

  AuditFilters(Organizations organizations) {
    this.organizations = organizations;
  }

  /** The organizations of entries, by id. */
  Map<UUID, String> names(List<AuditEntry> entries) {
    return organizations.names(
        entries.stream().map(entry -> entry.organization().value()).toList());
  }

  AuditFilter of(GridQuery query, SignedIn user) {
    LocalDate until = date(query.filter("until"));
    LocalDate from = date(query.filter("from"));
    return new AuditFilter(
        organization(query.filter("organization")),
        query.filter("actor"),
        query.filter("action"),
        query.filter("object"),
        from == null ? null : start(from, user),
        until == null ? null : start(until.plusDays(1), user));
  }

  private static OffsetDateTime start(LocalDate day, SignedIn user) {
    return day.atStartOfDay(user.zone()).toOffsetDateTime();
  }

  private static @Nullable LocalDate date(String text) {
    try {
      return text.isEmpty() ? null : Days.clamp(LocalDate.parse(text));
    } catch (DateTimeParseException ignored) {
      return null;
    }
  }

  /** By name as it is, or by id; an unknown one matches nothing. */
  private @Nullable OrganizationId organization(String text) {
    return text.isEmpty()
        ? null
        : organizations.findByName(text).orElse(new OrganizationId(new UUID(0, 0)));
  }
}
