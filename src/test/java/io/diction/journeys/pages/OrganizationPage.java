package io.diction.journeys.pages;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/** The pages of the own organization. */
public final class OrganizationPage {
  private final Page page;

  private OrganizationPage(Page page) {
    this.page = page;
  }

  public static OrganizationPage open(Page page) {
    page.navigate("/organization");
    return new OrganizationPage(page);
  }

  /** Makes a link for somebody new; it is shown in {@link #secret()}. */
  public OrganizationPage invite(String email, String name) {
    click(AriaRole.LINK, "Invite user");
    page.getByLabel("E-mail address", new Page.GetByLabelOptions().setExact(true)).fill(email);
    page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill(name);
    click(AriaRole.BUTTON, "Make the link");
    return this;
  }

  /** Makes an API key; it is shown in {@link #secret()}. */
  public OrganizationPage makeKey(String name) {
    click(AriaRole.LINK, "API keys");
    click(AriaRole.LINK, "New API key");
    page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill(name);
    click(AriaRole.BUTTON, "Make the key");
    return this;
  }

  public OrganizationPage done() {
    click(AriaRole.LINK, "Done");
    return this;
  }

  public OrganizationPage deactivate(String name) {
    click(AriaRole.BUTTON, "Actions for " + name);
    click(AriaRole.LINK, "Deactivate user");
    click(AriaRole.BUTTON, "Deactivate");
    return this;
  }

  public Locator row(String text) {
    return page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText(text));
  }

  public Locator secret() {
    return page.locator("#revealed");
  }

  public Locator main() {
    return page.getByRole(AriaRole.MAIN);
  }

  public Locator notice() {
    return page.locator("#toasts");
  }

  private void click(AriaRole role, String name) {
    page.getByRole(role, new Page.GetByRoleOptions().setName(name).setExact(true)).first().click();
  }
}
