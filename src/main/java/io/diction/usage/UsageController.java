package io.diction.usage;

import io.diction.identity.SignedIn;
import io.diction.speech.TemporaryFolder;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * What is used: of the own organization by model and user, of a reseller's customers by
 * organization and model, of the installation.
 */
@Controller
class UsageController {
  private static final String OWN = "/organization/usage";
  private static final String CUSTOMERS = "/reseller/usage";
  private static final String ALL = "/administration/usage";

  private final UsageReports reports;
  private final UsageLines lines;

  UsageController(UsageReports reports, UsageLines lines) {
    this.reports = reports;
    this.lines = lines;
  }

  /** As a request says them; null where it does not. */
  record Days(@Nullable String from, @Nullable String to) {}

  private UsageRange range(Days days, SignedIn user) {
    return reports.range(
        Objects.requireNonNullElse(days.from(), ""),
        Objects.requireNonNullElse(days.to(), ""),
        user);
  }

  @GetMapping(OWN)
  String own(Days days, SignedIn user, Model view) {
    return show(own(user), "organization", OWN, days, user, view);
  }

  @GetMapping(CUSTOMERS)
  String customers(Days days, SignedIn user, Model view) {
    return show(customers(user), "reseller", CUSTOMERS, days, user, view);
  }

  @GetMapping(ALL)
  String all(Days days, SignedIn user, Model view) {
    return show(all(user), "administration", ALL, days, user, view);
  }

  private String show(
      UsageScope scope, String place, String url, Days days, SignedIn user, Model view) {
    view.addAttribute("report", reports.get(scope, range(days, user)));
    view.addAttribute("place", place);
    view.addAttribute("url", url);
    return "usage/report";
  }

  @GetMapping(OWN + ".csv")
  void exportOwn(Days days, SignedIn user, HttpServletResponse response) throws IOException {
    export(own(user), days, user, response);
  }

  @GetMapping(CUSTOMERS + ".csv")
  void exportCustomers(Days days, SignedIn user, HttpServletResponse response) throws IOException {
    export(customers(user), days, user, response);
  }

  @GetMapping(ALL + ".csv")
  void exportAll(Days days, SignedIn user, HttpServletResponse response) throws IOException {
    export(all(user), days, user, response);
  }

  private void export(UsageScope scope, Days days, SignedIn user, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/csv;charset=UTF-8");
    response.setHeader("Content-Disposition", "attachment; filename=\"usage.csv\"");
    // A slow reader must not hold the database: the file is whole before it is sent.
    Path file = Files.createTempFile(TemporaryFolder.ofProcess(), "usage", ".csv");
    try {
      try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file))) {
        UsageCsv csv = new UsageCsv(out, scope.namesUsers());
        lines.each(scope, range(days, user), csv::write);
        if (out.checkError()) {
          throw new IOException("cannot write the use to a file");
        }
      }
      response.setContentLengthLong(Files.size(file));
      Files.copy(file, response.getOutputStream());
    } finally {
      Files.delete(file);
    }
  }

  private static UsageScope own(SignedIn user) {
    user.requireAdmin();
    return UsageScope.own(user.organization());
  }

  private static UsageScope customers(SignedIn user) {
    user.requireReseller();
    return UsageScope.customers(user.organization());
  }

  private static UsageScope all(SignedIn user) {
    user.requireSysop();
    return UsageScope.all(user.organization());
  }
}
