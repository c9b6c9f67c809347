package io.diction.administration;

import io.diction.identity.SignedIn;
import io.diction.organization.member.Member;
import java.util.List;

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

  /** Where a user stands: a SYSOP finds those of other organizations in the administration. */
  static String home(SignedIn user, Member member) {
    return isOwn(user, member) ? USERS : AdministrationPages.USERS;
  }

  static String nav(SignedIn user, Member member) {
    return isOwn(user, member) ? NAV : AdministrationPages.NAV;
  }

  private static boolean isOwn(SignedIn user, Member member) {
    return user.organization().value().equals(member.organizationId());
  }
}
