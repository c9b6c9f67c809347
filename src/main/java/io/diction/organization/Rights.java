package io.diction.organization;

import io.diction.identity.OrganizationId;
import io.diction.identity.SignedIn;
import io.diction.web.Refusal.NotFound;

/** Who administers which organization. */
public final class Rights {
  private Rights() {}

  /**
   * Refuses whoever does not administer the organization: users at once, before anything is looked
   * up, and administrators of another one as if there were none.
   */
  public static void requireAdmin(SignedIn who, OrganizationId organization) {
    who.requireAdmin();
    if (!who.administers(organization)) {
      throw new NotFound();
    }
  }
}
