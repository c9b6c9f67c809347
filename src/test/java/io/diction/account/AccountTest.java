package io.diction.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.identity.Theme;
import io.diction.organization.OrganizationFixtures;
import io.diction.organization.member.Preferences;
import io.diction.organization.member.Profiles;
import io.diction.organization.member.Users;
import io.diction.testing.HttpBrowser;
import io.diction.testing.PortalTest;
import java.net.http.HttpResponse;
import java.time.ZoneId;
import java.util.Map;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
  @Autowired private Users users;
  @Autowired private Profiles profiles;
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
    Document page = Jsoup.parse(here.get("/account").body());
    String body = here.get("/account/sessions").body();
    Document sessions = Jsoup.parse(body);

    assertThat(page.select(".pairs").text()).contains(OrganizationFixtures.email(user.user()));
    assertThat(page.select("#displayName").val()).isEqualTo(user.displayName());
    assertThat(sessions.select(".items:not(#recent) > .item")).hasSize(2);
    assertThat(sessions.select("#recent .item").text()).contains("Signed in", "with the password");
    assertThat(sessions.select(".item").first().text()).contains("This session", "127.0.0.1");
    assertThat(sessions.select(".item .status-badge")).hasSize(1);
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
  void signsOutOneOtherSessionOrAllOfThem() {
    HttpBrowser third = signedIn();
    String action =
        Jsoup.parse(here.get("/account/sessions").body())
            .select(".item form")
            .first()
            .attr("action");

    assertThat(here.post(action, Map.of()).statusCode()).isEqualTo(303);
    assertThat(
            Stream.of(elsewhere, third)
                .map(browser -> browser.get("/account").statusCode())
                .toList())
        .containsExactlyInAnyOrder(200, 302);
    assertThat(here.post(action, Map.of()).statusCode()).isEqualTo(404);

    here.submit("/account/sessions", "/account/sessions/end-others", Map.of());
    assertThat(elsewhere.get("/account").statusCode()).isEqualTo(302);
    assertThat(third.get("/account").statusCode()).isEqualTo(302);
    assertThat(here.get("/account").statusCode()).isEqualTo(200);
  }

  @Test
  void endsNobodyElsesSession() {
    String action =
        Jsoup.parse(here.get("/account/sessions").body())
            .select(".item form")
            .first()
            .attr("action");
    SignedIn mallory = fixtures.user(Role.ORGADMIN);
    HttpBrowser attacker = new HttpBrowser(port);
    attacker.signIn(OrganizationFixtures.email(mallory.user()), OrganizationFixtures.PASSWORD);

    assertThat(attacker.submit("/account", action, Map.of()).statusCode()).isEqualTo(404);
    assertThat(elsewhere.get("/account").statusCode()).isEqualTo(200);
  }

  @Test
  void savesTheNameThatEverybodySees() {
    assertThat(
            here.submit("/account", "/account/profile", Map.of("displayName", " Uma L\u00f6w "))
                .statusCode())
        .isEqualTo(303);
    assertThat(Jsoup.parse(here.get("/account").body()).select(".menu-head").text())
        .contains("Uma L\u00f6w");

    HttpResponse<String> refused =
        here.submit("/account", "/account/profile", Map.of("displayName", " "));
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(Jsoup.parse(refused.body()).select("#displayName-error")).isNotEmpty();
  }

  @Test
  void savesLanguageZoneAndColoursAndShowsThemFromTheNextPageOn() {
    assertThat(prefer("nl", "Europe/Amsterdam", "DARK").statusCode()).isEqualTo(303);

    Document page = Jsoup.parse(here.get("/account").body());
    assertThat(page.select("html").attr("lang")).isEqualTo("nl");
    assertThat(page.select("html").attr("data-bs-theme")).isEqualTo("dark");
    assertThat(page.select("html").attr("data-user-theme")).isEqualTo("dark");
    assertThat(page.select("#zone").val()).isEqualTo("Europe/Amsterdam");
    assertThat(users.findSignedIn(user.user()).orElseThrow().zone())
        .isEqualTo(ZoneId.of("Europe/Amsterdam"));

    assertThat(prefer("", "", "SYSTEM").statusCode()).isEqualTo(303);
    page = Jsoup.parse(here.get("/account").body());
    assertThat(page.select("html").attr("lang")).isEqualTo("en");
    assertThat(page.select("html").hasAttr("data-bs-theme")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"xx,Europe/Berlin", "nl,Europe/Atlantis", "nl,+02:00", "nl,SystemV/EST5"})
  void refusesALanguageOrZoneThatIsNotOnOffer(String language, String zone) {
    HttpResponse<String> refused = prefer(language, zone, "LIGHT");

    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(profiles.preferences(user.user()))
        .isEqualTo(new Preferences(null, null, Theme.SYSTEM));
  }

  @Test
  void keepsTheThemeOfTheSwitchInTheMenu() {
    HttpResponse<String> kept = here.submit("/account", "/account/theme", Map.of("theme", "DARK"));

    assertThat(kept.statusCode()).isEqualTo(204);
    assertThat(profiles.preferences(user.user()).theme()).isEqualTo(Theme.DARK);
    assertThat(here.submit("/account", "/account/theme", Map.of("theme", "PINK")).statusCode())
        .isEqualTo(400);
  }

  private HttpResponse<String> prefer(String language, String zone, String theme) {
    return here.submit(
        "/account",
        "/account/preferences",
        Map.of("language", language, "zone", zone, "theme", theme));
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
          .contains("too short or too long");
    }
  }

  private HttpResponse<String> change(String current, String next) {
    return here.submit(
        "/account/security",
        "/account/password",
        Map.of("currentPassword", current, "newPassword", next));
  }
}
