package io.diction.journeys.pages;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/** The dialog that makes a custom model. */
public final class NewModelDialog {
  private final Locator dialog;

  NewModelDialog(Page page) {
    dialog = page.getByRole(AriaRole.DIALOG);
  }

  public Locator name() {
    return dialog.getByLabel("Name");
  }

  public Locator language() {
    return dialog.getByLabel("Language");
  }

  public Locator warning() {
    return dialog.getByRole(AriaRole.STATUS);
  }

  public Locator create() {
    return button("Create");
  }

  public Locator close() {
    return dialog
        .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Close").setExact(true))
        .last();
  }

  private Locator button(String name) {
    return dialog.getByRole(
        AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
  }
}
