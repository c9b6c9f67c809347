package io.diction.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import io.diction.custommodel.CustomModelFixtures;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.OrganizationFixtures;
import io.diction.testing.InBrowser;
import io.diction.testing.PortalTest;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

/** With a key that Chromium only pretends to have, but whose answers are real. */
@PortalTest
@InBrowser
@Import({OrganizationFixtures.class, CustomModelFixtures.class})
class PasskeyJourneyIT {
  @Autowired private OrganizationFixtures people;
  private Page page;

  @BeforeEach
  void plugAKeyIn(Page browserPage, BrowserContext context) {
    page = browserPage;
    CDPSession devices = context.newCDPSession(page);
    devices.send("WebAuthn.enable");
    JsonObject key = new JsonObject();
    key.addProperty("protocol", "ctap2");
    key.addProperty("transport", "internal");
    key.addProperty("hasResidentKey", true);
    key.addProperty("hasUserVerification", true);
    key.addProperty("isUserVerified", true);
    key.addProperty("automaticPresenceSimulation", true);
    JsonObject options = new JsonObject();
    options.add("options", key);
    devices.send("WebAuthn.addVirtualAuthenticator", options);
  }

  @Test
  void aPasskeyIsAddedNamedUsedAndRemoved() {
    SignedIn user = people.user(Role.USER);
    page.navigate("/sign-in?then=/account/security");
    page.getByLabel("E-mail address").fill(OrganizationFixtures.email(user.user()));
    page.getByLabel("Password").fill(OrganizationFixtures.PASSWORD);
    button("Sign in").click();
    page.getByLabel("Name of the new passkey").fill("My laptop");
    button("Add a passkey").click();
    assertThat(page.locator(".item")).containsText("My laptop");

    page.locator(".item summary").click();
    page.getByLabel("Name of My laptop").fill("Desk");
    button("Save").click();
    assertThat(page.locator(".item")).containsText("Desk");

    button(Pattern.compile("^Account of")).click();
    button("Sign out").click();
    page.navigate("/sign-in?then=/account/security");
    button("Use a passkey").click();
    page.waitForURL("**/account/security");
    assertThat(page.locator(".item")).containsText("Desk");

    page.getByRole(AriaRole.LINK, new GetByRoleOptions().setName("Remove Desk")).click();
    page.getByLabel("Password").fill(OrganizationFixtures.PASSWORD);
    button("Remove").click();
    assertThat(page.locator(".item")).hasCount(0);

    button(Pattern.compile("^Account of")).click();
    button("Sign out").click();
    button("Use a passkey").click();
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("does not belong to a user");
  }

  private Locator button(String name) {
    return page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName(name).setExact(true));
  }

  private Locator button(Pattern name) {
    return page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName(name));
  }
}
