package io.diction.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.api.ApiAnswer;
import io.diction.api.ApiClient;
import io.diction.api.ApiFixtures;
import io.diction.api.Signer;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.OrganizationFixtures;
import io.diction.organization.key.ApiKeys;
import io.diction.testing.HttpBrowser;
import io.diction.testing.PortalTest;
import io.diction.testing.SettableClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

@PortalTest
@Import({OrganizationFixtures.class, ApiFixtures.class})
class AccessTest {
  @Autowired private OrganizationFixtures people;
  @Autowired private ApiFixtures programs;
  @Autowired private ApiKeys keys;
  @Autowired private Signer signer;
  @Autowired private JdbcClient jdbc;
  @LocalServerPort private int port;

  private ApiAnswer locales(ApiClient program) {
    return program.get("/projects/locales");
  }

  private String token(String key) {
    ApiAnswer answer =
        ApiClient.withKey(port, key)
            .send("POST", "http://localhost:" + port + "/sts/v1.0/issueToken", null, Map.of())
            .expect(200);
    assertThat(answer.header("Content-Type")).startsWith("application/jwt");
    return answer.text();
  }

  @Test
  void takesAKeyAndATokenMadeOfIt() {
    String key = programs.key(Role.USER);

    assertThat(locales(ApiClient.withKey(port, key)).expect(200).text()).isEqualTo("[\"en-US\"]");
    locales(ApiClient.withToken(port, token(key))).expect(200);
  }

  @Test
  void refusesWhatOpensNothing() {
    String token = token(programs.key(Role.USER));

    for (ApiClient nobody :
        new ApiClient[] {
          ApiClient.stranger(port),
          ApiClient.withKey(port, "diction_nothing"),
          ApiClient.withKey(port, ""),
          ApiClient.withKey(port, "x".repeat(5000)),
          ApiClient.withToken(port, token + "x"),
          ApiClient.withToken(port, "a.b.c"),
          ApiClient.withToken(port, token.replace('.', '!')),
          ApiClient.withToken(port, "..")
        }) {
      locales(nobody).expect(401, "Unauthorized", "InvalidSubscription");
    }
  }

  @Test
  void knowsNoSessionOfThePages() {
    SignedIn user = people.user(Role.USER);
    HttpBrowser browser = new HttpBrowser(port);
    browser.signIn(OrganizationFixtures.email(user.user()), OrganizationFixtures.PASSWORD);

    assertThat(browser.get("/speechtotext/v3.2/projects").statusCode()).isEqualTo(401);
  }

  @Test
  void endsKeyAndTokensTogether() {
    SignedIn admin = people.user(Role.ORGADMIN);
    String key = programs.key(admin, Role.USER);
    String token = token(key);
    programs.revoke(admin, key);

    locales(ApiClient.withKey(port, key)).expect(401);
    locales(ApiClient.withToken(port, token)).expect(401);
  }

  @Test
  void keepsSuspendedOrganizationsOut() {
    SignedIn admin = people.user(Role.ORGADMIN);
    String key = programs.key(admin, Role.ORGADMIN);
    String token = token(key);
    people.suspend(admin.organization());

    locales(ApiClient.withKey(port, key)).expect(401);
    locales(ApiClient.withToken(port, token)).expect(401);
  }

  @Test
  void makesNoTokenOfAToken() {
    ApiClient bearer = ApiClient.withToken(port, token(programs.key(Role.USER)));
    for (String path : List.of("/sts/v1.0/issueToken", "/sts/v1.0/%69ssueToken")) {
      bearer.send("POST", "http://localhost:" + port + path, null, Map.of()).expect(401);
    }
  }

  @Test
  void endsTokensAfterTenMinutes() {
    SettableClock clock = new SettableClock();
    String key = programs.key(Role.USER);
    AccessTokens tokens = new AccessTokens(signer, keys, clock);
    String token = tokens.issue(keys.verify(key).orElseThrow().key());

    clock.advance(Duration.ofMinutes(10).minusSeconds(1));
    assertThat(tokens.verify(token)).isPresent();
    clock.advance(Duration.ofSeconds(1));
    assertThat(tokens.verify(token)).isEmpty();
  }

  @Test
  void namesTheKeyInTheAuditLog() {
    SignedIn admin = people.user(Role.ORGADMIN);
    ApiClient.withKey(port, programs.key(admin, Role.ORGADMIN))
        .post("/projects", "{\"displayName\": \"Cardiology\", \"locale\": \"en-US\"}")
        .expect(201);

    assertThat(
            jdbc.sql(
                    """
                    select actor_name from audit_entry
                    where organization_id = :organization and action = 'project.create'
                      and actor_id = :maker
                    """)
                .param("organization", admin.organization().value())
                .param("maker", admin.user().value())
                .query(String.class)
                .list())
        .containsExactly("API key Import");
  }

  @Test
  void letsAHundredRequestsThroughInTenSeconds() {
    ApiClient program = ApiClient.withKey(port, programs.key(Role.USER));
    for (int i = 0; i < 100; i++) {
      locales(program).expect(200);
    }

    ApiAnswer refused = locales(program).expect(429, "TooManyRequests", "QuotaViolation");
    assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 10);
    locales(ApiClient.withKey(port, programs.key(Role.USER))).expect(200);
  }
}
