package io.diction.journeys.pages;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;

/** The grid of custom models. */
public final class ModelsPage {
  private final Page page;

  ModelsPage(Page page) {
    this.page = page;
  }

  public ModelsPage createModel(String name, String language) {
    page.getByRole(AriaRole.LINK, new GetByRoleOptions().setName("New Custom Model"))
        .first()
        .click();
    Locator dialog = page.getByRole(AriaRole.DIALOG);
    dialog.getByLabel("Name").fill(name);
    dialog.getByLabel("Language").selectOption(language);
    dialog
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Create").setExact(true))
        .click();
    return this;
  }

  public Locator row(String name) {
    return page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText(name));
  }

  public Locator edit(String name) {
    return page.getByRole(AriaRole.LINK, exactly("Edit " + name));
  }

  public Locator delete(String name) {
    return page.getByRole(AriaRole.LINK, exactly("Delete " + name));
  }

  public DeleteDialog askToDelete(String name) {
    delete(name).click();
    return new DeleteDialog(page);
  }

  public Locator notice() {
    return page.getByRole(AriaRole.REGION, new GetByRoleOptions().setName("Notices"));
  }

  private static GetByRoleOptions exactly(String name) {
    return new GetByRoleOptions().setName(name).setExact(true);
  }

  public ModelPage openModel(String name) {
    row(name)
        .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(name).setExact(true))
        .first()
        .click();
    page.getByRole(AriaRole.HEADING, new GetByRoleOptions().setName(name)).waitFor();
    return new ModelPage(page);
  }
}
