package io.diction.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.diction.custommodel.CustomModelFixtures;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.journeys.pages.SignInPage;
import io.diction.organization.OrganizationFixtures;
import io.diction.testing.Complaints;
import io.diction.testing.InBrowser;
import io.diction.testing.PortalTest;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Somebody is away for longer than a session lasts. */
@PortalTest
@InBrowser
@Import({OrganizationFixtures.class, CustomModelFixtures.class})
class SessionEndJourneyIT {
  @Autowired private OrganizationFixtures people;
  @Autowired private JdbcClient jdbc;

  @Test
  void warnsKeepsWhatWasTypedAndGoesOnAfterSigningInAgain(Page page, Complaints complaints) {
    SignedIn user = people.user(Role.ORGADMIN);
    String email = OrganizationFixtures.email(user.user());
    SignInPage.open(page).signIn(email, OrganizationFixtures.PASSWORD);
    shorten(user);
    page.navigate("/custom-models/new");
    Locator model = page.getByLabel("Name").first();
    model.fill("Cardiology");

    Locator warning = dialog(page, "Are you still there?");
    warning.waitFor();
    assertThat(warning.getByRole(AriaRole.TIMER)).containsText("0:0");
    warning.getByRole(AriaRole.BUTTON, named("Stay signed in")).click();
    assertThat(warning).isHidden();

    Locator ended = dialog(page, "Your session has ended");
    complaints.expect("401");
    ended.waitFor(new Locator.WaitForOptions().setTimeout(15_000));
    Page tab =
        page.waitForPopup(
            () ->
                ended
                    .getByRole(
                        AriaRole.LINK,
                        new Locator.GetByRoleOptions().setName("Sign in in a new tab"))
                    .click());
    tab.getByLabel("E-mail address").fill(email);
    tab.getByLabel("Password").fill(OrganizationFixtures.PASSWORD);
    tab.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in").setExact(true))
        .click();
    assertThat(tab.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
        .hasText("Signed in again");
    tab.close();

    assertThat(ended).isHidden();
    assertThat(model).hasValue("Cardiology");
  }

  @Test
  void fillsInAgainWhatWasTypedForWhoSignsInInTheSameTab(Page page, Complaints complaints) {
    SignedIn user = people.user(Role.ORGADMIN);
    String email = OrganizationFixtures.email(user.user());
    SignInPage.open(page).signIn(email, OrganizationFixtures.PASSWORD);
    shorten(user);
    page.navigate("/custom-models/new");
    page.getByLabel("Name").first().fill("Radiology");
    complaints.expect("401");
    Locator ended = dialog(page, "Your session has ended");
    ended.waitFor(new Locator.WaitForOptions().setTimeout(15_000));

    ended.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Sign in here")).click();
    page.getByLabel("E-mail address").fill(email);
    page.getByLabel("Password").fill(OrganizationFixtures.PASSWORD);
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in").setExact(true))
        .click();

    assertThat(page.getByLabel("Name").first()).hasValue("Radiology");
  }

  private void shorten(SignedIn user) {
    int changed =
        jdbc.sql(
                """
                update spring_session
                set max_inactive_interval = 6
                where principal_name = :user
                """)
            .param("user", user.user().toString())
            .update();
    Assertions.assertThat(changed).isEqualTo(1);
  }

  private static Locator dialog(Page page, String title) {
    return page.getByRole(AriaRole.ALERTDIALOG, new Page.GetByRoleOptions().setName(title));
  }

  private static Locator.GetByRoleOptions named(String name) {
    return new Locator.GetByRoleOptions().setName(name);
  }
}
