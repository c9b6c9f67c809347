package io.diction.administration.installation;

import io.diction.administration.AdministrationPages;
import io.diction.audit.AuditEntry;
import io.diction.audit.AuditLog;
import io.diction.audit.AuditPlace;
import io.diction.identity.SignedIn;
import io.diction.web.GridQuery;
import io.diction.web.GridSpec;
import io.diction.web.Pages;
import io.github.wimdeblauwe.htmx.spring.boot.mvc.HtmxRequest;
import io.github.wimdeblauwe.htmx.spring.boot.mvc.HtmxResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The audit log: who did what, when, to which object. */
@Controller
@GridSpec(
    sorts = "at",
    descending = true,
    filters = {"organization", "actor", "action", "object", "from", "until"})
class AuditController {
  private final AuditLog log;
  private final AuditExports exports;
  private final AuditFilters filters;

  AuditController(AuditLog log, AuditExports exports, AuditFilters filters) {
    this.log = log;
    this.exports = exports;
    this.filters = filters;
  }

  /**
   * A page of the log.
   *
   * @param before the place where the page before ended; anything else is the newest
   */
  @GetMapping(AdministrationPages.AUDIT)
  String entries(
      GridQuery query,
      @RequestParam(defaultValue = "") String before,
      SignedIn user,
      Model view,
      HtmxRequest request,
      HtmxResponse response) {
    AuditPlace behind = AuditPlace.parse(before).orElse(null);
    List<AuditEntry> found = log.page(user, filters.of(query, user), behind, query.size() + 1);
    List<AuditEntry> entries = found.subList(0, Math.min(query.size(), found.size()));
    view.addAttribute("rows", entries);
    view.addAttribute("query", query);
    view.addAttribute("newest", behind == null);
    view.addAttribute("first", address(query, null));
    view.addAttribute(
        "next",
        found.size() > entries.size()
            ? address(query, AuditPlace.of(entries.get(entries.size() - 1)))
            : null);
    view.addAttribute("names", filters.names(entries));
    view.addAttribute("url", AdministrationPages.AUDIT);
    if (Pages.wantsFragment(request)) {
      // The form of the filters sends its empty fields, too.
      response.setPushUrl(address(query, behind));
      return "administration/audit :: audit";
    }
    view.addAttribute("actions", log.actions(user));
    return AdministrationPages.page(view, "audit");
  }

  private static String address(GridQuery query, @Nullable AuditPlace behind) {
    String newest = query.withPage(1).link(AdministrationPages.AUDIT);
    return behind == null
        ? newest
        : newest
            + (newest.contains("?") ? "&before=" : "?before=")
            + URLEncoder.encode(behind.toString(), StandardCharsets.UTF_8);
  }

  /** All entries that match, written as they are read: however many, memory stays small. */
  @GetMapping(AdministrationPages.AUDIT + ".csv")
  void export(GridQuery query, SignedIn user, HttpServletResponse response) {
    exports.write(
        user,
        filters.of(query, user),
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
}
