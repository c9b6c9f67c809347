package io.diction.identity;

/** What a user may do, the scope given by the user's organization. */
public enum Role {
  USER,
  ORGADMIN,
  RESELLER,
  SYSOP;

  /** Deletes models and administers the own organization. */
  public boolean isAdmin() {
    return this != USER;
  }
}
