package io.diction.journeys.pages;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.Locale;

/** The pages of one model: head, tabs, the dialogs that start from them. */
public final class ModelPage {
  private final Page page;

  ModelPage(Page page) {
    this.page = page;
  }

  public static ModelPage open(Page page, String id) {
    page.navigate("/custom-models/" + id);
    return new ModelPage(page);
  }

  public Locator main() {
    return page.getByRole(AriaRole.MAIN);
  }

  public ModelsPage showAll() {
    main()
        .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Custom models"))
        .click();
    return new ModelsPage(page);
  }

  /** From the address. */
  public String id() {
    return page.url().replaceAll(".*/custom-models/([^/?#]+).*", "$1");
  }

  public Locator statusHelp() {
    return page.locator("details[data-banner] .banner-body");
  }

  public ModelPage toggleStatus() {
    page.locator("details[data-banner] > summary").click();
    return this;
  }

  public Locator update() {
    return page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("Update"));
  }

  public Locator delete() {
    return main().getByText("Delete");
  }

  public ModelPage showDatasets() {
    return show("Datasets");
  }

  public ModelPage showTraining() {
    return show("Training");
  }

  private ModelPage show(String tab) {
    page.getByRole(AriaRole.NAVIGATION, new GetByRoleOptions().setName("Model"))
        .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(tab).setExact(true))
        .click();
    page.waitForURL("**/" + tab.toLowerCase(Locale.ROOT));
    return this;
  }

  public ModelPage upload(Path file) {
    showDatasets();
    page.getByRole(AriaRole.LINK, new GetByRoleOptions().setName("New Dataset")).first().click();
    Locator dialog = page.getByRole(AriaRole.DIALOG);
    dialog.locator("input[type=file]").setInputFiles(file);
    dialog
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Create").setExact(true))
        .click();
    return this;
  }

  public Locator dataset(String name) {
    return page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText(name));
  }

  public ModelPage train() {
    page.reload();
    page.getByRole(AriaRole.LINK, new GetByRoleOptions().setName("Train the Language")).click();
    page.getByRole(AriaRole.DIALOG)
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Train").setExact(true))
        .click();
    page.waitForURL("**/training");
    return this;
  }

  public Locator notice() {
    return page.getByRole(AriaRole.REGION, new GetByRoleOptions().setName("Notices"));
  }

  public Locator outcome() {
    return page.getByRole(AriaRole.HEADING, new GetByRoleOptions().setName("Training succeeded"));
  }

  /** One row of the table of word errors. */
  public Locator score(String model) {
    return page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText(model));
  }

  public ModelPage openLog() {
    page.getByText("Log", new Page.GetByTextOptions().setExact(true)).click();
    return this;
  }

  public Locator log() {
    return page.getByRole(AriaRole.LOG);
  }
}
