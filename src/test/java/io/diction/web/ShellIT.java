package io.diction.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.OrganizationFixtures;
import io.diction.testing.Complaints;
import io.diction.testing.InBrowser;
import io.diction.testing.PortalTest;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

@PortalTest
@InBrowser
@Import({SamplesController.class, OrganizationFixtures.class})
class ShellIT {
  @Autowired private OrganizationFixtures fixtures;
  private Page page;

  @BeforeEach
  void openBrowser(Page page) {
    this.page = page;
  }

  private void signIn(Role role, String then) {
    SignedIn user = fixtures.user(role);
    page.navigate("/sign-in?then=" + then);
    page.getByLabel("E-mail address").fill(OrganizationFixtures.email(user.user()));
    page.getByLabel("Password").fill(OrganizationFixtures.PASSWORD);
    button("Sign in").click();
    page.waitForURL("**" + then);
  }

  private Locator button(String name) {
    return page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName(name).setExact(true));
  }

  private Locator link(String name) {
    return page.getByRole(AriaRole.LINK, new GetByRoleOptions().setName(name).setExact(true));
  }

  private void press(String... keys) {
    List.of(keys).forEach(page.keyboard()::press);
  }

  @ParameterizedTest
  @CsvSource({
    "USER, Home Custom models Custom speech",
    "ORGADMIN, Home Custom models Custom speech Organization",
    "RESELLER, Home Custom models Custom speech Organization Reseller",
    "SYSOP, Home Custom models Custom speech Organization Reseller Administration"
  })
  void offersEachRoleItsPlaces(Role role, String places) {
    signIn(role, "/");

    Locator main = page.getByRole(AriaRole.NAVIGATION, new GetByRoleOptions().setName("Main"));
    Locator links = main.getByRole(AriaRole.LINK);
    assertThat(String.join(" ", links.allInnerTexts())).isEqualTo(places);
    assertThat(link("Home")).hasAttribute("aria-current", "page");
  }

  @Test
  void signsOutFromTheUsersMenu() {
    signIn(Role.USER, "/");

    page.locator(".avatar").click();
    button("Sign out").click();

    assertThat(page).hasURL(Pattern.compile("/sign-in"));
    page.navigate("/samples");
    assertThat(page).hasURL(Pattern.compile("/sign-in\\?then="));
  }

  @Test
  void remembersTheThemeThatWasChosen() {
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
    signIn(Role.USER, "/");
    Locator root = page.locator("html");
    assertThat(root).hasAttribute("data-bs-theme", "dark");

    page.locator(".avatar").click();
    button("Light").click();
    assertThat(root).hasAttribute("data-bs-theme", "light");
    page.reload();
    assertThat(root).hasAttribute("data-bs-theme", "light");

    page.locator(".avatar").click();
    assertThat(button("Light")).hasAttribute("aria-pressed", "true");
    button("System").click();
    assertThat(root).hasAttribute("data-bs-theme", "dark");
  }

  @Test
  void skipsToTheContentByKeyboard() {
    signIn(Role.USER, "/");

    press("Tab");
    assertThat(link("Skip to content")).isFocused();
    press("Enter");
    assertThat(page.locator("#content")).isFocused();
  }

  @Test
  void pagesThroughAGridWithTheAddressFollowing() {
    signIn(Role.USER, "/samples");

    link("Next").click();
    assertThat(page).hasURL(Pattern.compile("/samples\\?page=2$"));
    assertThat(page.getByText("26–50 of 1,204")).isVisible();
    link("Name").click();
    assertThat(page).hasURL(Pattern.compile("/samples\\?dir=desc$"));
    link("Last").click();
    assertThat(page).hasURL(Pattern.compile("/samples\\?dir=desc&page=49$"));
    assertThat(page.getByText("1,201–1,204 of 1,204")).isVisible();
    page.getByLabel("Rows per page").selectOption("100");
    assertThat(page.getByText("1–100 of 1,204")).isVisible();
    assertThat(page).hasURL(Pattern.compile("dir=desc.*size=100"));

    page.goBack();
    assertThat(page.getByText("1,201–1,204 of 1,204")).isVisible();
    assertThat(page.getByRole(AriaRole.BANNER)).hasCount(1);
    page.goForward();
    assertThat(page.getByText("1–100 of 1,204")).isVisible();
    page.reload();
    assertThat(page.getByText("1–100 of 1,204")).isVisible();
    assertThat(page.locator("tbody tr")).hasCount(100);
  }

  @Test
  void removesAFilterByItsChip() {
    signIn(Role.USER, "/samples");
    page.navigate("/samples?home=3&models=a%26b%20%3Ci%3E");

    assertThat(page.locator(".chip-value")).hasText(new String[] {"a&b <i>", "Success"});
    link("Remove filter Custom models: a&b <i>").click();
    assertThat(page).hasURL(Pattern.compile("/samples\\?home=3$"));
    assertThat(page.locator(".chip-value")).hasText("Success");
    link("Clear filters").click();
    assertThat(page).hasURL(Pattern.compile("/samples$"));
    assertThat(page.locator(".chip")).hasCount(0);
  }

  @Test
  void opensADialogOverThePageAndGivesTheFocusBack() {
    signIn(Role.USER, "/samples");

    page.setViewportSize(1280, 400);

    link("New sample").click();
    Locator dialog = page.getByRole(AriaRole.DIALOG);
    assertThat(dialog).isVisible();
    assertThat(dialog.getByLabel("Name")).isFocused();
    assertThat(page.evaluate("scrollY")).as("where the page behind is scrolled to").isEqualTo(0);
    assertThat(page).hasURL(Pattern.compile("/samples$"));
    assertThat(button("Create")).isDisabled();
    dialog.getByLabel("Name").fill("x");
    dialog.getByLabel("Language").selectOption("English");
    assertThat(button("Create")).isEnabled();
    assertThat(button("Not now")).isDisabled();
    dialog.getByLabel("Name").fill("");
    assertThat(button("Create")).isDisabled();

    page.onceDialog(question -> question.accept());
    press("Escape");
    assertThat(dialog).hasCount(0);
    assertThat(link("New sample")).isFocused();
  }

  @Test
  void createsThroughTheDialogAndSaysSo() {
    signIn(Role.USER, "/samples");

    link("New sample").click();
    page.getByRole(AriaRole.DIALOG).getByLabel("Name").fill("x");
    page.getByRole(AriaRole.DIALOG).getByLabel("Language").selectOption("English");
    button("Create").click();

    assertThat(page.getByRole(AriaRole.REGION, new GetByRoleOptions().setName("Notices")))
        .containsText("Page Zoë’s");
    button("Dismiss").click();
    assertThat(page.locator(".toast-card")).hasCount(0);
    page.reload();
    assertThat(page.locator(".toast-card")).hasCount(0);
  }

  @Test
  void showsTheDialogAsAPageAtItsOwnAddress() {
    signIn(Role.USER, "/samples/new");

    assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();
    link("Close").last().click();
    assertThat(page).hasURL(Pattern.compile("/samples$"));
  }

  @Test
  void showsToastsOfFragmentsAndOfRefusals(Complaints complaints) {
    complaints.expect("409");
    signIn(Role.USER, "/samples");

    button("Say something").click();
    assertThat(page.locator(".toast-success")).containsText("Page Zoë’s “一”");
    button("Try in vain").click();
    assertThat(page.locator(".toast-error")).containsText("no training credits left");
    assertThat(page.locator("tbody tr")).hasCount(25);
  }

  @Test
  void saysThatTheServerCannotBeReached(BrowserContext context, Complaints complaints) {
    complaints.expect("ERR_INTERNET_DISCONNECTED");
    complaints.expect("htmx:");
    signIn(Role.USER, "/samples");

    context.setOffline(true);
    link("Next").click();
    assertThat(page.locator(".toast-error")).containsText("cannot be reached");
  }

  @Test
  void asksBeforeUnsavedChangesAreLost() {
    signIn(Role.USER, "/samples/new");
    page.getByLabel("Name").fill("x");

    boolean[] asked = new boolean[1];
    page.onceDialog(
        question -> {
          asked[0] = question.type().equals("beforeunload");
          question.dismiss();
        });
    link("Close").last().click();
    assertThat(page.getByLabel("Name")).hasValue("x");
    assertThat(asked[0]).isTrue();
  }

  @Test
  void showsADefectInATemplateAsAnErrorPage(Complaints complaints) {
    complaints.expect("status of 500");
    signIn(Role.USER, "/");
    page.navigate("/samples/broken-template");

    assertThat(page.getByRole(AriaRole.HEADING)).hasText("Something went wrong");
    assertThat(page.getByText(Pattern.compile("^E-[2-9A-Z]{8}$"))).isVisible();
    assertThat(page.content()).doesNotContain("Exception");
  }

  @Test
  void worksWithoutScripts(BrowserContext scripted) {
    SignedIn user = fixtures.user(Role.USER);
    try (BrowserContext plain =
        scripted
            .browser()
            .newContext(new NewContextOptions().setJavaScriptEnabled(false).setBaseURL(origin()))) {
      page = plain.newPage();
      page.navigate("/sign-in?then=/samples");
      page.getByLabel("E-mail address").fill(OrganizationFixtures.email(user.user()));
      page.getByLabel("Password").fill(OrganizationFixtures.PASSWORD);
      button("Sign in").click();
      link("Next").click();
      assertThat(page.getByText("26–50 of 1,204")).isVisible();
      page.getByLabel("Rows per page").selectOption("50");
      button("Apply").click();
      assertThat(page.getByText("1–50 of 1,204")).isVisible();
      link("New sample").click();
      page.getByLabel("Name").fill("x");
      page.getByLabel("Language").selectOption("English");
      button("Create").click();
      assertThat(page.getByText("Page Zoë’s")).isVisible();
      page.locator(".avatar").click();
      button("Sign out").click();
      assertThat(page).hasURL(Pattern.compile("/sign-in"));
    }
  }

  private String origin() {
    page.navigate("/sign-in");
    return page.url().replaceFirst("/sign-in.*", "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/samples?models=x", "/samples/new", "/nothing", "/account"})
  void isAccessibleInBothThemesAndOnAPhone(String path, Complaints complaints) {
    complaints.expect("status of 404");
    signIn(Role.SYSOP, "/");
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
      for (int width : new int[] {1280, 320}) {
        page.setViewportSize(width, 800);
        page.navigate(path);
        complaints.assertAccessible(page);
        assertThat(page.evaluate("document.documentElement.scrollWidth"))
            .as("width of the page on a screen of %d pixels", width)
            .isEqualTo(width);
      }
    }
  }
}
