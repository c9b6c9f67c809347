package io.diction.journeys.pages;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;

/** The question before a model is deleted. */
public final class DeleteDialog {
  private final Page page;

  DeleteDialog(Page page) {
    this.page = page;
  }

  public Locator window() {
    return page.getByRole(
        AriaRole.ALERTDIALOG, new GetByRoleOptions().setName("Delete confirmation"));
  }

  public Locator confirmation() {
    return window()
        .getByRole(
            AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Delete").setExact(true));
  }

  public void confirm() {
    confirmation().click();
  }

  public void cancel() {
    window()
        .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Cancel").setExact(true))
        .click();
  }
}
