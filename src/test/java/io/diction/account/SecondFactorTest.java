package io.diction.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import io.diction.account.factor.SecondFactor;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.OrganizationFixtures;
import io.diction.testing.HttpBrowser;
import io.diction.testing.PortalTest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.codec.binary.Base32;
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
class SecondFactorTest {
  @LocalServerPort private int port;
  @Autowired private OrganizationFixtures fixtures;
  @Autowired private SecondFactor secondFactor;
  @Autowired private JdbcClient jdbc;

  private SignedIn user;
  private HttpBrowser here;
  private HttpBrowser elsewhere;
  private String key;

  @BeforeEach
  void signInTwice() {
    jdbc.sql("delete from sign_in_attempt").update();
    user = fixtures.user(Role.USER);
    here = new HttpBrowser(port);
    elsewhere = new HttpBrowser(port);
    signIn(here);
    signIn(elsewhere);
    key = Jsoup.parse(here.get("/account/authenticator").body()).select(".beside code").text();
  }

  @Test
  void isSetUpByACodeOfTheAppAndGivesTenRecoveryCodesOnce() {
    Document page = Jsoup.parse(here.get("/account/authenticator").body());
    assertThat(page.select(".qr path").attr("d")).startsWith("M4 4h1");
    assertThat(page.select("a[href^=otpauth]").attr("href"))
        .isEqualTo(
            "otpauth://totp/Diction:%s?secret=%s&issuer=Diction",
            email().replace("@", "%40"), key.replace(" ", ""));

    List<String> codes = setUp();

    assertThat(codes).hasSize(10).doesNotHaveDuplicates();
    assertThat(codes).allSatisfy(code -> assertThat(code).matches("([2-9a-z]{4}-){3}[2-9a-z]{4}"));
    assertThat(here.get("/account/security").body())
        .contains("10 unused recovery codes")
        .doesNotContain(codes.get(0));
    assertThat(elsewhere.get("/account").statusCode()).as("other sessions end").isEqualTo(302);
  }

  @Test
  void isNotSwitchedOnByAWrongCode() {
    HttpResponse<String> refused =
        here.submit("/account/authenticator", "/account/authenticator", Map.of("code", "000000x"));

    assertThat(refused.statusCode()).isEqualTo(422);
    Document page = Jsoup.parse(refused.body());
    assertThat(page.select("#code-error").text()).contains("not right");
    assertThat(page.select(".beside code").text()).as("the same key").isEqualTo(key);
    assertThat(location(signIn(new HttpBrowser(port)))).endsWith("/");
  }

  @Test
  void isSetUpInAnOldSessionForThePasswordAlone() {
    signedInLongAgo();

    for (String path : List.of("/account/authenticator", "/account/security")) {
      Document page = Jsoup.parse(here.get(path).body());
      assertThat(page.select(".qr, #passkey-form")).as(path).isEmpty();
    }
    assertThat(location(here.get("/account/authenticator")))
        .endsWith("/account/password-first?for=app");
    assertThat(location(here.post("/account/authenticator", Map.of("code", code(0)))))
        .endsWith("/account/authenticator");
    assertThat(here.post("/account/passkeys/options", Map.of()).statusCode()).isEqualTo(403);
    String question = "/account/password-first?for=app";
    assertThat(confirm(question, "wrong").statusCode()).isEqualTo(422);
    assertThat(here.get("/account/authenticator").statusCode()).isEqualTo(303);

    assertThat(location(confirm(question, OrganizationFixtures.PASSWORD)))
        .endsWith("/account/authenticator");
    assertThat(here.get("/account/authenticator").statusCode()).isEqualTo(200);
    assertThat(here.get("/account/security").body()).contains("id=\"passkey-form\"");
    assertThat(here.post("/account/passkeys/options", Map.of()).statusCode()).isEqualTo(200);
  }

  private void signedInLongAgo() {
    jdbc.sql("update spring_session set creation_time = creation_time - 660000").update();
  }

  @Test
  void givesEachSessionASecretOfItsOwn() {
    String other =
        Jsoup.parse(elsewhere.get("/account/authenticator").body()).select(".beside code").text();

    assertThat(other).isNotEqualTo(key);
    assertThat(
            here.submit("/account/security", "/account/authenticator", Map.of("code", code(0)))
                .statusCode())
        .as("the earlier secret is void")
        .isEqualTo(422);
  }

  @Test
  void isNoDefectOnceTheKeyIsAnotherOne() {
    List<String> codes = setUp();
    jdbc.sql("update authenticator_app set secret = :other where user_id = :id")
        .param("other", new byte[64])
        .param("id", user.user().value())
        .update();
    HttpBrowser browser = new HttpBrowser(port);
    signIn(browser);

    assertThat(enter(browser, code(1)).statusCode()).isEqualTo(401);
    assertThat(enter(browser, codes.get(0)).statusCode()).isEqualTo(303);
  }

  @Test
  void asksForACodeAfterThePasswordAndLetsNothingElseBeSeenBefore() {
    setUp();
    HttpBrowser browser = new HttpBrowser(port);
    browser.get("/sign-in");
    HttpResponse<String> half =
        browser.post(
            "/sign-in",
            Map.of(
                "email",
                email(),
                "password",
                OrganizationFixtures.PASSWORD,
                "then",
                "/account?tab=x"));
    assertThat(location(half)).endsWith("/sign-in/code?then=%2Faccount%3Ftab%3Dx");

    assertThat(location(browser.get("/custom-models")))
        .endsWith("/sign-in/code?then=%2Fcustom-models");
    HttpResponse<String> fragment = browser.get("/custom-models", "HX-Request", "true");
    assertThat(fragment.statusCode()).isEqualTo(401);
    assertThat(fragment.headers().firstValue("HX-Redirect").orElse("")).startsWith("/sign-in/code");
    assertThat(
            browser.submit("/sign-in/code", "/account/sign-out-everywhere", Map.of()).statusCode())
        .isEqualTo(302);
    assertThat(here.get("/account").statusCode()).as("nothing was done").isEqualTo(200);
    Document page = Jsoup.parse(browser.get("/sign-in/code?then=/account").body());
    assertThat(page.select(".avatar")).as("no stranger's menu").isEmpty();
    assertThat(
            Jsoup.parse(here.get("/account/sessions").body()).select(".items:not(#recent) > .item"))
        .hasSize(1);

    String before = browser.cookie("diction").orElseThrow();
    HttpResponse<String> whole =
        browser.post("/sign-in/code", Map.of("code", code(1), "then", "/account?tab=x"));

    assertThat(location(whole)).endsWith("/account?tab=x");
    assertThat(browser.cookie("diction")).isPresent().get().isNotEqualTo(before);
    assertThat(browser.get("/account").statusCode()).isEqualTo(200);
    assertThat(location(browser.get("/sign-in/code"))).as("nothing to do").endsWith("/");
  }

  @Test
  void takesNoCodeTwice() {
    setUp();
    String code = code(1);
    HttpBrowser first = new HttpBrowser(port);
    HttpBrowser second = new HttpBrowser(port);
    signIn(first);
    signIn(second);

    assertThat(enter(first, code).statusCode()).isEqualTo(303);
    HttpResponse<String> replay = enter(second, code);

    assertThat(replay.statusCode()).isEqualTo(401);
    assertThat(Jsoup.parse(replay.body()).select("[role=alert]").text()).contains("used already");
    assertThat(second.get("/account").statusCode()).isEqualTo(302);
  }

  @Test
  void takesEachRecoveryCodeOnceHoweverItIsTyped() {
    List<String> codes = setUp();
    HttpBrowser browser = new HttpBrowser(port);
    signIn(browser);
    String typed = codes.get(0).toUpperCase(Locale.ROOT).replace('-', ' ');

    assertThat(enter(browser, typed).statusCode()).isEqualTo(303);
    assertThat(secondFactor.recoveryCodesLeft(user.user())).isEqualTo(9);
    HttpBrowser again = new HttpBrowser(port);
    signIn(again);
    assertThat(enter(again, codes.get(0)).statusCode()).isEqualTo(401);
    assertThat(enter(again, codes.get(1)).statusCode()).isEqualTo(303);
  }

  @Test
  void makesGuessingWait() {
    setUp();
    HttpBrowser guesser = new HttpBrowser(port);
    signIn(guesser);
    for (int i = 0; i < 5; i++) {
      assertThat(enter(guesser, "wrong").statusCode()).isEqualTo(401);
    }
    HttpResponse<String> locked = enter(guesser, code(1));

    assertThat(locked.statusCode()).isEqualTo(429);
    assertThat(Jsoup.parse(locked.body()).select("[role=alert]").text()).contains("seconds");
  }

  @Test
  void isSwitchedOffByThePasswordAlone() {
    setUp();

    assertThat(confirm("/account/authenticator/off", "wrong").statusCode()).isEqualTo(422);
    assertThat(location(signIn(new HttpBrowser(port)))).contains("/sign-in/code");

    assertThat(confirm("/account/authenticator/off", OrganizationFixtures.PASSWORD).statusCode())
        .isEqualTo(303);
    assertThat(location(signIn(new HttpBrowser(port)))).endsWith("/");
    assertThat(
            jdbc.sql("select count(*) from recovery_code where user_id = :id")
                .param("id", user.user().value())
                .query(Integer.class)
                .single())
        .isZero();
  }

  @Test
  void replacesTheRecoveryCodesForThePassword() {
    List<String> old = setUp();

    Document page =
        Jsoup.parse(confirm("/account/recovery-codes", OrganizationFixtures.PASSWORD).body());

    assertThat(page.select(".codes code").eachText()).hasSize(10).doesNotContainAnyElementsOf(old);
    HttpBrowser browser = new HttpBrowser(port);
    signIn(browser);
    assertThat(enter(browser, old.get(0)).statusCode()).isEqualTo(401);
  }

  @Test
  void keepsTheSecretWhereTheDatabaseAloneDoesNotTellIt() {
    byte[] stored =
        jdbc.sql("select secret from authenticator_app where user_id = :id")
            .param("id", user.user().value())
            .query(byte[].class)
            .single();

    byte[] secret = new Base32().decode(key.replace(" ", ""));
    assertThat(secret).hasSize(20);
    assertThat(stored).hasSizeGreaterThan(secret.length).isNotEqualTo(secret);
    assertThat(new String(stored, StandardCharsets.ISO_8859_1))
        .doesNotContain(new String(secret, StandardCharsets.ISO_8859_1));
  }

  private List<String> setUp() {
    HttpResponse<String> shown =
        here.submit("/account/authenticator", "/account/authenticator", Map.of("code", code(0)));
    assertThat(shown.statusCode()).isEqualTo(200);
    return Jsoup.parse(shown.body()).select(".codes code").eachText();
  }

  private HttpResponse<String> confirm(String action, String password) {
    return here.submit(action, action, Map.of("password", password));
  }

  private static HttpResponse<String> enter(HttpBrowser browser, String code) {
    return browser.submit("/sign-in/code", "/sign-in/code", Map.of("code", code));
  }

  private HttpResponse<String> signIn(HttpBrowser browser) {
    return browser.signIn(email(), OrganizationFixtures.PASSWORD);
  }

  private String email() {
    return OrganizationFixtures.email(user.user());
  }

  /** What the app shows now, or as many steps later, which a portal takes if clocks differ. */
  private String code(int steps) {
    try {
      return new TimeBasedOneTimePasswordGenerator()
          .generateOneTimePasswordString(
              new SecretKeySpec(new Base32().decode(key.replace(" ", "")), "HmacSHA1"),
              Instant.now().plus(Duration.ofSeconds(30L * steps)));
    } catch (InvalidKeyException e) {
      throw new AssertionError(e);
    }
  }

  private static String location(HttpResponse<String> response) {
    return response.headers().firstValue("Location").orElse("");
  }
}
