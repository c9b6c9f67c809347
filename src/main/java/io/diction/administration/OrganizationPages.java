package io.diction.administration;

import java.util.List;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** What the pages of {@code /organization} have in common. */
final class OrganizationPages {
  static final String NAV = "organization";
  static final String USERS = "/organization";
  static final String KEYS = "/organization/keys";

  /** Pages with a list of users, to which their dialogs lead back. */
  static final List<String> WITH_USERS = List.of(USERS, "/administration/users");

  static final List<Tab> TABS =
      List.of(
          new Tab("users", USERS, "people"),
          new Tab("plan", "/organization/plan", "bar-chart"),
          new Tab("keys", KEYS, "key"),
          new Tab("settings", "/organization/settings", "gear"));

  /** An entry of the pages' own navigation. */
  record Tab(String id, String path, String icon) {}

  private OrganizationPages() {}

  /** Where whoever has the token joins or chooses a password. */
  static String welcome(String token) {
    return ServletUriComponentsBuilder.fromCurrentContextPath()
        .path("/welcome/")
        .path(token)
        .toUriString();
  }
}
