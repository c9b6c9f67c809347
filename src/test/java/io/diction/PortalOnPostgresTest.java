package io.diction;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.testing.HttpBrowser;
import io.diction.testing.OnPostgres;
import io.diction.testing.PortalTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ActiveProfiles;

/** The whole portal with its example data on PostgreSQL: sessions, jobs, every page's queries. */
@PortalTest
@OnPostgres
@ActiveProfiles("demo")
class PortalOnPostgresTest {
  @LocalServerPort private int port;

  @ParameterizedTest
  @ValueSource(strings = {"/", "/account", "/organization", "/reseller", "/administration"})
  void opens(String page) {
    HttpBrowser browser = new HttpBrowser(port);
    browser.signIn("sysop@operations.example", "diction-demo");

    assertThat(browser.get(page).statusCode()).isEqualTo(200);
  }
}
