package io.diction.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diction.account.factor.OwnPasskeys;
import io.diction.account.factor.SecondFactor;
import io.diction.audit.AuditEntry;
import io.diction.audit.AuditLog;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.OrganizationFixtures;
import io.diction.organization.member.Invitations;
import io.diction.organization.member.Users;
import io.diction.testing.HttpBrowser;
import io.diction.testing.PortalTest;
import io.diction.web.Refusal;
import java.net.http.HttpResponse;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What browsers do with a passkey is the matter of {@code PasskeyJourneyIT}. */
@PortalTest
@Import(OrganizationFixtures.class)
class PasskeyStepTest {
  @LocalServerPort private int port;
  @Autowired private OrganizationFixtures fixtures;
  @Autowired private SecondFactor secondFactor;
  @Autowired private OwnPasskeys passkeys;
  @Autowired private FactorReset reset;
  @Autowired private Invitations invitations;
  @Autowired private Users users;
  @Autowired private AuditLog log;
  @Autowired private JdbcClient jdbc;

  private SignedIn user;
  private HttpBrowser browser;

  @BeforeEach
  void makeAUser() {
    jdbc.sql("delete from sign_in_attempt").update();
    user = fixtures.user(Role.USER);
    browser = new HttpBrowser(port);
  }

  @Test
  void outlastsANewPasswordWithItsPasskeys() {
    addPasskey();
    List<String> codes = askForPasskey();
    SignedIn admin = fixtures.user(user.organization(), Role.ORGADMIN);
    String link = "/welcome/" + invitations.resetPassword(admin, user.user().value());
    String password = "a few good words";

    browser.submit(
        link, link, Map.of("displayName", "U", "password", password, "repeated", password));

    assertThat(passkeys.isAny(user.user())).isTrue();
    assertThat(Jsoup.parse(browser.get("/sign-in/code").body()).select("#passkey-form"))
        .as("the user is not kept out")
        .hasSize(1);
    assertThat(enter(codes.get(0)).statusCode()).isEqualTo(303);
  }

  @Test
  void isAskedForAfterThePasswordWithRecoveryCodesInItsPlace() {
    String passkey = addPasskey();
    List<String> codes = askForPasskey();
    assertThat(codes).hasSize(10);

    assertThat(signIn()).endsWith("/sign-in/code");
    Document page = Jsoup.parse(browser.get("/sign-in/code").body());

    assertThat(page.select("#passkey-form").attr("action")).isEqualTo("/sign-in/code/passkey");
    assertThat(page.select("[data-passkey-none]").text()).contains("JavaScript");
    assertThat(page.select("label[for=code]").text()).isEqualTo("Recovery code");
    assertThat(browser.post("/sign-in/code/passkey/options", Map.of()).body())
        .contains(passkey, "\"challenge\"");
    assertThat(browser.get("/account").statusCode()).as("nothing else").isEqualTo(302);

    HttpResponse<String> refused =
        browser.post("/sign-in/code/passkey", Map.of("credential", "{}", "then", "/account"));
    assertThat(location(refused)).endsWith("/sign-in/code?then=%2Faccount&passkey-refused");
    assertThat(Jsoup.parse(browser.get(location(refused)).body()).select("[role=alert]").text())
        .contains("not yours");

    assertThat(enter(codes.get(0)).statusCode()).isEqualTo(303);
    assertThat(browser.get("/account/security").body()).contains("9 unused recovery codes");
    assertThat(actions())
        .containsSubsequence(
            "user.sign-in",
            "user.use-recovery-code",
            "user.second-step-refused",
            "user.passkey-step-on");
    assertThat(log.about(user, user.user().value(), 0, 1).get(0).detail())
        .endsWith(" PASSWORD,RECOVERY_CODE");
  }

  @Test
  void standsBesideAnAppAndStaysWhenThatIsSwitchedOff() {
    addApp();
    addPasskey();
    assertThat(askForPasskey()).as("there are some already").isEmpty();
    List<String> codes = secondFactor.renewRecoveryCodes(signedIn());

    signIn();
    Document both = Jsoup.parse(browser.get("/sign-in/code").body());
    assertThat(both.select("#passkey-form")).hasSize(1);
    assertThat(both.select("#code-hint").text()).contains("authenticator app");
    enter(codes.get(0));

    assertThat(confirm("/account/authenticator/off").statusCode()).isEqualTo(303);
    assertThat(secondFactor.recoveryCodesLeft(user.user())).isEqualTo(9);
    browser = new HttpBrowser(port);
    assertThat(signIn()).endsWith("/sign-in/code");
    assertThat(Jsoup.parse(browser.get("/sign-in/code").body()).select("#code-hint").text())
        .doesNotContain("app");
  }

  @Test
  void goesAndLeavesTheApp() {
    addApp();
    addPasskey();
    askForPasskey();

    secondFactor.switchOffPasskeyStep(signedIn());

    assertThat(signedIn().secondFactor()).isTrue();
    assertThat(signIn()).endsWith("/sign-in/code");
  }

  @Test
  void isSwitchedOffByThePasswordAlone() {
    addPasskey();
    List<String> codes = askForPasskey();
    signIn();
    enter(codes.get(0));

    HttpResponse<String> refused =
        browser.submit(
            "/account/passkeys/step/off", "/account/passkeys/step/off", Map.of("password", "no"));
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(actions()).contains("user.password-refused");
    assertThat(confirm("/account/passkeys/step/off").statusCode()).isEqualTo(303);

    assertThat(secondFactor.recoveryCodesLeft(user.user())).isZero();
    browser = new HttpBrowser(port);
    assertThat(signIn()).endsWith("/");
  }

  @Test
  void keepsTheLastPasskey() {
    String first = addPasskey();
    String second = addPasskey();
    List<String> codes = askForPasskey();
    passkeys.remove(signedIn(), first);

    assertThatThrownBy(() -> passkeys.remove(signedIn(), second))
        .isInstanceOf(Refusal.WrongState.class);

    signIn();
    enter(codes.get(0));
    browser.submit(
        "/account/passkeys/remove?id=" + second,
        "/account/passkeys/remove",
        Map.of("id", second, "password", OrganizationFixtures.PASSWORD));
    assertThat(browser.get("/account/security").body()).contains("This is your last passkey");
    assertThat(passkeys.of(user.user())).hasSize(1);
  }

  @Test
  void goesWithAResetByAnAdministrator() {
    addPasskey();
    askForPasskey();

    reset.reset(fixtures.user(Role.SYSOP), user.organization(), user.user());

    assertThat(signIn()).endsWith("/");
    assertThat(passkeys.of(user.user())).isEmpty();
    assertThat(secondFactor.asksForPasskey(user.user())).isFalse();
  }

  @Test
  void isNotAskedForBeforeOneWasShown() {
    signIn();
    browser.get("/account/security");
    assertThat(browser.post("/account/passkeys/step/options", Map.of()).statusCode())
        .as("without a passkey")
        .isEqualTo(404);
    addPasskey();
    assertThat(Jsoup.parse(browser.get("/account/security").body()).select("#passkey-step-form"))
        .hasSize(1);
    assertThat(browser.post("/account/passkeys/step/options", Map.of()).statusCode())
        .isEqualTo(200);
    browser.post("/account/passkeys/step", Map.of("credential", "{}"));
    assertThat(secondFactor.asksForPasskey(user.user())).isFalse();

    jdbc.sql("update spring_session set creation_time = creation_time - 660000").update();
    assertThat(browser.post("/account/passkeys/step/options", Map.of()).statusCode())
        .as("long after the password")
        .isEqualTo(403);
  }

  private SignedIn signedIn() {
    return users.findSignedIn(user.user()).orElseThrow();
  }

  private List<String> askForPasskey() {
    return secondFactor.askForPasskey(signedIn());
  }

  private String signIn() {
    return location(
        browser.signIn(OrganizationFixtures.email(user.user()), OrganizationFixtures.PASSWORD));
  }

  private HttpResponse<String> enter(String code) {
    return browser.submit("/sign-in/code", "/sign-in/code", Map.of("code", code));
  }

  private HttpResponse<String> confirm(String action) {
    return browser.submit(action, action, Map.of("password", OrganizationFixtures.PASSWORD));
  }

  private List<String> actions() {
    return log.about(user, user.user().value(), 0, 50).stream().map(AuditEntry::action).toList();
  }

  private void addApp() {
    jdbc.sql(
            """
            insert into authenticator_app (user_id, secret, last_step, confirmed_at)
            values (:user, :secret, 0, :now)
            """)
        .param("user", user.user().value())
        .param("secret", new byte[64])
        .param("now", OffsetDateTime.now(ZoneOffset.UTC))
        .update();
    user = fixtures.askForSecondFactor(user);
  }

  private String addPasskey() {
    return PasskeyFixtures.add(user, jdbc);
  }

  private static String location(HttpResponse<String> response) {
    return response.headers().firstValue("Location").orElse("");
  }
}
