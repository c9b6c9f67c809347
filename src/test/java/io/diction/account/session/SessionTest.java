package io.diction.account.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.OrganizationFixtures;
import io.diction.testing.HttpBrowser;
import io.diction.testing.PortalTest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** How long a session lasts. */
@PortalTest
@Import(OrganizationFixtures.class)
@TestPropertySource(properties = "spring.application.name=sign-in-test")
class SessionTest {
  private static final long HOUR_MS = 3_600_000;

  @LocalServerPort private int port;
  @Autowired private OrganizationFixtures fixtures;
  @Autowired private JdbcClient jdbc;
  private SignedIn user;
  private HttpBrowser browser;

  @BeforeEach
  void signInAndDoNothingForAnHour() {
    jdbc.sql("delete from sign_in_attempt").update();
    user = fixtures.user(Role.USER);
    browser = new HttpBrowser(port);
    browser.signIn(OrganizationFixtures.email(user.user()), OrganizationFixtures.PASSWORD);
    jdbc.sql("update spring_session set last_access_time = last_access_time - :hour")
        .param("hour", HOUR_MS)
        .update();
  }

  private static JsonNode json(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(200);
    return new ObjectMapper().readTree(answer.body());
  }

  @Test
  void isNotProlongedByWhatAPageAsksByItself() {
    for (String path : new String[] {"/signed-in", "/custom-models", "/"}) {
      assertThat(browser.get(path, "Diction-Background", "true").statusCode()).isEqualTo(200);
    }

    JsonNode state = json(browser.get("/signed-in", "Diction-Background", "true"));
    assertThat(state.get("user").asString()).isEqualTo(user.user().toString());
    assertThat(state.get("seconds").asInt()).isCloseTo(11 * 3600, within(60));
  }

  @Test
  void isProlongedByWhatAPersonAsks() {
    browser.get("/custom-models");

    JsonNode state = json(browser.get("/signed-in", "Diction-Background", "true"));
    assertThat(state.get("seconds").asInt()).isCloseTo(12 * 3600, within(60));
  }

  @Test
  void isProlongedByThePersonWhoSaysSo() {
    browser.get("/account", "Diction-Background", "true");

    assertThat(json(browser.post("/signed-in", Map.of())).get("seconds").asInt())
        .isEqualTo(12 * 3600);
    JsonNode state = json(browser.get("/signed-in", "Diction-Background", "true"));
    assertThat(state.get("seconds").asInt()).isCloseTo(12 * 3600, within(60));
  }

  @Test
  void leadsAFormThatCameTooLateBackToItsPage() {
    browser.get("/account");
    jdbc.sql("delete from spring_session").update();
    HttpResponse<String> late =
        browser.send(
            "POST", "/signed-in", new byte[0], Map.of("Referer", "http://localhost/account?a=b"));

    assertThat(late.statusCode()).isEqualTo(302);
    assertThat(late.headers().firstValue("Location").orElseThrow())
        .endsWith("/sign-in?ended&then=%2Faccount%3Fa%3Db");
  }
}
