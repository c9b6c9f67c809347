package io.diction.organization.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.member.Users;
import io.diction.organization.plan.Credits;
import io.diction.organization.tenant.Tenants;
import io.diction.testing.HttpBrowser;
import io.diction.testing.PortalTest;
import io.diction.web.GridQuery;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.test.context.ActiveProfiles;

@PortalTest
@ActiveProfiles("demo")
class DemoTest {
  @LocalServerPort private int port;
  @Autowired private Demo demo;
  @Autowired private Credits credits;
  @Autowired private Tenants tenants;
  @Autowired private Users users;
  @Autowired private PasswordEncoder encoder;

  @Test
  void listsUsersOfEveryRoleOnTheSignInPageAndTheyCanSignIn() {
    Document page = Jsoup.parse(new HttpBrowser(port).get("/sign-in").body());

    assertThat(page.select("[data-fill-email]").eachAttr("data-fill-email"))
        .hasSizeGreaterThanOrEqualTo(Role.values().length)
        .allSatisfy(
            email ->
                assertThat(new HttpBrowser(port).signIn(email, Demo.PASSWORD).statusCode())
                    .isEqualTo(302));
    assertThat(demo.people()).extracting(Demo.Person::role).contains(Role.values());
  }

  @Test
  void offersNobodyWhoseInitialPasswordDoesNotWorkAnyMore() {
    String email = "user@meridian.example";
    SignedIn user =
        users.findSignedIn(users.findCredential(email).orElseThrow().user()).orElseThrow();
    String before = users.getCredential(user.user()).passwordHash();
    users.changePassword(user, encoder.encode("another good one"));
    try {
      assertThat(demo.people()).extracting(Demo.Person::email).doesNotContain(email);
    } finally {
      users.changePassword(user, before);
    }
    assertThat(demo.people()).extracting(Demo.Person::email).contains(email);
  }

  @Test
  void addsNothingTwice() {
    demo.afterSingletonsInstantiated();

    DemoOrganizations made = demo.organizations();
    assertThat(
            tenants
                .customers(made.user(made.reseller(), Role.RESELLER), GridQuery.first("name"))
                .total())
        .isEqualTo(2);
    assertThat(credits.balance(demo.organizations().hospital())).isPositive();
    assertThat(demo.organizations().users()).extracting(SignedIn::role).contains(Role.values());
  }
}
