package io.diction.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import io.diction.audit.AuditEntry;
import io.diction.audit.AuditFilter;
import io.diction.audit.AuditLog;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.OrganizationFixtures;
import io.diction.organization.member.Users;
import io.diction.testing.PortalTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** Who came, who left and whose password was wrong stands in the audit log. */
@PortalTest
@Import(OrganizationFixtures.class)
class SignInLogTest {
  @Autowired private MockMvcTester web;
  @Autowired private OrganizationFixtures people;
  @Autowired private Users users;
  @Autowired private AuditLog log;

  @Test
  void tellsWhoCameAndLeft() {
    SignedIn user = people.user(Role.USER);

    signIn(user, OrganizationFixtures.PASSWORD);
    assertThat(entries(user))
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.action()).isEqualTo("user.sign-in");
              assertThat(entry.actorName()).isEqualTo(user.displayName());
              assertThat(entry.detail()).isEqualTo("203.0.113.9 PASSWORD");
            });

    assertThat(web.post().uri("/sign-out").with(csrf()).with(OrganizationFixtures.as(user)))
        .hasStatus(302);
    assertThat(entries(user))
        .extracting(AuditEntry::action)
        .containsExactly("user.sign-out-here", "user.sign-in");
  }

  @Test
  void tellsOfWrongPasswordsUntilTheAccountHasToWait() {
    SignedIn user = people.user(Role.USER);
    // Other tests may forget all failures meanwhile.
    for (int i = 0; i < 40 && !isLocked(user); i++) {
      signIn(user, "wrong");
    }

    assertThat(entries(user))
        .extracting(AuditEntry::action)
        .startsWith("user.sign-in-locked", "user.sign-in-refused");
    assertThat(entries(user).get(0).detail()).matches("203.0.113.9, (29|30) s");
  }

  @Test
  void waitsForTheSecondStep() {
    SignedIn user = people.user(Role.USER);
    users.askForSecondFactor(user.user(), true);

    signIn(user, OrganizationFixtures.PASSWORD);

    assertThat(entries(user)).isEmpty();
  }

  private boolean isLocked(SignedIn user) {
    return entries(user).stream().anyMatch(entry -> entry.action().equals("user.sign-in-locked"));
  }

  private void signIn(SignedIn user, String password) {
    assertThat(
            web.post()
                .uri("/sign-in")
                .param("email", OrganizationFixtures.email(user.user()))
                .param("password", password)
                .with(csrf())
                .with(SignInLogTest::fromElsewhere))
        .satisfies(result -> assertThat(result.getResponse().getStatus()).isLessThan(500));
  }

  /** Failures slow down a network: not that of other tests. */
  private static MockHttpServletRequest fromElsewhere(MockHttpServletRequest request) {
    request.setRemoteAddr("203.0.113.9");
    return request;
  }

  private List<AuditEntry> entries(SignedIn user) {
    return log.page(
        OrganizationFixtures.nobody(Role.SYSOP),
        new AuditFilter(user.organization(), "", "user.sign", "", null, null),
        null,
        100);
  }
}
