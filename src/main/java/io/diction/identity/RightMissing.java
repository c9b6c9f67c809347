package io.diction.identity;

/** What was asked for needs a role that the user does not have. An answer, not a defect. */
public final class RightMissing extends RuntimeException {
  RightMissing(Role role) {
    super("not for " + role, null, false, false);
  }
}
