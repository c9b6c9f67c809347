package io.diction.journeys.pages;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;

/** One recording and what was recognised in it. */
public final class SessionPage {
  private static final Pattern A_FILE = Pattern.compile("\\(\\.[a-z]+\\)");

  private final Page page;

  SessionPage(Page page) {
    this.page = page;
  }

  public Locator transcript() {
    return page.getByRole(AriaRole.ARTICLE, new GetByRoleOptions().setName("Transcript"));
  }

  /** The words, each with the seconds from and to which it is spoken. */
  public Locator words() {
    return transcript().locator("[data-start][data-end]");
  }

  public SessionPage openExports() {
    page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("Export")).click();
    return this;
  }

  public Locator exports() {
    return page.getByRole(AriaRole.LINK, new GetByRoleOptions().setName(A_FILE));
  }
}
