package io.diction.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.OrganizationFixtures;
import io.diction.organization.member.Invitations;
import io.diction.organization.member.InviteForm;
import io.diction.testing.HttpBrowser;
import io.diction.testing.PortalTest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
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
class WelcomeTest {
  private static final String PASSWORD = "a few good words";

  @LocalServerPort private int port;
  @Autowired private OrganizationFixtures fixtures;
  @Autowired private Invitations invitations;
  @Autowired private JdbcClient jdbc;

  private SignedIn admin;
  private HttpBrowser browser;

  @BeforeEach
  void haveAnAdministrator() {
    jdbc.sql("delete from sign_in_attempt").update();
    admin = fixtures.user(Role.ORGADMIN);
    browser = new HttpBrowser(port);
  }

  @Test
  void letsAnInvitedPersonChooseNameAndPasswordAndIn() {
    String email = "new-" + admin.user() + "@test.example";
    String link = invite(email);

    HttpResponse<String> in = choose(link, "Nadia Brouwer", PASSWORD, PASSWORD);

    assertThat(in.statusCode()).isEqualTo(303);
    assertThat(Jsoup.parse(browser.get("/account").body()).text()).contains(email, "Nadia Brouwer");
    assertThat(new HttpBrowser(port).signIn(email, PASSWORD).statusCode()).isEqualTo(302);
  }

  @Test
  void letsAUserChooseANewPasswordAndEndsTheOldSessions() {
    SignedIn user = fixtures.user(admin.organization(), Role.USER);
    HttpBrowser old = new HttpBrowser(port);
    old.signIn(OrganizationFixtures.email(user.user()), OrganizationFixtures.PASSWORD);
    String link = "/welcome/" + invitations.resetPassword(admin, user.user().value());
    assertThat(Jsoup.parse(browser.get(link).body()).select("input[type=text]:not([hidden])"))
        .as("no name is asked for")
        .isEmpty();

    assertThat(choose(link, user.displayName(), PASSWORD, PASSWORD).statusCode()).isEqualTo(303);

    assertThat(browser.get("/account").statusCode()).isEqualTo(200);
    assertThat(old.get("/account").statusCode()).isEqualTo(302);
  }

  @Test
  void keepsTheNameAndSaysAtTheFieldWhatIsWrong() {
    String link = invite("typo-" + admin.user() + "@test.example");

    HttpResponse<String> refused = choose(link, "Nadia", PASSWORD, "something else");
    assertThat(refused.statusCode()).isEqualTo(422);
    Document page = Jsoup.parse(refused.body());
    assertThat(page.select("#repeated-error").text()).contains("not what stands above");
    assertThat(page.select("#displayName").val()).isEqualTo("Nadia");
    assertThat(refused.body()).doesNotContain(PASSWORD);
    assertThat(choose(link, "Nadia", "short", "short").statusCode()).isEqualTo(422);
    assertThat(choose(link, "Nadia", PASSWORD, PASSWORD).statusCode()).isEqualTo(303);
  }

  @Test
  void answersWrongUsedAndExpiredLinksAlike() {
    String used = invite("used-" + admin.user() + "@test.example");
    choose(used, "Nadia", PASSWORD, PASSWORD);
    String expired = invite("late-" + admin.user() + "@test.example");
    jdbc.sql("update invitation set expires_at = created_at where email like 'late-%'").update();
    HttpBrowser stranger = new HttpBrowser(port);

    String wrong = shown(stranger.get("/welcome/" + "x".repeat(43)));
    assertThat(wrong).contains("This link does not work");
    assertThat(shown(stranger.get(used))).isEqualTo(wrong);
    assertThat(shown(stranger.get(expired))).isEqualTo(wrong);
    assertThat(shown(stranger.get("/welcome/" + "y".repeat(500)))).isEqualTo(wrong);
    stranger.get("/sign-in");
    assertThat(
            shown(
                stranger.post(
                    expired,
                    Map.of("displayName", "N", "password", PASSWORD, "repeated", PASSWORD))))
        .isEqualTo(wrong);
  }

  @Test
  void makesOneUserOfAnAddressThatTwoOrganizationsInvited() throws Exception {
    String email = "twice-" + admin.user() + "@test.example";
    SignedIn other = fixtures.user(Role.ORGADMIN);
    List<String> links = List.of(invite(email), invite(other, email));
    CyclicBarrier start = new CyclicBarrier(links.size());
    ExecutorService pool = Executors.newFixedThreadPool(links.size());
    List<HttpResponse<String>> answers = new ArrayList<>();
    try {
      List<Future<HttpResponse<String>>> tries = new ArrayList<>();
      for (String link : links) {
        HttpBrowser somebody = new HttpBrowser(port);
        somebody.get(link);
        tries.add(
            pool.submit(
                () -> {
                  start.await();
                  return choose(somebody, link, "Nadia", PASSWORD, PASSWORD);
                }));
      }
      for (Future<HttpResponse<String>> one : tries) {
        answers.add(one.get(60, TimeUnit.SECONDS));
      }
    } finally {
      pool.shutdownNow();
    }

    assertThat(answers).extracting(HttpResponse::statusCode).containsExactlyInAnyOrder(303, 409);
    assertThat(answers)
        .filteredOn(answer -> answer.statusCode() == 409)
        .allSatisfy(
            answer ->
                assertThat(Jsoup.parse(answer.body()).select("main").text())
                    .contains("There is an account already", email));
    assertThat(links)
        .extracting(link -> new HttpBrowser(port).get(link).statusCode())
        .containsExactlyInAnyOrder(404, 409);
  }

  private String invite(String email) {
    return invite(admin, email);
  }

  private String invite(SignedIn admin, String email) {
    return "/welcome/"
        + invitations.invite(
            admin, admin.organization(), new InviteForm(email, "Somebody New", Role.USER));
  }

  private HttpResponse<String> choose(String link, String name, String password, String repeated) {
    return choose(browser, link, name, password, repeated);
  }

  private static HttpResponse<String> choose(
      HttpBrowser browser, String link, String name, String password, String repeated) {
    return browser.submit(
        link, link, Map.of("displayName", name, "password", password, "repeated", repeated));
  }

  private static String shown(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(404);
    return Jsoup.parse(answer.body()).select("main").text();
  }
}
