package io.diction.usage;

import io.diction.identity.SignedIn;
import io.diction.speech.TemporaryFolder;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

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
  private final UsageSums sums;

  UsageController(UsageReports reports, UsageSums sums) {
    this.reports = reports;
    this.sums = sums;
  }

  @GetMapping(OWN)
  String own(
      @RequestParam(defaultValue = "") String from,
      @RequestParam(defaultValue = "") String to,
      SignedIn user,
      Model view) {
    return show(own(user), "organization", OWN, reports.range(from, to, user), view);
  }

  @GetMapping(CUSTOMERS)
  String customers(
      @RequestParam(defaultValue = "") String from,
      @RequestParam(defaultValue = "") String to,
      SignedIn user,
      Model view) {
    return show(customers(user), "reseller", CUSTOMERS, reports.range(from, to, user), view);
  }

  @GetMapping(ALL)
  String all(
      @RequestParam(defaultValue = "") String from,
      @RequestParam(defaultValue = "") String to,
      SignedIn user,
      Model view) {
    return show(all(user), "administration", ALL, reports.range(from, to, user), view);
  }

  private String show(UsageScope scope, String place, String url, UsageRange range, Model view) {
    view.addAttribute("report", reports.get(scope, range));
    view.addAttribute("place", place);
    view.addAttribute("url", url);
    return "usage/report";
  }

  @GetMapping(OWN + ".csv")
  void exportOwn(
      @RequestParam(defaultValue = "") String from,
      @RequestParam(defaultValue = "") String to,
      SignedIn user,
      HttpServletResponse response)
      throws IOException {
    export(own(user), reports.range(from, to, user), response);
  }

  @GetMapping(CUSTOMERS + ".csv")
  void exportCustomers(
      @RequestParam(defaultValue = "") String from,
      @RequestParam(defaultValue = "") String to,
      SignedIn user,
      HttpServletResponse response)
      throws IOException {
    export(customers(user), reports.range(from, to, user), response);
  }

  @GetMapping(ALL + ".csv")
  void exportAll(
      @RequestParam(defaultValue = "") String from,
      @RequestParam(defaultValue = "") String to,
      SignedIn user,
      HttpServletResponse response)
      throws IOException {
    export(all(user), reports.range(from, to, user), response);
  }

  private void export(UsageScope scope, UsageRange range, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/csv;charset=UTF-8");
    response.setHeader("Content-Disposition", "attachment; filename=\"usage.csv\"");
    // A slow reader must not hold the database: the file is whole before it is sent.
    Path file = Files.createTempFile(TemporaryFolder.ofProcess(), "usage", ".csv");
    try {
      try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file))) {
        UsageCsv csv = new UsageCsv(out, scope.namesUsers());
        sums.lines(scope, range, csv::write);
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
