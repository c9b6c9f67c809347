package io.diction.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import io.diction.custommodel.CustomModelFixtures;
import io.diction.custommodel.CustomModelId;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.journeys.pages.ModelPage;
import io.diction.journeys.pages.ModelsPage;
import io.diction.journeys.pages.NewModelDialog;
import io.diction.journeys.pages.SignInPage;
import io.diction.organization.OrganizationFixtures;
import io.diction.testing.InBrowser;
import io.diction.testing.PortalTest;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

/** Finds its way through sixty models; the address always says where it stands. */
@PortalTest
@InBrowser
@Import({OrganizationFixtures.class, CustomModelFixtures.class})
class GridJourneyIT {
  private static final int MODELS = 60;

  @Autowired private OrganizationFixtures people;
  @Autowired private CustomModelFixtures fixtures;

  /** One for all tests: making them takes longer than most of the tests. */
  private static SignedIn reader;

  private Page page;
  private ModelsPage models;

  /** Nothing here changes them, but for one test, which has its own. */
  @BeforeEach
  void makeSixtyModels(Page browserPage) {
    page = browserPage;
    if (reader == null) {
      reader = withSixtyModels();
    }
    models = signIn(reader);
  }

  /** Model 01 to Model 60; every tenth is trained, the others wait for data. */
  private SignedIn withSixtyModels() {
    SignedIn user = people.user(Role.USER);
    for (int i = 1; i <= MODELS; i++) {
      if (i % 10 == 0) {
        fixtures.trained(user, name(i));
      } else {
        fixtures.model(user, name(i));
      }
    }
    return user;
  }

  private ModelsPage signIn(SignedIn user) {
    return SignInPage.open(page)
        .signIn(OrganizationFixtures.email(user.user()), OrganizationFixtures.PASSWORD);
  }

  @Test
  void turnsPagesOfTheChosenSize() {
    assertThat(models.names()).hasText(descending(60, 36));
    assertThat(models.shown()).hasText("1–25 of 60");
    assertThat(models.sizes().locator("option")).hasText(new String[] {"25", "50", "75", "100"});

    models.turnTo("Next");
    assertThat(models.names()).hasText(descending(35, 11));
    assertThat(models.shown()).hasText("26–50 of 60");
    assertThat(page).hasURL("/custom-models?page=2");
    models.turnTo("Page 3");
    assertThat(models.names()).hasText(descending(10, 1));
    assertThat(models.shown()).hasText("51–60 of 60");
    models.turnTo("First");
    assertThat(models.shown()).hasText("1–25 of 60");
    assertThat(page).hasURL("/custom-models");

    models.chooseSize(50);
    assertThat(models.shown()).hasText("1–50 of 60");
    assertThat(page).hasURL("/custom-models?size=50");
    models.turnTo("Last");
    assertThat(models.names()).hasText(descending(10, 1));
    assertThat(page).hasURL("/custom-models?size=50&page=2");
    models.chooseSize(75);
    assertThat(models.names()).hasText(descending(60, 1));
    assertThat(page).hasURL("/custom-models?size=75");
  }

  @Test
  void sortsByEveryColumnBothWays() {
    assertThat(models.heading("Last Modified")).hasAttribute("aria-sort", "descending");

    models.sortBy("Name");
    assertThat(models.heading("Name")).hasAttribute("aria-sort", "ascending");
    assertThat(models.names()).hasText(ascending(1, 25));
    assertThat(page).hasURL("/custom-models?sort=name");
    models.sortBy("Name");
    assertThat(models.heading("Name")).hasAttribute("aria-sort", "descending");
    assertThat(models.names()).hasText(descending(60, 36));
    assertThat(page).hasURL("/custom-models?sort=name&dir=desc");

    models.sortBy("Training Status");
    assertThat(models.heading("Training Status")).hasAttribute("aria-sort", "ascending");
    assertThat(models.names().first()).hasText("Model 01");
    models.sortBy("Training Status");
    assertThat(models.heading("Training Status")).hasAttribute("aria-sort", "descending");
    assertThat(models.names().first()).hasText("Model 60");
    assertThat(models.row("Model 10")).containsText("Success");

    models.sortBy("Base Language");
    assertThat(models.names()).hasText(ascending(1, 25));
    models.sortBy("Last Modified");
    assertThat(models.names()).hasText(ascending(1, 25));
    assertThat(page).hasURL("/custom-models?dir=asc");
  }

  @Test
  void filtersInThePopoverAndShowsWhatIsFilteredAsChips() {
    models.filter("model 1", "Any");
    assertThat(models.names()).hasText(descending(19, 10));
    assertThat(models.chip("Name", "model 1")).isVisible();
    assertThat(page).hasURL("/custom-models?name=model%201");

    models.filter("model 1", "Success");
    assertThat(models.names()).hasText(descending(10, 10));
    assertThat(models.chip("Status", "Success")).isVisible();
    models.chip("Name", "model 1").click();
    assertThat(models.shown()).hasText("1–6 of 6");
    assertThat(models.chip("Name", "model 1")).hasCount(0);
    assertThat(page).hasURL("/custom-models?status=success");

    models.filter("nothing is called so", "Success");
    assertThat(page.getByText("Nothing matches these filters")).isVisible();
    models.clearFilters();
    assertThat(models.shown()).hasText("1–25 of 60");
    assertThat(page).hasURL("/custom-models");
  }

  @Test
  void backForwardAndReloadKeepWhatIsShown() {
    models.sortBy("Name");
    assertThat(models.names()).hasText(ascending(1, 25));
    models.turnTo("Next");
    assertThat(models.names()).hasText(ascending(26, 50));
    models.filter("model 2", "Any");
    assertThat(models.names()).hasText(ascending(20, 29));
    assertThat(page).hasURL("/custom-models?name=model%202&sort=name");

    page.goBack();
    assertThat(models.names()).hasText(ascending(26, 50));
    assertThat(models.chip("Name", "model 2")).hasCount(0);
    assertThat(page).hasURL("/custom-models?sort=name&page=2");
    page.reload();
    assertThat(models.names()).hasText(ascending(26, 50));
    assertThat(models.currentPage()).hasText("2");
    page.goBack();
    assertThat(models.names()).hasText(ascending(1, 25));
    page.goForward();
    assertThat(models.names()).hasText(ascending(26, 50));
    page.goForward();
    assertThat(models.names()).hasText(ascending(20, 29));
    assertThat(models.chip("Name", "model 2")).isVisible();
    models.openModel("Model 23");
    page.goBack();
    assertThat(models.names()).hasText(ascending(20, 29));
  }

  @Test
  void turnsIntoCardsWithAMenuOnNarrowScreens() {
    page.setViewportSize(375, 800);
    assertThat(models.edit("Model 60")).hasCount(0);
    Assertions.assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
        .isEqualTo(true);

    models.openActions("Model 60");
    models.action("Edit").click();
    assertThat(page).hasTitle("Model 60 · Diction");
  }

  @Test
  void isSeventyNineHundredthsOfTheWindowHighStripedUnderAHeadThatStays() {
    Assertions.assertThat(models.height()).isCloseTo(0.79, Offset.offset(0.01));
    models.scrollRows();
    assertThat(models.heading("Name")).isInViewport();
    assertThat(models.names().first()).not().isInViewport();
    Assertions.assertThat(models.colour("Model 60"))
        .isNotEqualTo(models.colour("Model 59"))
        .isEqualTo(models.colour("Model 58"));
  }

  @Test
  void showsThatItLoadsWhileARequestRuns() {
    Assertions.assertThat(models.loading()).isEqualTo("0");
    List<Route> held = new ArrayList<>();
    page.route("**/custom-models?*", held::add);
    models.sortBy("Name");
    page.waitForCondition(() -> !held.isEmpty());
    Assertions.assertThat(models.loading()).isEqualTo("1");

    held.forEach(Route::resume);
    assertThat(models.names()).hasText(ascending(1, 25));
    page.waitForCondition(() -> models.loading().equals("0"));
  }

  @Test
  void createsOnlyWhatIsCompleteAndNothingWhenClosed() {
    NewModelDialog dialog = models.askForModel();
    assertThat(dialog.create()).isDisabled();
    dialog.name().fill("Model 61");
    assertThat(dialog.create()).isDisabled();
    dialog.language().selectOption("English");
    assertThat(dialog.create()).isEnabled();
    dialog.name().fill("   ");
    assertThat(dialog.create()).isDisabled();
    dialog.name().fill("Model 60");
    assertThat(dialog.warning()).containsText("has this name already");
    assertThat(dialog.create()).isEnabled();
    page.onceDialog(Dialog::accept);
    dialog.close().click();
    assertThat(dialog.create()).hasCount(0);
    assertThat(models.shown()).hasText("1–25 of 60");
  }

  @Test
  void remembersWhetherTheStatusIsExpandedUntilItChanges() {
    page.context().clearCookies();
    page.evaluate("localStorage.clear()");
    SignedIn user = people.user(Role.USER);
    fixtures.model(user, "Model 59");
    ModelPage model = signIn(user).openModel("Model 59");
    assertThat(model.statusHelp()).isHidden();
    model.toggleStatus();
    assertThat(model.statusHelp()).isVisible();
    page.reload();
    assertThat(model.statusHelp()).isVisible();

    fixtures.feed(new CustomModelId(UUID.fromString(model.id())));
    page.reload();
    assertThat(model.statusHelp()).isHidden();
  }

  @Test
  void isWorkedByKeysAlone() {
    page.keyboard().press("/");
    assertThat(page.getByLabel("Name contains")).isFocused();
    page.keyboard().type("model 2");
    page.keyboard().press("Enter");
    assertThat(models.shown()).hasText("1–10 of 10");
    page.keyboard().press("ArrowDown");
    assertThat(models.link("Model 29")).isFocused();
    page.keyboard().press("End");
    page.keyboard().press("ArrowUp");
    assertThat(models.link("Model 21")).isFocused();
    page.keyboard().press("Enter");
    assertThat(page).hasTitle("Model 21 · Diction");
  }

  @ParameterizedTest
  @CsvSource({
    "page=99, 51–60 of 60",
    "page=-3, 1–25 of 60",
    "page=two&size=many&sort=colour&dir=up, 1–25 of 60",
    "size=1000&page=2, 1–60 of 60",
    "name=Model+3&page=7, 1–10 of 10"
  })
  void fallsBackToTheNearestPage(String parameters, String shown) {
    page.navigate("/custom-models?" + parameters);

    assertThat(models.shown()).hasText(shown);
  }

  private static String name(int number) {
    return "Model %02d".formatted(number);
  }

  private static String[] ascending(int first, int last) {
    return IntStream.rangeClosed(first, last).mapToObj(GridJourneyIT::name).toArray(String[]::new);
  }

  private static String[] descending(int first, int last) {
    return IntStream.rangeClosed(last, first)
        .mapToObj(number -> name(first + last - number))
        .toArray(String[]::new);
  }
}
