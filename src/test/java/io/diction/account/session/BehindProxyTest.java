package io.diction.account.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.OrganizationFixtures;
import io.diction.testing.HttpBrowser;
import io.diction.testing.PortalTest;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

/** Behind a proxy that ends TLS, as the README has it. */
@PortalTest
@Import(OrganizationFixtures.class)
@TestPropertySource(
    properties = {"server.forward-headers-strategy=native", "diction.jobs.here=false"})
class BehindProxyTest {
  private static final String VISITOR = "203.0.113.77";
  private static final Map<String, String> FORWARDED =
      Map.of("X-Forwarded-Proto", "https", "X-Forwarded-For", VISITOR, "X-Forwarded-Port", "443");

  @LocalServerPort private int port;
  @Autowired private OrganizationFixtures people;

  @Test
  void signsInWithCookiesThatTravelByTlsAlone() {
    SignedIn user = people.user(Role.USER);
    HttpBrowser browser = new HttpBrowser(port);

    HttpResponse<String> page = send(browser, "GET", "/sign-in", "", FORWARDED);
    assertThat(cookies(page)).hasSize(1).allSatisfy(BehindProxyTest::isKept);
    assertThat(page.headers().firstValue("Strict-Transport-Security")).isPresent();

    HttpResponse<String> in = send(browser, "POST", "/sign-in", form(user), FORWARDED);
    assertThat(in.headers().firstValue("Location").orElse("")).isEqualTo("https://localhost/");
    assertThat(cookies(in))
        .anySatisfy(cookie -> assertThat(cookie).startsWith("diction="))
        .allSatisfy(BehindProxyTest::isKept);

    HttpResponse<String> sessions = send(browser, "GET", "/account/sessions", "", FORWARDED);
    assertThat(sessions.statusCode()).isEqualTo(200);
    assertThat(Jsoup.parse(sessions.body()).select("#recent .item").text())
        .contains("Signed in", VISITOR, "password");
    assertThat(cookies(send(browser, "POST", "/sign-out", "", FORWARDED)))
        .anySatisfy(cookie -> assertThat(cookie).startsWith("diction=;").contains("Max-Age=0"));
  }

  @Test
  void worksWithoutTlsOnTheMachineItself() {
    HttpBrowser browser = new HttpBrowser(port);

    assertThat(cookies(browser.get("/sign-in"))).noneMatch(cookie -> cookie.contains("Secure"));
    assertThat(browser.signIn(email(people.user(Role.USER)), OrganizationFixtures.PASSWORD))
        .satisfies(in -> assertThat(in.statusCode()).isEqualTo(302));
    assertThat(browser.get("/account").statusCode()).isEqualTo(200);
  }

  private static void isKept(String cookie) {
    assertThat(cookie).contains("; Secure", "; HttpOnly", "; SameSite=Lax");
  }

  private static HttpResponse<String> send(
      HttpBrowser browser, String method, String path, String form, Map<String, String> headers) {
    Map<String, String> all = new HashMap<>(headers);
    all.put("Content-Type", "application/x-www-form-urlencoded");
    return browser.send(method, path, form.getBytes(StandardCharsets.UTF_8), all);
  }

  private static List<String> cookies(HttpResponse<String> response) {
    return response.headers().allValues("Set-Cookie");
  }

  private static String form(SignedIn user) {
    return "email="
        + URLEncoder.encode(email(user), StandardCharsets.UTF_8)
        + "&password="
        + URLEncoder.encode(OrganizationFixtures.PASSWORD, StandardCharsets.UTF_8);
  }

  private static String email(SignedIn user) {
    return OrganizationFixtures.email(user.user());
  }
}
