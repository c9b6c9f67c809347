package io.diction.organization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import io.diction.identity.OrganizationId;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.Organization.Limits;
import io.diction.testing.PortalTest;
import java.util.List;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@PortalTest
@Import(OrganizationFixtures.class)
class AdministrationTest {
  @Autowired private MockMvcTester web;
  @Autowired private OrganizationFixtures fixtures;
  @Autowired private Credits credits;
  @Autowired private JdbcClient jdbc;

  @ParameterizedTest
  @CsvSource({
    "/organization, USER, 403",
    "/organization, ORGADMIN, 200",
    "/organization, RESELLER, 200",
    "/organization, SYSOP, 200",
    "/reseller, USER, 403",
    "/reseller, ORGADMIN, 403",
    "/reseller, RESELLER, 200",
    "/reseller, SYSOP, 200",
    "/administration, USER, 403",
    "/administration, ORGADMIN, 403",
    "/administration, RESELLER, 403",
    "/administration, SYSOP, 200"
  })
  void opensToTheRolesThatMay(String page, Role role, int status) {
    assertThat(open(page, fixtures.user(role))).hasStatus(status);
  }

  @Test
  void showsTheUsersOfTheOwnOrganizationAlone() {
    SignedIn admin = fixtures.user(Role.ORGADMIN);
    SignedIn user = fixtures.user(admin.organization(), Role.USER);
    fixtures.user(Role.USER);

    assertThat(rows(open("/organization", admin)))
        .containsExactlyInAnyOrder(admin.displayName(), user.displayName());
  }

  @Test
  void showsAResellersOwnCustomersAlone() {
    SignedIn reseller = fixtures.user(Role.RESELLER);
    OrganizationId customer = fixtures.organization(reseller.organization(), Limits.NONE);
    fixtures.organization(fixtures.organization(), Limits.NONE);

    assertThat(rows(open("/reseller", reseller))).containsExactly("Organization " + customer);
  }

  @Test
  void addsCreditsForASysopAndWritesItDown() {
    SignedIn sysop = fixtures.user(Role.SYSOP);
    OrganizationId organization = fixtures.organization();

    assertThat(addCredits(sysop, organization, "3")).hasStatus(303);

    assertThat(credits.balance(organization)).isEqualTo(3);
    assertThat(
            jdbc.sql(
                    "select count(*) from audit_entry where action = 'credits.grant' and object_id = :id")
                .param("id", organization.value())
                .query(Integer.class)
                .single())
        .isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "ORGADMIN, 3, 403",
    "RESELLER, 3, 403",
    "SYSOP, 0, 422",
    "SYSOP, -5, 422",
    "SYSOP, x, 400"
  })
  void refusesCreditsOtherwise(Role role, String amount, int status) {
    OrganizationId organization = fixtures.organization();

    assertThat(addCredits(fixtures.user(role), organization, amount)).hasStatus(status);

    assertThat(credits.balance(organization)).isZero();
  }

  private MvcTestResult open(String page, SignedIn user) {
    return web.get().uri(page).with(OrganizationFixtures.as(user)).exchange();
  }

  private MvcTestResult addCredits(SignedIn user, OrganizationId organization, String amount) {
    return web.post()
        .uri("/administration/{id}/credits", organization)
        .param("amount", amount)
        .with(csrf())
        .with(OrganizationFixtures.as(user))
        .exchange();
  }

  private static List<String> rows(MvcTestResult page) {
    try {
      return Jsoup.parse(page.getResponse().getContentAsString()).select("tbody th").eachText();
    } catch (java.io.UnsupportedEncodingException e) {
      throw new IllegalStateException(e);
    }
  }
}
