package io.diction.administration.installation;

import io.diction.administration.AdministrationPages;
import io.diction.audit.AuditEntry;
import io.diction.audit.AuditFilter;
import io.diction.audit.AuditLog;
import io.diction.identity.OrganizationId;
import io.diction.identity.SignedIn;
import io.diction.organization.Organizations;
import io.diction.web.GridPage;
import io.diction.web.GridQuery;
import io.diction.web.GridSpec;
import io.diction.web.Pages;
import io.github.wimdeblauwe.htmx.spring.boot.mvc.HtmxRequest;
import io.github.wimdeblauwe.htmx.spring.boot.mvc.HtmxResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The audit log: who did what, when, to which object. */
@Controller
@GridSpec(
    sorts = "at",
    descending = true,
    filters = {"organization", "actor", "action", "object", "from", "until"})
class AuditController {
  /** Nobody reads further than this: the filters and the export are for that. */
  private static final int MOST = 10_000;

  private final AuditLog log;
  private final AuditExports exports;
  private final Organizations organizations;

  AuditController(AuditLog log, AuditExports exports, Organizations organizations) {
    this.log = log;
    this.exports = exports;
    this.organizations = organizations;
  }

  @GetMapping(AdministrationPages.AUDIT)
  String entries(
      GridQuery query, SignedIn user, Model view, HtmxRequest request, HtmxResponse response) {
    AuditFilter filter = filter(query, user);
    long found = log.count(user, filter, MOST + 1);
    long total = Math.min(found, MOST);
    GridQuery within = query.within(total);
    List<AuditEntry> entries = log.page(user, filter, within.offset(), within.size());
    view.addAttribute("page", new GridPage<>(entries, total, within));
    view.addAttribute("more", found > MOST);
    view.addAttribute(
        "names",
        organizations.names(entries.stream().map(entry -> entry.organization().value()).toList()));
    view.addAttribute("url", AdministrationPages.AUDIT);
    if (Pages.wantsFragment(request)) {
      // The form of the filters sends its empty fields, too.
      response.setPushUrl(query.link(AdministrationPages.AUDIT));
      return "administration/audit :: audit";
    }
    view.addAttribute("actions", log.actions(user));
    return AdministrationPages.page(view, "audit");
  }

  /** All entries that match, written as they are read: however many, memory stays small. */
  @GetMapping(AdministrationPages.AUDIT + ".csv")
  void export(GridQuery query, SignedIn user, HttpServletResponse response) {
    exports.write(
        user,
        filter(query, user),
        query.filters().toString(),
        () -> {
          response.setContentType("text/csv;charset=UTF-8");
          response.setHeader("Content-Disposition", "attachment; filename=\"audit.csv\"");
          return writer(response);
        });
  }

  private static PrintWriter writer(HttpServletResponse response) {
    try {
      return response.getWriter();
    } catch (IOException gone) {
      throw new UncheckedIOException("nobody reads the export any more", gone);
    }
  }

  private AuditFilter filter(GridQuery query, SignedIn user) {
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
