package io.diction.administration;

import java.util.List;
import org.springframework.ui.Model;

/** What the pages of {@code /administration} have in common. */
public final class AdministrationPages {
  public static final String NAV = "administration";
  public static final String ORGANIZATIONS = "/administration/organizations";
  public static final String USERS = "/administration/users";
  public static final String BASE_MODELS = "/administration/base-models";
  public static final String JOBS = "/administration/jobs";
  public static final String AUDIT = "/administration/audit";
  public static final String SYSTEM = "/administration/system";

  private static final List<OrganizationPages.Tab> ENTRIES =
      List.of(
          new OrganizationPages.Tab("overview", "/administration", "bar-chart"),
          new OrganizationPages.Tab("organizations", ORGANIZATIONS, "building"),
          new OrganizationPages.Tab("users", USERS, "people"),
          new OrganizationPages.Tab("base-models", BASE_MODELS, "box-seam"),
          new OrganizationPages.Tab("jobs", JOBS, "list-check"),
          new OrganizationPages.Tab("audit", AUDIT, "journal-text"),
          new OrganizationPages.Tab("system", SYSTEM, "cpu"));

  private AdministrationPages() {}

  /** The whole page with its navigation. */
  public static String page(Model view, String current) {
    return page(view, current, current);
  }

  /** A page below one of the navigation. */
  public static String page(Model view, String current, String template) {
    view.addAttribute("entries", ENTRIES);
    view.addAttribute("current", current);
    return "administration/" + template;
  }
}
