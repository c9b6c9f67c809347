package io.diction.organization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.testing.PortalTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@PortalTest
@Import(OrganizationFixtures.class)
class SignInTest {
  @Autowired private MockMvcTester web;
  @Autowired private OrganizationFixtures fixtures;

  @Test
  void sendsAStrangerToTheSignInPageAndRemembersTheWantedPage() {
    assertThat(web.get().uri("/custom-models?page=2"))
        .hasStatus(302)
        .hasHeader("Location", "/sign-in?then=%2Fcustom-models%3Fpage%3D2");
  }

  @Test
  void sendsAStrangersFragmentRequestToTheSignInPageByHeader() {
    assertThat(
            web.get()
                .uri("/custom-models")
                .header("HX-Request", "true")
                .header("HX-Current-URL", "http://localhost:8080/custom-models?page=3"))
        .hasStatus(401)
        .hasHeader("HX-Redirect", "/sign-in?then=%2Fcustom-models%3Fpage%3D3");
  }

  @Test
  void letsAUserInAndOpensTheWantedPage() {
    SignedIn user = fixtures.user(Role.USER);

    assertThat(signIn(user, OrganizationFixtures.PASSWORD, "/custom-models?page=2"))
        .hasStatus(302)
        .hasHeader("Location", "/custom-models?page=2");
  }

  @Test
  void refusesAWrongPasswordAndAnUnknownUserAlike() {
    SignedIn user = fixtures.user(Role.USER);

    assertThat(signIn(user, "wrong", "/")).hasForwardedUrl("/sign-in/refused");
    assertThat(signIn(OrganizationFixtures.nobody(Role.USER), "wrong", "/"))
        .hasForwardedUrl("/sign-in/refused");
  }

  private MvcTestResult signIn(SignedIn user, String password, String then) {
    return web.post()
        .uri("/sign-in")
        .param("email", OrganizationFixtures.email(user.user()))
        .param("password", password)
        .param("then", then)
        .with(csrf())
        .exchange();
  }
}
