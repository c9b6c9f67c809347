package io.diction.organization;

import io.diction.identity.Ids;
import io.diction.identity.OrganizationId;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.identity.UserId;
import io.diction.organization.Organization.Limits;
import io.diction.organization.member.MemberFixtures;
import io.diction.organization.member.User;
import io.diction.organization.member.Users;
import io.diction.organization.plan.Credits;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

/**
 * Organizations and users for tests. Import it as a bean where a database is there: {@code
 * fixtures.user(Role.ORGADMIN)} makes an organization with one user.
 */
public final class OrganizationFixtures {
  /** The password of every user made here. */
  public static final String PASSWORD = "correct horse battery";

  // Four rounds: tests check that passwords are compared, not how long it takes.
  private static final String HASH = "{bcrypt}" + new BCryptPasswordEncoder(4).encode(PASSWORD);

  private final Organizations organizations;
  private final Users users;

  public OrganizationFixtures(Organizations organizations, Users users) {
    this.organizations = organizations;
    this.users = users;
  }

  /** A new organization without limits. */
  public OrganizationId organization() {
    return organization(null, Limits.NONE);
  }

  public OrganizationId organization(@Nullable OrganizationId reseller, Limits limits) {
    OrganizationId id = new OrganizationId(Ids.next());
    organizations.add(
        nobody(Role.SYSOP),
        new Organization(
            id, reseller, "Organization " + id, false, ZoneId.of("UTC"), limits, false));
    return id;
  }

  /** A new user of a new organization. */
  public SignedIn user(Role role) {
    return user(organization(), role);
  }

  /** A new user of the organization, who can sign in with {@link #email} and {@link #PASSWORD}. */
  public SignedIn user(OrganizationId organization, Role role) {
    UserId id = new UserId(Ids.next());
    users.add(
        nobody(Role.SYSOP), new User(id, organization, email(id), "User " + id, role, false), HASH);
    return signedIn(id, organization, role);
  }

  /** Keeps the user out from the next request on. */
  public void deactivate(SignedIn user) {
    MemberFixtures.deactivate(users, user, true);
  }

  /** Lets the user in again. */
  public void reactivate(SignedIn user) {
    MemberFixtures.deactivate(users, user, false);
  }

  /** Lets the user in no more by the password alone. */
  public SignedIn askForSecondFactor(SignedIn user) {
    users.askForSecondFactor(user.user(), true);
    return users.findSignedIn(user.user()).orElseThrow();
  }

  /** Keeps all users of the organization out from the next request on. */
  public void suspend(OrganizationId organization) {
    organizations.suspend(nobody(Role.SYSOP), organization, true);
  }

  /** Gives the organization training credits. */
  public static void grant(Credits credits, OrganizationId organization, int amount) {
    credits.grant(nobody(Role.SYSOP), organization, amount, "");
  }

  public static String email(UserId id) {
    return id + "@test.example";
  }

  /** Somebody who is in no table, for page tests without a database. */
  public static SignedIn nobody(Role role) {
    return signedIn(new UserId(Ids.next()), new OrganizationId(Ids.next()), role);
  }

  private static SignedIn signedIn(UserId id, OrganizationId organization, Role role) {
    return new SignedIn(id, organization, role, "User " + id, ZoneId.of("UTC"));
  }

  /** Makes a MockMvc request as that user: {@code get("/").with(as(user))}. */
  public static RequestPostProcessor as(SignedIn user) {
    return SecurityMockMvcRequestPostProcessors.authentication(
        new TestingAuthenticationToken(user, null, "ROLE_" + user.role()));
  }
}
