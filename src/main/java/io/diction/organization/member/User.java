package io.diction.organization.member;

import io.diction.identity.OrganizationId;
import io.diction.identity.Role;
import io.diction.identity.UserId;

/** A person with a role in one organization. */
public record User(
    UserId id,
    OrganizationId organization,
    String email,
    String displayName,
    Role role,
    boolean deactivated) {
  public User {
    email = email.strip();
    displayName = displayName.strip();
  }
}
