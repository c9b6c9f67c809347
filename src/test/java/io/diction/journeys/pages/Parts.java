package io.diction.journeys.pages;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/** Finds what is on any page by what people call it. */
public final class Parts {
  private Parts() {}

  public static Locator in(Locator part, AriaRole role, String name) {
    return part.getByRole(role, new Locator.GetByRoleOptions().setName(name).setExact(true));
  }

  /** The first in the page's main part. */
  public static Locator main(Page page, AriaRole role, String name) {
    return in(page.getByRole(AriaRole.MAIN), role, name).first();
  }

  public static Locator dialog(Page page) {
    return page.locator("dialog[open]");
  }
}
