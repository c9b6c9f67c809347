package io.diction.organization.demo;

import io.diction.identity.OrganizationId;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import java.util.List;

/**
 * The example organizations.
 *
 * @param reseller Northwind Speech, who builds models and shares them
 * @param hospital Lakeside Hospital, a customer of the reseller
 * @param lawFirm Harbour Legal, a customer of the reseller
 * @param independent Meridian Media, nobody's customer
 * @param users of every organization and role
 */
public record DemoOrganizations(
    OrganizationId reseller,
    OrganizationId hospital,
    OrganizationId lawFirm,
    OrganizationId independent,
    List<SignedIn> users) {
  public DemoOrganizations {
    users = List.copyOf(users);
  }

  public SignedIn sysop() {
    return users.stream().filter(SignedIn::isSysop).findFirst().orElseThrow();
  }

  /** Somebody of the organization and role, to act as. */
  public SignedIn user(OrganizationId organization, Role role) {
    return users.stream()
        .filter(user -> user.organization().equals(organization) && user.role() == role)
        .findFirst()
        .orElseThrow();
  }
}
