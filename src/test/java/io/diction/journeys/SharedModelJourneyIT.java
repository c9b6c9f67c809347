package io.diction.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.diction.custommodel.CustomModelFixtures;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.Permission;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.journeys.pages.SignInPage;
import io.diction.organization.Organization.Limits;
import io.diction.organization.OrganizationFixtures;
import io.diction.testing.Complaints;
import io.diction.testing.InBrowser;
import io.diction.testing.PortalTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

/** What a customer does with a model that its reseller shares. */
@PortalTest
@InBrowser
@Import({OrganizationFixtures.class, CustomModelFixtures.class})
class SharedModelJourneyIT {
  @Autowired private OrganizationFixtures people;
  @Autowired private CustomModelFixtures models;

  private SignedIn reseller;
  private SignedIn admin;
  private CustomModelId model;

  @BeforeEach
  void share() {
    reseller = people.user(Role.RESELLER);
    admin = people.user(people.organization(reseller.organization(), Limits.NONE), Role.ORGADMIN);
    model = models.trained(reseller, "Medical EN");
    models.share(model, admin.organization(), Permission.USE);
  }

  private static void signIn(Page page, SignedIn user) {
    var unused =
        SignInPage.open(page)
            .signIn(OrganizationFixtures.email(user.user()), OrganizationFixtures.PASSWORD);
  }

  private void openSharing(Page page) {
    page.navigate("/custom-models");
    click(page, AriaRole.LINK, "Medical EN");
    click(page, AriaRole.LINK, "Sharing");
  }

  private static void click(Page page, AriaRole role, String name) {
    page.getByRole(AriaRole.MAIN)
        .getByRole(role, new Locator.GetByRoleOptions().setName(name))
        .first()
        .click();
  }

  @Test
  void putsItsOwnTermsOnTopOfIt(Page page, Complaints complaints) {
    complaints.expect("status of 422");
    signIn(page, admin);
    openSharing(page);
    click(page, AriaRole.LINK, "Own terms on top of this model");
    Locator terms = page.getByLabel("Terms, one a line");

    terms.fill("Zolvantix\n???");
    click(page, AriaRole.BUTTON, "Save terms");
    assertThat(page.locator("#own-terms-problems li")).hasCount(1);
    assertThat(page.locator("#own-terms-problems li")).containsText("Line 2:");
    assertThat(terms).hasValue("Zolvantix\n???");

    terms.fill("Zolvantix\nOyelaran = oh yeah la ran");
    click(page, AriaRole.BUTTON, "Save terms");
    assertThat(page.getByText("2 terms are used in sessions with Medical EN").first()).isVisible();
    click(page, AriaRole.LINK, "Own terms on top of this model");
    assertThat(terms).hasValue("Zolvantix\nOyelaran = oh yeah la ran");
  }

  @Test
  void isToldInTheDialogWhyAnUntrainedModelCannotBeADefault(Page page, Complaints complaints) {
    complaints.expect("status of 409");
    var untrained = models.model(reseller, "Legal EN");
    signIn(page, reseller);
    page.navigate("/reseller/customers/" + admin.organization() + "/models");
    click(page, AriaRole.LINK, "Assign Model");
    Locator dialog = page.getByRole(AriaRole.DIALOG);
    dialog.getByLabel("Model").selectOption(untrained.toString());
    dialog.getByLabel("Default", new Locator.GetByLabelOptions().setExact(true)).check();
    dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Assign")).click();

    assertThat(dialog.getByRole(AriaRole.ALERT)).isVisible();
    assertThat(dialog.getByLabel("Model")).hasValue(untrained.toString());
  }

  @Test
  void triesAndAcceptsAVersionThatItsOwnerOffers(Page page) {
    var offered = models.retrain(model, reseller, CustomModelFixtures.BETTER);
    models.accept(model, offered.id().value(), reseller);
    signIn(page, admin);
    openSharing(page);
    Locator newest = page.locator("#share-versions tbody tr").first();
    assertThat(newest).containsText("Offered by its owner");

    click(page, AriaRole.LINK, "Try it on your own recordings first");
    Locator dialog = page.getByRole(AriaRole.DIALOG);
    assertThat(dialog).containsText("Version 2");
    page.keyboard().press("Escape");
    assertThat(dialog).isHidden();

    page.locator("#accept-offered").click();
    Locator question = page.getByRole(AriaRole.ALERTDIALOG);
    assertThat(question).containsText("Use version 2");
    question.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Accept")).click();
    assertThat(newest).containsText("In use");
    assertThat(page.locator("#accept-offered")).hasCount(0);
    assertThat(page.locator("#roll-back-served")).hasText("Roll back to version 1");
    page.navigate("/");
    assertThat(page.locator("#session-model")).containsText("Medical EN (English)");
  }
}
