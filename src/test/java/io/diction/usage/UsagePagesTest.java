package io.diction.usage;

import static io.diction.organization.OrganizationFixtures.as;
import static org.assertj.core.api.Assertions.assertThat;

import io.diction.custommodel.CustomModelFixtures;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.CustomModels;
import io.diction.custommodel.Permission;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.Organization.Limits;
import io.diction.organization.OrganizationFixtures;
import io.diction.testing.PortalTest;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

@PortalTest
@Import({OrganizationFixtures.class, CustomModelFixtures.class, UsageFixtures.class})
class UsagePagesTest {
  @Autowired private MockMvcTester web;
  @Autowired private OrganizationFixtures people;
  @Autowired private CustomModelFixtures fixtures;
  @Autowired private CustomModels models;
  @Autowired private UsageFixtures use;

  private SignedIn reseller;
  private SignedIn customer;
  private SignedIn admin;
  private CustomModelId model;

  @BeforeEach
  void signIn() {
    reseller = people.user(Role.RESELLER);
    customer = people.user(people.organization(reseller.organization(), Limits.NONE), Role.USER);
    admin = people.user(customer.organization(), Role.ORGADMIN);
    model = fixtures.trained(reseller, "Shared Medical");
    fixtures.share(model, customer.organization(), Permission.USE);
    use.transcribed(model, customer, 90);
    use.transcribed(model, admin, 30);
  }

  private String get(SignedIn who, String path) {
    try {
      return web.get()
          .uri(path)
          .with(as(who))
          .exchange()
          .getResponse()
          .getContentAsString(StandardCharsets.UTF_8);
    } catch (UnsupportedEncodingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private Document page(SignedIn who, String path) {
    return Jsoup.parse(get(who, path));
  }

  @Test
  void showsAdministratorsTheirOwnOrganizationByModelAndUser() {
    Document page = page(admin, "/organization/usage");

    assertThat(page.select("h1").text()).isEqualTo("Usage");
    assertThat(page.select(".stats").text()).contains("Minutes transcribed 120.0", "Users 2");
    assertThat(page.select("#by-model tbody tr").text()).isEqualTo("Shared Medical 120.0 0.0 2 2");
    assertThat(page.select("#by-user tbody tr").eachText())
        .containsExactly(
            customer.displayName() + " 90.0 0.0 1", admin.displayName() + " 30.0 0.0 1");
    assertThat(page.select("#trend rect")).hasSize(30);
    assertThat(page.select("#trend table tbody tr").text()).endsWith("120.0 2");
    assertThat(page.select("#usage-zone").text()).contains("UTC");
  }

  @Test
  void saysWhereAListIsNotAllThereIs() {
    assertThat(page(admin, "/organization/usage").text()).doesNotContain("All are in the CSV");
    for (int i = 0; i < 99; i++) {
      use.transcribed(model, people.user(admin.organization(), Role.USER), 1);
    }

    Document page = page(admin, "/organization/usage");
    assertThat(page.select("#by-user tbody tr")).hasSize(100);
    assertThat(page.select("#by-user").text())
        .contains("The 100 with the most minutes. All are in the CSV export");
    assertThat(page.select("#by-model").text()).doesNotContain("All are in the CSV");
    assertThat(page.select(".stats").text()).contains("Minutes transcribed 219.0");
  }

  @Test
  void showsAResellerTotalsAndNobodysName() {
    Document page = page(reseller, "/reseller/usage");

    assertThat(page.select("#by-organization tbody tr").text())
        .isEqualTo("Organization " + customer.organization() + " 120.0 0.0 2 2");
    assertThat(page.select("#by-model tbody tr").text()).isEqualTo("Shared Medical 120.0 0.0 2 2");
    assertThat(page.select("#by-user")).isEmpty();
    assertThat(page.text()).doesNotContain(customer.displayName(), admin.displayName());
    assertThat(get(reseller, "/reseller/usage.csv"))
        .startsWith(
            "\"day\",\"organization\",\"model\",\"users\",\"sessions\",\"minutes_transcribed\"")
        .contains(
            "\"Shared Medical\",\"2\",\"2\",\"120.000\",\"0.000\",\"%s\",\"%s\",\"\""
                .formatted(customer.organization(), model))
        .doesNotContain(customer.displayName(), admin.displayName());
    assertThat(page(reseller, "/organization/usage").select(".stats").text())
        .contains("Minutes transcribed 0.0");
  }

  @Test
  void showsASysopEveryOrganization() {
    Document page = page(people.user(Role.SYSOP), "/administration/usage");

    assertThat(page.select("#by-organization").text()).contains(customer.organization().toString());
  }

  @Test
  void exportsTheDaysThatAreShown() {
    use.transcribed(model, customer, 7, OffsetDateTime.of(2026, 1, 5, 12, 0, 0, 0, ZoneOffset.UTC));

    assertThat(get(admin, "/organization/usage.csv?from=2026-01-05&to=2026-01-05"))
        .contains("\"2026-01-05\"", customer.displayName(), "\"7.000\"")
        .doesNotContain("\"90.000\"");
    assertThat(
            page(admin, "/organization/usage?from=2026-01-06&to=2026-01-07").select("main").text())
        .contains("Nothing was transcribed in these days");
    assertThat(page(admin, "/organization/usage?from=x&to=%00").select("#by-model")).hasSize(1);
  }

  @Test
  void keepsMinutesWhenTheModelGoes() {
    models.delete(model, reseller);

    assertThat(page(admin, "/organization/usage").select("#by-model").text())
        .contains("Medical EN (English) deleted 120.0");
    assertThat(page(reseller, "/reseller/usage").select("#by-model").text())
        .contains("Medical EN (English) deleted 120.0");
  }

  @Test
  void keepsFormulasOutOfSpreadsheets() {
    use.transcribed(fixtures.trained(admin, "=cmd()"), admin, 1);

    assertThat(get(admin, "/organization/usage.csv")).contains("\"'=cmd()\"");
  }
}
