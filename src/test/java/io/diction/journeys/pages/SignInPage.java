package io.diction.journeys.pages;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import io.diction.identity.SignedIn;
import io.diction.organization.OrganizationFixtures;

/** Where every visit begins. */
public final class SignInPage {
  private final Page page;

  private SignInPage(Page page) {
    this.page = page;
  }

  public static SignInPage open(Page page) {
    page.navigate("/sign-in?then=/custom-models");
    return new SignInPage(page);
  }

  /** Signs in on a browser where somebody else may have been, to whom the guide was shown. */
  public static ModelsPage signInAnew(Page page, SignedIn user) {
    page.context().clearCookies();
    SignInPage door = open(page);
    var unused = page.evaluate("() => localStorage.clear()");
    return door.signIn(OrganizationFixtures.email(user.user()), OrganizationFixtures.PASSWORD);
  }

  /** Signs in and comes to the custom models, whose guide greets a first visit. */
  public ModelsPage signIn(String email, String password) {
    page.getByLabel("E-mail address").fill(email);
    page.getByLabel("Password").fill(password);
    page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("Sign in").setExact(true))
        .click();
    page.waitForURL("**/custom-models");
    page.getByRole(AriaRole.LINK, new GetByRoleOptions().setName("Got it")).click();
    return new ModelsPage(page);
  }
}
