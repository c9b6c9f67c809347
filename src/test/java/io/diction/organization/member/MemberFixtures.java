package io.diction.organization.member;

import io.diction.identity.SignedIn;

/** Changes users as nobody is allowed to from without. */
public final class MemberFixtures {
  private MemberFixtures() {}

  public static void deactivate(Users users, SignedIn user, boolean deactivated) {
    users.deactivate(user.organization(), user.user(), deactivated);
  }
}
