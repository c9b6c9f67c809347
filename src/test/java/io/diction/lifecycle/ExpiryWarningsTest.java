package io.diction.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.custommodel.CustomModelFixtures;
import io.diction.custommodel.CustomModelId;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.OrganizationFixtures;
import io.diction.testing.HttpBrowser;
import io.diction.testing.PortalTest;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

@PortalTest
@Import({OrganizationFixtures.class, CustomModelFixtures.class})
class ExpiryWarningsTest {
  @LocalServerPort private int port;
  @Autowired private OrganizationFixtures organizations;
  @Autowired private CustomModelFixtures models;
  @Autowired private ExpiryWarnings warnings;
  @Autowired private JdbcClient jdbc;
  @Autowired private Clock clock;

  private SignedIn owner;
  private CustomModelId model;

  @BeforeEach
  void train() {
    owner = organizations.user(Role.ORGADMIN);
    model = models.trained(owner, "Medical EN");
  }

  @Test
  void warnsThreeTimesAheadOfTheEnd() {
    endsIn(91);
    assertThat(warned()).isZero();

    endsIn(90);
    assertThat(warned()).isEqualTo(1);
    endsIn(31);
    assertThat(warned()).isEqualTo(1);

    endsIn(30);
    assertThat(warned()).isEqualTo(2);
    endsIn(8);
    assertThat(warned()).isEqualTo(2);

    endsIn(7);
    assertThat(warned()).isEqualTo(3);
    endsIn(1);
    assertThat(warned()).isEqualTo(3);
  }

  @Test
  void warnsOnceOfWhatEndsAtOnce() {
    endsIn(2);

    assertThat(warned()).isEqualTo(1);
    assertThat(warned()).isEqualTo(1);
  }

  @Test
  void warnsOfTheVersionInUseAlone() {
    endsIn(20);
    models.retrain(model, owner, CustomModelFixtures.BETTER);
    assertThat(warned()).isEqualTo(1);

    jdbc.sql("update model_version set expires_at = :at where model_id = :model and number = 2")
        .param("at", now().plusDays(5))
        .param("model", model.value())
        .update();
    assertThat(warned()).isEqualTo(1);
  }

  @Test
  void saysWhenAndWhereToTrainAnew() {
    endsIn(7);
    warnings.warn();
    HttpBrowser browser = new HttpBrowser(port);
    jdbc.sql("delete from sign_in_attempt").update();
    browser.signIn(OrganizationFixtures.email(owner.user()), OrganizationFixtures.PASSWORD);

    Element page = Jsoup.parse(browser.get("/notifications").body());

    assertThat(page.text()).contains("Version 1 of Medical EN recognises speech until");
    assertThat(page.select("a[href=/custom-models/" + model + "/versions]")).isNotEmpty();
  }

  private void endsIn(int days) {
    jdbc.sql("update model_version set expires_at = :at where model_id = :model")
        .param("at", now().plusDays(days))
        .param("model", model.value())
        .update();
  }

  /** How often the owner was told until now. */
  private long warned() {
    warnings.warn();
    return jdbc.sql(
            """
            select count(*) from notification
            where organization_id = :organization and kind = 'VERSION_ENDING'
            """)
        .param("organization", owner.organization().value())
        .query(Long.class)
        .single();
  }

  private OffsetDateTime now() {
    return OffsetDateTime.now(clock.withZone(ZoneOffset.UTC));
  }
}
