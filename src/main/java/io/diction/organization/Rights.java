package io.diction.organization;

import io.diction.identity.OrganizationId;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.web.Refusal.NotAllowed;
import io.diction.web.Refusal.NotFound;
import java.util.ArrayList;
import java.util.List;

/** Who administers which organization, and which roles they hand out. */
public final class Rights {
  private Rights() {}

  /** A SYSOP administers every organization, other administrators their own. */
  public static void requireAdmin(SignedIn who, OrganizationId organization) {
    requireAdmin(who);
    if (who.role() != Role.SYSOP && !who.organization().equals(organization)) {
      throw new NotFound();
    }
  }

  /** Asked before anything is looked up: to others what exists and what does not look the same. */
  public static void requireAdmin(SignedIn who) {
    if (!who.role().isAdmin()) {
      throw new NotAllowed();
    }
  }

  public static void requireSysop(SignedIn who) {
    if (who.role() != Role.SYSOP) {
      throw new NotAllowed();
    }
  }

  /**
   * The roles that an administrator may give in an organization: never its own when that reaches
   * beyond it, but for a SYSOP.
   */
  public static List<Role> grantable(SignedIn who, Organization organization) {
    List<Role> roles = new ArrayList<>(List.of(Role.USER, Role.ORGADMIN));
    if (who.role() == Role.SYSOP && organization.reseller()) {
      roles.add(Role.RESELLER);
    }
    if (who.role() == Role.SYSOP && who.organization().equals(organization.id())) {
      roles.add(Role.SYSOP);
    }
    return roles;
  }

  public static void requireGrantable(SignedIn who, Organization organization, Role role) {
    if (!grantable(who, organization).contains(role)) {
      throw new NotAllowed("organization.refused.role");
    }
  }
}
