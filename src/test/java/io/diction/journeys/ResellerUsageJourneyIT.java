package io.diction.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.diction.custommodel.CustomModelFixtures;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.Permission;
import io.diction.identity.OrganizationId;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.journeys.pages.SignInPage;
import io.diction.journeys.pages.UsagePage;
import io.diction.organization.Organization.Limits;
import io.diction.organization.OrganizationFixtures;
import io.diction.testing.InBrowser;
import io.diction.testing.PortalTest;
import io.diction.usage.UsageFixtures;
import java.nio.file.Files;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

/** A reseller looks at what its customers use, and takes the figures along. */
@PortalTest
@InBrowser
@Import({OrganizationFixtures.class, CustomModelFixtures.class, UsageFixtures.class})
class ResellerUsageJourneyIT {
  private static final OffsetDateTime THEN = OffsetDateTime.parse("2026-03-04T10:00:00Z");

  @Autowired private OrganizationFixtures people;
  @Autowired private CustomModelFixtures fixtures;
  @Autowired private UsageFixtures use;

  @Test
  void seesTotalsOfItsCustomersByDayAndExportsThem(Page page) throws Exception {
    SignedIn reseller = people.user(Role.RESELLER);
    OrganizationId organization = people.organization(reseller.organization(), Limits.NONE);
    SignedIn customer = people.user(organization, Role.USER);
    CustomModelId model = fixtures.trained(reseller, "Medical EN");
    fixtures.share(model, organization, Permission.USE);
    use.transcribed(model, customer, 90);
    use.transcribed(model, people.user(organization, Role.ORGADMIN), 30);
    use.transcribed(model, customer, 7, THEN);
    SignInPage.open(page)
        .signIn(OrganizationFixtures.email(reseller.user()), OrganizationFixtures.PASSWORD);

    UsagePage usage = UsagePage.openFromDashboard(page);
    assertThat(usage.row("By model", "Medical EN")).containsText("120.0");
    assertThat(usage.row("By organization", organization.toString())).containsText("120.0");
    assertThat(usage.chart()).isVisible();
    assertThat(usage.main()).not().containsText(customer.displayName());

    usage.show("2026-03-01", "2026-03-31");
    assertThat(page).hasURL(Pattern.compile(".*from=2026-03-01&to=2026-03-31"));
    assertThat(usage.row("By model", "Medical EN")).containsText("7.0");
    usage.openTable();
    assertThat(usage.main()).containsText("4 Mar 2026");

    String csv = Files.readString(usage.export().path());
    assertThat(csv)
        .contains("\"2026-03-04\"", "\"Medical EN\"", "\"7.000\"")
        .doesNotContain("\"90.000\"", customer.displayName());
  }
}
