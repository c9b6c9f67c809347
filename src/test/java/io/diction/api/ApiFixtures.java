package io.diction.api;

import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.OrganizationFixtures;
import io.diction.organization.key.ApiKeyForm;
import io.diction.organization.key.ApiKeys;

/** Organizations whose programs call the API. Import it as a bean beside its own fixtures. */
public final class ApiFixtures {
  private final OrganizationFixtures people;
  private final ApiKeys keys;

  public ApiFixtures(OrganizationFixtures people, ApiKeys keys) {
    this.people = people;
    this.keys = keys;
  }

  /** A key of a new organization. */
  public String key(Role role) {
    return key(people.user(Role.ORGADMIN), role);
  }

  /** One more key of an administrator's organization. */
  public String key(SignedIn admin, Role role) {
    return keys.create(admin, new ApiKeyForm("Import", role, null));
  }

  public void revoke(SignedIn admin, String key) {
    keys.revoke(admin, keys.verify(key).orElseThrow().key());
  }
}
