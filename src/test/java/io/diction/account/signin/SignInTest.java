package io.diction.account.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.OrganizationFixtures;
import io.diction.testing.HttpBrowser;
import io.diction.testing.PortalTest;
import jakarta.servlet.http.Cookie;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.MockMvc;

@PortalTest
@Import(OrganizationFixtures.class)
// A portal of its own: csrf() of Spring's MockMvc support puts its own token store into a shared
// one.
@TestPropertySource(properties = "spring.application.name=sign-in-test")
class SignInTest {
  @LocalServerPort private int port;
  @Autowired private OrganizationFixtures fixtures;
  @Autowired private JdbcClient jdbc;
  @Autowired private MockMvc web;

  private SignedIn user;
  private HttpBrowser browser;

  @BeforeEach
  void makeUser() {
    // All tests come from one address, which would be locked after the first of them.
    jdbc.sql("delete from sign_in_attempt").update();
    user = fixtures.user(Role.USER);
    browser = new HttpBrowser(port);
  }

  @Test
  void sendsAStrangerToTheSignInPageAndRemembersTheWantedPage() {
    HttpResponse<String> refused = browser.get("/account?from=mail");
    assertThat(refused.statusCode()).isEqualTo(302);
    assertThat(location(refused)).endsWith("/sign-in?then=%2Faccount%3Ffrom%3Dmail");

    Document page = Jsoup.parse(browser.get("/sign-in?then=%2Faccount%3Ffrom%3Dmail").body());
    HttpResponse<String> in =
        browser.post(
            "/sign-in",
            Map.of(
                "email", OrganizationFixtures.email(user.user()),
                "password", OrganizationFixtures.PASSWORD,
                "then", page.select("input[name=then]").val()));

    assertThat(location(in)).endsWith("/account?from=mail");
    assertThat(browser.get("/account").statusCode()).isEqualTo(200);
  }

  @Test
  void sendsAStrangersFragmentRequestToTheSignInPageByHeader() {
    HttpResponse<String> refused =
        browser.get(
            "/account",
            "HX-Request",
            "true",
            "HX-Current-URL",
            "http://localhost:8080/custom-models?page=3");

    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.headers().firstValue("HX-Redirect"))
        .hasValue("/sign-in?then=%2Fcustom-models%3Fpage%3D3");
    assertThat(refused.body()).isEmpty();
  }

  @Test
  void answersAWrongPasswordAndAnUnknownUserAlike() {
    String email = OrganizationFixtures.email(user.user());
    HttpResponse<String> wrong = browser.signIn(email, "wrong password");
    HttpResponse<String> unknown = browser.signIn("nobody@test.example", "wrong password");

    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(unknown.statusCode()).isEqualTo(401);
    assertThat(alert(unknown)).isNotEmpty().isEqualTo(alert(wrong));
    assertThat(Jsoup.parse(wrong.body()).select("#email").val()).isEqualTo(email);
    assertThat(wrong.body()).doesNotContain("wrong password");
  }

  @Test
  void answersADeactivatedUserAsAWrongPassword() {
    fixtures.deactivate(user);

    HttpResponse<String> refused = signIn(browser);

    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(alert(refused)).isEqualTo(alert(browser.signIn("nobody@test.example", "x")));
  }

  @Test
  void locksAfterFiveWrongPasswordsEvenForTheRightOne() {
    for (int i = 0; i < 5; i++) {
      assertThat(browser.signIn(OrganizationFixtures.email(user.user()), "wrong").statusCode())
          .isEqualTo(401);
    }
    HttpResponse<String> locked = signIn(browser);

    assertThat(locked.statusCode()).isEqualTo(429);
    assertThat(locked.headers().firstValueAsLong("Retry-After").orElse(0)).isBetween(1L, 30L);
    assertThat(alert(locked)).contains("seconds");
    assertThat(browser.get("/account").statusCode()).isEqualTo(302);
  }

  @Test
  void locksAnUnknownUserToo() {
    for (int i = 0; i < 5; i++) {
      browser.signIn("nobody@test.example", "wrong");
    }

    assertThat(browser.signIn("nobody@test.example", "wrong").statusCode()).isEqualTo(429);
  }

  @Test
  void refusesAFormWithoutToken() {
    browser.get("/sign-in");
    browser.forgetToken();

    assertThat(
            browser
                .post(
                    "/sign-in",
                    Map.of(
                        "email",
                        OrganizationFixtures.email(user.user()),
                        "password",
                        OrganizationFixtures.PASSWORD))
                .statusCode())
        .isEqualTo(403);
  }

  @Test
  void refusesAStrangersUploadWithoutReadingIt() throws IOException {
    browser.get("/sign-in");
    String token = browser.cookie("diction-csrf").orElseThrow();
    String head =
        """
        POST /custom-models HTTP/1.1
        Host: localhost
        Cookie: diction-csrf=%s
        Content-Type: multipart/form-data; boundary=b
        Content-Length: 10000000000

        --b
        """
            .formatted(token)
            .replace("\n", "\r\n");
    try (Socket socket = new Socket("localhost", port)) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      BufferedReader answer =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));

      assertThat(answer.readLine()).startsWith("HTTP/1.1 403");
    }
  }

  @Test
  void startsANewSessionSoThatAPlantedOneIsWorthless() {
    HttpBrowser attacker = new HttpBrowser(port);
    SignedIn mallory = fixtures.user(Role.USER);
    attacker.signIn(OrganizationFixtures.email(mallory.user()), OrganizationFixtures.PASSWORD);
    String planted = attacker.cookie("diction").orElseThrow();
    browser.setCookie("diction", planted);

    signIn(browser);

    assertThat(browser.cookie("diction")).isPresent().get().isNotEqualTo(planted);
    assertThat(attacker.get("/account").body())
        .doesNotContain(OrganizationFixtures.email(user.user()));
  }

  @Test
  void startsANewSessionForTheNextUserOfABrowser() {
    signIn(browser);
    String first = browser.cookie("diction").orElseThrow();
    SignedIn next = fixtures.user(Role.ORGADMIN);

    browser.signIn(OrganizationFixtures.email(next.user()), OrganizationFixtures.PASSWORD);

    assertThat(browser.cookie("diction").orElseThrow()).isNotEqualTo(first);
    HttpBrowser old = new HttpBrowser(port);
    old.setCookie("diction", first);
    assertThat(old.get("/account").statusCode()).isEqualTo(302);
    assertThat(browser.get("/account").body()).contains(OrganizationFixtures.email(next.user()));
  }

  @Test
  void saysWhySomebodyIsAskedToSignInAgain() {
    signIn(browser);
    browser.get("/account");
    jdbc.sql("delete from spring_session").update();

    HttpResponse<String> ended = browser.get("/account");

    assertThat(location(ended)).endsWith("/sign-in?ended&then=%2Faccount");
    assertThat(Jsoup.parse(browser.get(location(ended)).body()).select("[role=status]").text())
        .contains("You have been signed out");
  }

  @Test
  void leadsBackToAFormThatWasOpenedBeforeSigningOut() throws Exception {
    HttpResponse<String> sent =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/account/profile"))
                    .header("Referer", "http://localhost:" + port + "/account?from=mail")
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString("displayName=Typed"))
                    .build(),
                HttpResponse.BodyHandlers.ofString());

    assertThat(sent.statusCode()).isEqualTo(303);
    assertThat(location(sent)).endsWith("/sign-in?ended&then=%2Faccount%3Ffrom%3Dmail");
  }

  @Test
  void keepsCookiesFromScriptsAndOtherSites() {
    HttpResponse<String> page = browser.get("/sign-in");
    HttpResponse<String> in = signIn(browser);

    assertThat(page.headers().allValues("Set-Cookie"))
        .isNotEmpty()
        .allSatisfy(SignInTest::isProtected);
    assertThat(in.headers().allValues("Set-Cookie"))
        .isNotEmpty()
        .allSatisfy(SignInTest::isProtected);
  }

  private static void isProtected(String cookie) {
    if (!cookie.contains("Max-Age=0")) {
      assertThat(cookie).contains("HttpOnly").contains("SameSite=Lax");
    }
  }

  @Test
  void keepsTheTokenFromBeingSentWithoutTls() throws Exception {
    Cookie token =
        web.perform(get("/sign-in").secure(true))
            .andReturn()
            .getResponse()
            .getCookie("diction-csrf");

    assertThat(token).isNotNull();
    assertThat(token.getSecure()).isTrue();
  }

  @Test
  void keepsTheSessionFromBeingSentWithoutTls() throws Exception {
    MockHttpServletResponse page =
        web.perform(get("/sign-in").secure(true)).andReturn().getResponse();
    Document form = Jsoup.parse(page.getContentAsString());

    Cookie session =
        web.perform(
                post("/sign-in")
                    .secure(true)
                    .cookie(page.getCookies())
                    .param("_csrf", form.select("#sign-in-form [name=_csrf]").val())
                    .param("email", OrganizationFixtures.email(user.user()))
                    .param("password", OrganizationFixtures.PASSWORD))
            .andReturn()
            .getResponse()
            .getCookie("diction");

    assertThat(session).isNotNull();
    assertThat(session.getSecure()).isTrue();
    assertThat(session.isHttpOnly()).isTrue();
  }

  @Test
  void forbidsTheBrowserWhatPagesDoNotNeed() {
    HttpResponse<String> page = browser.get("/sign-in");

    assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("script-src 'self'; style-src 'self'", "frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(page.headers().firstValue("X-Frame-Options")).hasValue("DENY");
    assertThat(page.headers().firstValue("Referrer-Policy")).hasValue("same-origin");
    assertThat(page.headers().firstValue("Permissions-Policy").orElse("")).contains("camera=()");
    assertThat(page.headers().firstValue("Server")).isEmpty();
  }

  @Test
  void endsTheSessionOfAUserWhoIsDeactivated() {
    signIn(browser);
    fixtures.deactivate(user);
    assertThat(browser.get("/account").statusCode()).isEqualTo(302);

    fixtures.reactivate(user);
    assertThat(browser.get("/account").statusCode()).isEqualTo(302);
  }

  @Test
  void endsTheSessionsOfASuspendedOrganization() {
    signIn(browser);
    fixtures.suspend(user.organization());

    assertThat(browser.get("/account").statusCode()).isEqualTo(302);
  }

  @Test
  void actsOnAChangedRoleAtOnce() {
    signIn(browser);
    assertThat(browser.get("/account").body()).doesNotContain("Organization administrator");

    jdbc.sql("update app_user set role = 'ORGADMIN' where id = :id")
        .param("id", user.user().value())
        .update();

    assertThat(browser.get("/account").body()).contains("Organization administrator");
  }

  @Test
  void survivesAnUnreadableSessionCookie() {
    browser.setCookie("diction", "%%%");
    assertThat(browser.get("/account").statusCode()).isEqualTo(302);
  }

  @Test
  void signsOutByFormAlone() {
    signIn(browser);
    assertThat(browser.get("/sign-out").statusCode()).isEqualTo(404);
    assertThat(browser.get("/account").statusCode()).isEqualTo(200);

    HttpResponse<String> out = browser.submit("/account", "/sign-out", Map.of());

    assertThat(location(out)).endsWith("/sign-in?signed-out");
    assertThat(browser.get("/account").statusCode()).isEqualTo(302);
  }

  private HttpResponse<String> signIn(HttpBrowser in) {
    return in.signIn(OrganizationFixtures.email(user.user()), OrganizationFixtures.PASSWORD);
  }

  private static String location(HttpResponse<String> response) {
    return response.headers().firstValue("Location").orElse("");
  }

  private static String alert(HttpResponse<String> response) {
    return Jsoup.parse(response.body()).select("[role=alert]").text();
  }
}
