package io.diction.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import io.diction.custommodel.CustomModelFixtures;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.OrganizationFixtures;
import io.diction.testing.InBrowser;
import io.diction.testing.Patience;
import io.diction.testing.PortalTest;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The daily work in a browser without scripts: links and forms alone. */
@PortalTest
@InBrowser
@Import({OrganizationFixtures.class, CustomModelFixtures.class})
class NoScriptJourneyIT {
  private static final UUID OTHERS = new UUID(0, 77);

  /** As many trainings as run at once, and one more. */
  private static final int PLACES = 3;

  @Autowired private OrganizationFixtures people;
  @Autowired private JdbcClient jdbc;
  @LocalServerPort private int port;
  private BrowserContext context;
  private Page page;

  private void open(BrowserContext scripted, String locale) {
    context =
        scripted
            .browser()
            .newContext(
                new NewContextOptions()
                    .setJavaScriptEnabled(false)
                    .setLocale(locale)
                    .setBaseURL("http://localhost:" + port));
    context.setDefaultTimeout(Patience.OF_TESTS.toMillis());
    page = context.newPage();
  }

  @AfterEach
  void close() {
    leaveAllPlaces();
    context.close();
  }

  private Locator link(String name) {
    return page.getByRole(AriaRole.LINK, new GetByRoleOptions().setName(name)).first();
  }

  private Locator button(String name) {
    return page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName(name).setExact(true));
  }

  @Test
  void doesTheDailyWorkWithLinksAndFormsAlone(BrowserContext scripted) {
    SignedIn user = people.user(Role.ORGADMIN);
    open(scripted, "en-US");
    page.navigate("/custom-models");
    page.getByLabel("E-mail address").fill(OrganizationFixtures.email(user.user()));
    page.getByLabel("Password").fill(OrganizationFixtures.PASSWORD);
    button("Sign in").click();
    assertThat(page).hasURL("/custom-models");

    createModel("Cardiology EN");
    createModel("Radiology EN");
    sortFilterAndTurnPages();
    uploadTrainAndCancel();
    delete();
    chooseALanguage();

    page.locator(".avatar").click();
    button("Sign out").click();
    assertThat(page.getByText("You are signed out.")).isVisible();
  }

  private void createModel(String name) {
    link("New Custom Model").click();
    page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill(name);
    page.getByLabel("Language").selectOption("en-US");
    button("Create").click();
    assertThat(page.getByText("Custom model created successfully")).isVisible();
    page.navigate("/custom-models");
    assertThat(link(name)).isVisible();
  }

  private void sortFilterAndTurnPages() {
    link("Name").click();
    assertThat(page).hasURL("/custom-models?sort=name");
    button("Filter").click();
    page.getByLabel("Name contains").fill("radio");
    page.locator("#filters button[type=submit]").click();
    assertThat(link("Radiology EN")).isVisible();
    assertThat(link("Cardiology EN")).hasCount(0);
    link("Clear filters").click();
    assertThat(link("Cardiology EN")).isVisible();
    page.getByLabel("Rows per page").selectOption("50");
    page.locator(".pager-size button").click();
    assertThat(page.getByLabel("Rows per page")).hasValue("50");
  }

  private void uploadTrainAndCancel() {
    link("Radiology EN").click();
    link("Datasets").click();
    link("New Dataset").click();
    page.locator("input[type=file]")
        .setInputFiles(
            new FilePayload(
                "words.txt",
                "text/plain",
                "ask the radiology ward about the scan\n".getBytes(StandardCharsets.UTF_8)));
    button("Create").click();
    assertThat(page.getByText("1 file uploaded")).isVisible();
    // Before there is data that trains, the dialog says so and starts nothing.
    page.waitForCondition(
        () -> {
          page.reload();
          return page.locator("#datasets tbody")
              .getByText("Ready", new Locator.GetByTextOptions().setExact(true))
              .first()
              .isVisible();
        });
    // So little text is trained before anybody could press Cancel: it waits behind other jobs.
    takeAllPlaces();
    link("Train the Language").click();
    button("Train").click();
    assertThat(page.getByText("Training started successfully")).isVisible();

    link("Cancel training").click();
    button("Cancel training").click();
    assertThat(page.getByText("Training cancelled").first()).isVisible();
    page.waitForCondition(
        () -> {
          page.reload();
          return link("Train the Language").isVisible();
        });
    leaveAllPlaces();
  }

  /** Trainings of somebody else's in every place. */
  private void takeAllPlaces() {
    for (int place = 0; place < PLACES; place++) {
      jdbc.sql(
              """
              insert into job
                (id, organization_id, kind, subject_id, state, stage, fraction, message,
                 cancel_requested, attempt, fruitless_attempts, queued_at, started_at)
              values (:id, :others, 'training', :id, 'RUNNING', '', 0, '', false, 1, 0, :now, :now)
              """)
          .param("id", UUID.randomUUID())
          .param("others", OTHERS)
          .param("now", OffsetDateTime.now(ZoneOffset.UTC))
          .update();
    }
  }

  private void leaveAllPlaces() {
    jdbc.sql("delete from job where organization_id = :others").param("others", OTHERS).update();
  }

  private Locator labelled(String name) {
    return page.getByLabel(name, new Page.GetByLabelOptions().setExact(true));
  }

  private void chooseALanguage() {
    page.navigate("/account");
    labelled("Language").selectOption("nl");
    button("Save choices").click();
    assertThat(page.locator("html")).hasAttribute("lang", "nl");
    labelled("Taal").selectOption("en");
    button("Keuzes opslaan").click();
    assertThat(page.locator("html")).hasAttribute("lang", "en");
  }

  private void delete() {
    link("Custom models").click();
    page.getByRole(AriaRole.ROW)
        .filter(new Locator.FilterOptions().setHasText("Radiology EN"))
        .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Delete"))
        .first()
        .click();
    assertThat(page.getByText("Are you sure you want to delete this model?")).isVisible();
    button("Delete").click();
    assertThat(page.getByText("Custom model deleted successfully")).isVisible();
    assertThat(link("Radiology EN")).hasCount(0);
  }

  @Test
  void speaksTheBrowsersLanguage(BrowserContext scripted) {
    open(scripted, "nl-NL");
    page.navigate("/about");

    assertThat(page.getByRole(AriaRole.HEADING, new GetByRoleOptions().setLevel(1)))
        .hasText("Over Diction");
    assertThat(page.locator("html")).hasAttribute("lang", "nl");
  }
}
