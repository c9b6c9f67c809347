package io.diction.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.OrganizationFixtures;
import io.diction.testing.HttpBrowser;
import io.diction.testing.PortalTest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

@PortalTest
@Import(OrganizationFixtures.class)
class AccountTest {
  private static final String NEW_PASSWORD = "a better password";

  @LocalServerPort private int port;
  @Autowired private OrganizationFixtures fixtures;
  @Autowired private JdbcClient jdbc;

  private SignedIn user;
  private HttpBrowser here;
  private HttpBrowser elsewhere;

  @BeforeEach
  void signInTwice() {
    jdbc.sql("delete from sign_in_attempt").update();
    user = fixtures.user(Role.USER);
    here = signedIn();
    elsewhere = signedIn();
  }

  private HttpBrowser signedIn() {
    HttpBrowser browser = new HttpBrowser(port);
    browser.signIn(OrganizationFixtures.email(user.user()), OrganizationFixtures.PASSWORD);
    return browser;
  }

  @Test
  void showsTheUserAndOpenSessionsWithoutTheirIds() {
    String body = here.get("/account").body();
    Document page = Jsoup.parse(body);

    assertThat(page.text()).contains(OrganizationFixtures.email(user.user()), user.displayName());
    assertThat(page.select("tbody tr")).hasSize(2);
    assertThat(page.select("tbody .status-badge")).hasSize(1);
    assertThat(body).doesNotContain(here.cookie("diction").orElseThrow());
  }

  @Test
  void signsOutEverywhere() {
    HttpResponse<String> out = here.submit("/account", "/account/sign-out-everywhere", Map.of());

    assertThat(out.headers().firstValue("Location").orElse("")).endsWith("/sign-in?signed-out");
    assertThat(here.get("/account").statusCode()).isEqualTo(302);
    assertThat(elsewhere.get("/account").statusCode()).isEqualTo(302);
  }

  @Test
  void changesThePasswordAndEndsTheOtherSessions() {
    HttpResponse<String> changed = change(OrganizationFixtures.PASSWORD, NEW_PASSWORD);

    assertThat(changed.statusCode()).isEqualTo(303);
    assertThat(here.get("/account").statusCode()).isEqualTo(200);
    assertThat(elsewhere.get("/account").statusCode()).isEqualTo(302);
    assertThat(
            new HttpBrowser(port)
                .signIn(OrganizationFixtures.email(user.user()), NEW_PASSWORD)
                .statusCode())
        .isEqualTo(302);
  }

  @Test
  void refusesAWrongCurrentPasswordAndLocksGuessing() {
    HttpResponse<String> refused = change("wrong", NEW_PASSWORD);
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(Jsoup.parse(refused.body()).select("#currentPassword-error").text())
        .contains("current password");
    for (int i = 0; i < 4; i++) {
      change("wrong", NEW_PASSWORD);
    }

    assertThat(change(OrganizationFixtures.PASSWORD, NEW_PASSWORD).statusCode()).isEqualTo(429);
    assertThat(elsewhere.get("/account").statusCode()).isEqualTo(200);
  }

  @Test
  void refusesAPasswordThatIsTooShortOrLongerThanBcryptReads() {
    for (String bad : new String[] {"eleven char", "\u00e9".repeat(37)}) {
      HttpResponse<String> refused = change(OrganizationFixtures.PASSWORD, bad);

      assertThat(refused.statusCode()).isEqualTo(422);
      assertThat(Jsoup.parse(refused.body()).select("#newPassword-error").text())
          .contains("At least 12 characters");
    }
  }

  private HttpResponse<String> change(String current, String next) {
    return here.submit(
        "/account", "/account/password", Map.of("currentPassword", current, "newPassword", next));
  }
}
