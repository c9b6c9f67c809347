package io.diction.journeys.pages;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.SelectOption;
import java.util.regex.Pattern;

/** The grid of custom models. */
public final class ModelsPage {
  private static final Pattern SHOWN = Pattern.compile("^\\d+–\\d+ of \\d+$");

  private final Page page;

  ModelsPage(Page page) {
    this.page = page;
  }

  /** Leads to the new model. */
  public ModelPage createModel(String name, String language) {
    NewModelDialog dialog = askForModel();
    dialog.name().fill(name);
    dialog.language().selectOption(language);
    dialog.create().click();
    page.getByRole(AriaRole.HEADING, new GetByRoleOptions().setName(name)).waitFor();
    return new ModelPage(page);
  }

  public NewModelDialog askForModel() {
    page.getByRole(AriaRole.LINK, new GetByRoleOptions().setName("New Custom Model"))
        .first()
        .click();
    return new NewModelDialog(page);
  }

  /** Of the part that scrolls, as a share of the window. */
  public double height() {
    return ((Number)
            page.evaluate(
                "document.querySelector('#models .grid-scroll').offsetHeight / innerHeight"))
        .doubleValue();
  }

  /** How well the bar is seen that runs above the rows while a request does. */
  public Object loading() {
    return page.evaluate("getComputedStyle(document.querySelector('#models'), '::after').opacity");
  }

  public ModelsPage scrollRows() {
    page.evaluate("document.querySelector('#models .grid-scroll').scrollIntoView()");
    page.evaluate("document.querySelector('#models .grid-scroll').scrollTop = 600");
    return this;
  }

  /** Behind the name in a row. */
  public Object colour(String name) {
    return row(name)
        .getByRole(AriaRole.ROWHEADER)
        .evaluate("cell => getComputedStyle(cell).backgroundColor");
  }

  /** The three dots of a narrow screen. */
  public ModelsPage openActions(String name) {
    page.getByRole(AriaRole.BUTTON, exactly("Actions for " + name)).click();
    return this;
  }

  public Locator action(String name) {
    return page.locator("[popover]:popover-open").getByRole(AriaRole.LINK, exactlyWithin(name));
  }

  public Locator row(String name) {
    return page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText(name));
  }

  public Locator link(String name) {
    return page.getByRole(AriaRole.ROWHEADER).getByRole(AriaRole.LINK, exactlyWithin(name));
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

  /** The models on this page of the grid, in order. */
  public Locator names() {
    return page.getByRole(AriaRole.TABLE).getByRole(AriaRole.ROWHEADER);
  }

  public Locator heading(String column) {
    return page.getByRole(AriaRole.COLUMNHEADER, exactly(column));
  }

  public ModelsPage sortBy(String column) {
    heading(column).getByRole(AriaRole.LINK).click();
    return this;
  }

  /** Which rows of how many are shown. */
  public Locator shown() {
    return page.getByText(SHOWN);
  }

  public Locator sizes() {
    return page.getByLabel("Rows per page");
  }

  public ModelsPage chooseSize(int rows) {
    sizes().selectOption(Integer.toString(rows));
    return this;
  }

  /** By a control of the pager, such as {@code Next} or {@code Page 3}. */
  public ModelsPage turnTo(String where) {
    pages().getByRole(AriaRole.LINK, exactlyWithin(where)).click();
    return this;
  }

  public Locator currentPage() {
    return pages().locator("[aria-current=page]");
  }

  /** Fills the popover; an empty name and the status {@code Any} filter nothing. */
  public ModelsPage filter(String name, String status) {
    page.getByRole(AriaRole.BUTTON, exactly("Filter")).click();
    page.getByLabel("Name contains").fill(name);
    page.getByLabel("Training Status").selectOption(new SelectOption().setLabel(status));
    page.getByRole(AriaRole.BUTTON, exactly("Apply")).click();
    return this;
  }

  public Locator chip(String filter, String value) {
    return page.getByRole(AriaRole.LINK, exactly("Remove filter " + filter + ": " + value));
  }

  public ModelsPage clearFilters() {
    page.getByRole(AriaRole.LINK, exactly("Clear filters")).first().click();
    return this;
  }

  private Locator pages() {
    return page.getByRole(AriaRole.NAVIGATION, exactly("Pages"));
  }

  private static GetByRoleOptions exactly(String name) {
    return new GetByRoleOptions().setName(name).setExact(true);
  }

  private static Locator.GetByRoleOptions exactlyWithin(String name) {
    return new Locator.GetByRoleOptions().setName(name).setExact(true);
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
