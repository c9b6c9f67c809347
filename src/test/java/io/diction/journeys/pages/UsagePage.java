package io.diction.journeys.pages;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;

/** What is used within some days. */
public final class UsagePage {
  private final Page page;

  private UsagePage(Page page) {
    this.page = page;
  }

  /** Through the reseller's dashboard, as its people go. */
  public static UsagePage openFromDashboard(Page page) {
    page.navigate("/reseller");
    page.getByRole(AriaRole.NAVIGATION, new GetByRoleOptions().setName("Reseller Dashboard"))
        .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Usage"))
        .click();
    return new UsagePage(page);
  }

  public UsagePage show(String from, String to) {
    page.getByLabel("From").fill(from);
    page.getByLabel("To", new Page.GetByLabelOptions().setExact(true)).fill(to);
    page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("Show")).click();
    return this;
  }

  /** What a table says of a model or an organization. */
  public Locator row(String table, String name) {
    return page.getByRole(AriaRole.REGION, new GetByRoleOptions().setName(table))
        .getByRole(AriaRole.ROW)
        .filter(new Locator.FilterOptions().setHasText(name));
  }

  public Locator chart() {
    return page.getByRole(AriaRole.IMG, new GetByRoleOptions().setName("Minutes transcribed each"));
  }

  public UsagePage openTable() {
    page.getByText("As a table").click();
    return this;
  }

  public Locator main() {
    return page.getByRole(AriaRole.MAIN);
  }

  public Download export() {
    return page.waitForDownload(
        () -> page.getByRole(AriaRole.LINK, new GetByRoleOptions().setName("Export CSV")).click());
  }
}
