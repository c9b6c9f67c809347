package io.diction.account.signin;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.testing.HttpBrowser;
import io.diction.testing.PortalTest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

@PortalTest
@TestPropertySource(properties = "diction.account.set-up-token=token-of-the-log")
class SetUpTest {
  @LocalServerPort private int port;
  @Autowired private JdbcClient jdbc;
  private HttpBrowser browser;

  @BeforeEach
  void startAnew() {
    jdbc.sql("delete from app_user").update();
    jdbc.sql("delete from organization").update();
    jdbc.sql("delete from set_up").update();
    browser = new HttpBrowser(port);
  }

  @Test
  void leadsFromTheSignInPageToTheFirstUser() {
    assertThat(browser.get("/sign-in").headers().firstValue("Location").orElse(""))
        .endsWith("/set-up");
    assertThat(
            Jsoup.parse(browser.get("/set-up?token=token-of-the-log").body())
                .select("#token")
                .val())
        .isEqualTo("token-of-the-log");

    assertThat(setUp(Map.of()).statusCode()).isEqualTo(303);

    assertThat(browser.signIn("first@a.example", "a good password").statusCode()).isEqualTo(302);
    assertThat(browser.get("/account").body()).contains("System operator", "Our Operations");
  }

  @Test
  void isGoneOnceThereIsAUser() {
    setUp(Map.of());

    assertThat(browser.get("/set-up?token=token-of-the-log").statusCode()).isEqualTo(404);
    assertThat(browser.post("/set-up", form(Map.of("email", "second@a.example"))).statusCode())
        .isEqualTo(404);
  }

  @Test
  void refusesAWrongToken() {
    HttpResponse<String> refused = setUp(Map.of("token", "guessed"));

    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(Jsoup.parse(refused.body()).select("#token-error").text()).contains("not the token");
    assertThat(refused.body()).doesNotContain("token-of-the-log", "a good password");
  }

  @Test
  void refusesAnIncompleteForm() {
    HttpResponse<String> refused =
        setUp(Map.of("email", "nonsense", "password", "short", "organizationName", " "));

    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(Jsoup.parse(refused.body()).select(".field-error")).hasSize(3);
  }

  private HttpResponse<String> setUp(Map<String, String> changes) {
    return browser.submit("/set-up", "/set-up", form(changes));
  }

  private static Map<String, String> form(Map<String, String> changes) {
    Map<String, String> form =
        new HashMap<>(
            Map.of(
                "token", "token-of-the-log",
                "organizationName", "Our Operations",
                "displayName", "First Operator",
                "email", "first@a.example",
                "password", "a good password"));
    form.putAll(changes);
    return form;
  }
}
