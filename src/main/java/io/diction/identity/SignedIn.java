package io.diction.identity;

import java.io.Serializable;
import java.time.ZoneId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Who makes a request. Handler methods of controllers take one as a parameter.
 *
 * @param zone in which times are shown to this user
 * @param language the one that the user or else the organization chose; none leaves it to the
 *     browser
 * @param theme the colours that the user chose
 * @param secondFactor whether the user wants more than a password to be asked for at sign-in
 * @param organizationName empty where nobody is shown it
 */
public record SignedIn(
    UserId user,
    OrganizationId organization,
    Role role,
    String displayName,
    ZoneId zone,
    @Nullable Locale language,
    Theme theme,
    boolean secondFactor,
    String organizationName)
    implements Serializable {
  /** A user who chose nothing of all this. */
  public SignedIn(
      UserId user, OrganizationId organization, Role role, String displayName, ZoneId zone) {
    this(user, organization, role, displayName, zone, null, Theme.SYSTEM, false, "");
  }

  public boolean isSysop() {
    return role == Role.SYSOP;
  }

  /** Whether the user runs the organization: a SYSOP every one, other administrators their own. */
  public boolean administers(OrganizationId other) {
    return isSysop() || (role.isAdmin() && organization.equals(other));
  }

  /** Refuses everyone but a SYSOP, to whom alone the whole installation shows itself. */
  public void requireSysop() {
    if (!isSysop()) {
      throw new RightMissing(role);
    }
  }

  /** Refuses whoever administers nothing. */
  public void requireAdmin() {
    if (!role.isAdmin()) {
      throw new RightMissing(role);
    }
  }

  /** Refuses whoever can have no customers. */
  public void requireReseller() {
    if (role != Role.RESELLER && !isSysop()) {
      throw new RightMissing(role);
    }
  }
}
