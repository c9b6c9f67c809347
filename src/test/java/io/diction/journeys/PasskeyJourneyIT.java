package io.diction.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import io.diction.account.PasskeyFixtures;
import io.diction.custommodel.CustomModelFixtures;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.OrganizationFixtures;
import io.diction.testing.Complaints;
import io.diction.testing.InBrowser;
import io.diction.testing.PortalTest;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** With a key that Chromium only pretends to have, but whose answers are real. */
@PortalTest
@InBrowser
@Import({OrganizationFixtures.class, CustomModelFixtures.class})
class PasskeyJourneyIT {
  @Autowired private OrganizationFixtures people;
  @Autowired private JdbcClient jdbc;
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
    signIn(user);
    page.getByLabel("Name of the new passkey").fill("My laptop");
    button("Add a passkey").click();
    assertThat(page.locator(".item")).containsText("My laptop");

    page.locator(".item summary").click();
    page.getByLabel("Name of My laptop").fill("Desk");
    button("Save").click();
    assertThat(page.locator(".item")).containsText("Desk");

    signOut();
    page.navigate("/sign-in?then=/account/security");
    button("Use a passkey").click();
    page.waitForURL("**/account/security");
    assertThat(page.locator(".item")).containsText("Desk");

    page.getByRole(AriaRole.LINK, new GetByRoleOptions().setName("Remove Desk")).click();
    page.getByLabel("Password").fill(OrganizationFixtures.PASSWORD);
    button("Remove").click();
    assertThat(page.locator(".item")).hasCount(0);

    signOut();
    button("Use a passkey").click();
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("does not belong to a user");
  }

  @Test
  void thePasswordIsNotEnoughWhereAPasskeyIsAskedForAfterIt() {
    SignedIn user = people.user(Role.USER);
    signIn(user);
    button("Add a passkey").click();
    button("Switch on").click();
    assertThat(page.locator("#codes li")).hasCount(10);
    String code = page.locator("#codes li").first().textContent().strip();
    page.getByRole(AriaRole.LINK, new GetByRoleOptions().setName("I have kept them")).click();
    assertThat(page.locator("section[aria-labelledby=step-title] .status-badge")).hasText("On");

    signOut();
    signIn(user);
    assertThat(page.getByRole(AriaRole.HEADING).first()).hasText("Second step");
    assertThat(page.getByLabel("Recovery code")).isVisible();
    assertThat(page.locator("[data-passkey-none]")).hasCount(0);
    button("Use a passkey").click();
    page.waitForURL("**/account/security");

    page.getByRole(AriaRole.LINK, new GetByRoleOptions().setName(Pattern.compile("^Remove ")))
        .click();
    page.getByLabel("Password").fill(OrganizationFixtures.PASSWORD);
    button("Remove").click();
    assertThat(page.locator("[data-toast]")).containsText("This is your last passkey");

    signOut();
    signIn(user);
    page.getByLabel("Recovery code").fill(code);
    button("Sign in").click();
    page.waitForURL("**/account/security");
  }

  @Test
  void tooManyPasskeysAreRefusedInTheirOwnWords(Complaints complaints) {
    complaints.expect("status of 409");
    SignedIn user = people.user(Role.USER);
    signIn(user);
    page.route(
        "**/account/passkeys/options",
        route -> {
          for (int i = 0; i < 20; i++) {
            PasskeyFixtures.add(user, jdbc);
          }
          route.resume();
        });
    button("Add a passkey").click();
    assertThat(page.locator("#passkey-form [role=alert]"))
        .hasText("You have 20 passkeys; remove one first.");
  }

  private void signIn(SignedIn user) {
    page.navigate("/sign-in?then=/account/security");
    page.getByLabel("E-mail address").fill(OrganizationFixtures.email(user.user()));
    page.getByLabel("Password").fill(OrganizationFixtures.PASSWORD);
    button("Sign in").click();
  }

  private void signOut() {
    button(Pattern.compile("^Account of")).click();
    button("Sign out").click();
  }

  private Locator button(String name) {
    return page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName(name).setExact(true));
  }

  private Locator button(Pattern name) {
    return page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName(name));
  }
}
