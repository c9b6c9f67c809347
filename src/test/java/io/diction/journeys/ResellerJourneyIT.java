package io.diction.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.diction.journeys.pages.Parts.dialog;
import static io.diction.journeys.pages.Parts.in;
import static io.diction.journeys.pages.Parts.main;
import static io.diction.journeys.pages.SignInPage.signInAnew;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.IsCheckedOptions;
import com.microsoft.playwright.options.AriaRole;
import io.diction.custommodel.CustomModelFixtures;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.Permission;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.Organization.Limits;
import io.diction.organization.OrganizationFixtures;
import io.diction.testing.Complaints;
import io.diction.testing.InBrowser;
import io.diction.testing.PortalTest;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

/** A reseller's day: makes a model, gives it to organizations, takes it back, puts it away. */
@PortalTest
@InBrowser
@Import({OrganizationFixtures.class, CustomModelFixtures.class})
class ResellerJourneyIT {
  @Autowired private OrganizationFixtures people;
  @Autowired private CustomModelFixtures models;

  private SignedIn reseller;

  @BeforeEach
  void comes() {
    reseller = people.user(Role.RESELLER);
  }

  @Test
  void aModelIsMadeOnTheDashboardPutAwayAndBroughtBack(Page page) {
    signInAnew(page, reseller);
    page.navigate("/reseller");
    main(page, AriaRole.LINK, "Custom Models").click();
    main(page, AriaRole.LINK, "Create Custom Model").click();
    Locator create = dialog(page);
    create.getByLabel("Model Name").fill("Medical EN-US");
    create.getByLabel("Description").fill("Words of the cardiology ward");
    create.getByLabel("Base Language").selectOption("en-US");
    create.getByLabel("Domain").first().selectOption("Medical");
    in(create, AriaRole.BUTTON, "Create Model").click();
    assertThat(page.locator("h1")).hasText("Medical EN-US");

    main(page, AriaRole.LINK, "Archive").click();
    in(dialog(page), AriaRole.BUTTON, "Archive").click();
    assertThat(page.locator("#archived")).isVisible();
    main(page, AriaRole.BUTTON, "Bring back").click();
    assertThat(page.getByText("The model is back").first()).isVisible();
    assertThat(page.locator("#archived")).hasCount(0);

    page.navigate("/reseller/models");
    assertThat(page.getByRole(AriaRole.MAIN)).containsText("Words of the cardiology ward");
  }

  @Test
  void aModelIsGivenToManyOrganizationsAtOnce(Page page, Complaints complaints) {
    complaints.expect("status of 422");
    SignedIn reseller = people.user(Role.RESELLER);
    for (int i = 0; i < 3; i++) {
      people.organization(reseller.organization(), Limits.NONE);
    }
    CustomModelId model = models.trained(reseller, "Radiology EN");
    signInAnew(page, reseller);
    page.navigate("/custom-models/" + model + "/sharing");
    main(page, AriaRole.LINK, "Manage Organizations").click();
    Locator all = main(page, AriaRole.CHECKBOX, "Select all shown");
    Locator organizations = page.locator("#organizations tbody input[type=checkbox]");
    assertThat(organizations).hasCount(3);

    organizations.first().check();
    assertThat(page.getByText("1 selected")).isVisible();
    assertThat(all).isChecked(new IsCheckedOptions().setIndeterminate(true));
    all.check();
    assertThat(page.getByText("3 selected")).isVisible();
    organizations.last().uncheck();
    assertThat(page.getByText("2 selected")).isVisible();
    main(page, AriaRole.RADIO, "Default").check();
    main(page, AriaRole.RADIO, "View Only").check();
    main(page, AriaRole.BUTTON, "Apply to Selected").click();
    assertThat(page.locator("#organizations").getByRole(AriaRole.ALERT)).isVisible();
    assertThat(page.getByText("2 selected")).isVisible();
    main(page, AriaRole.RADIO, "Contribute Training Data").check();
    main(page, AriaRole.BUTTON, "Apply to Selected").click();

    Locator holders = page.locator("#sharing tbody tr");
    assertThat(holders).hasCount(2);
    assertThat(holders.first()).containsText("Contribute Training Data");
    assertThat(holders.first()).containsText("Default");
  }

  @Test
  void accessThatIsToEndIsKeptAfterAllAndThenTakenAtOnce(Page page) {
    SignedIn customer =
        people.user(people.organization(reseller.organization(), Limits.NONE), Role.USER);
    CustomModelId model = models.trained(reseller, "Radiology EN");
    models.share(model, customer.organization(), Permission.USE);
    String sharing = "/custom-models/" + model + "/sharing";
    signInAnew(page, reseller);
    page.navigate(sharing);
    main(page, AriaRole.LINK, "Remove Access").click();
    in(dialog(page), AriaRole.RADIO, "After date").check();
    LocalDate last = LocalDate.now(ZoneOffset.UTC).plusDays(7);
    dialog(page).getByLabel("Last day").fill(last.toString());
    in(dialog(page), AriaRole.BUTTON, "Remove Access").click();
    main(page, AriaRole.BUTTON, "Cancel removal").click();
    assertThat(page.getByText("keeps its access").first()).isVisible();

    main(page, AriaRole.LINK, "Remove Access").click();
    in(dialog(page), AriaRole.RADIO, "Immediate").check();
    in(dialog(page), AriaRole.BUTTON, "Remove Access").click();
    assertThat(page.getByText("has no access any more").first()).isVisible();
    assertThat(page.locator("#sharing tbody tr")).hasCount(0);

    assertThat(signInAnew(page, customer).row("Radiology EN")).hasCount(0);
  }
}
