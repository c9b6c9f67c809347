package io.diction.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Locator.FilterOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByLabelOptions;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import io.diction.custommodel.CustomModelFixtures;
import io.diction.dataset.DatasetFixtures;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.journeys.pages.Screenshots;
import io.diction.journeys.pages.SignInPage;
import io.diction.organization.OrganizationFixtures;
import io.diction.organization.key.ApiKeyForm;
import io.diction.organization.key.ApiKeys;
import io.diction.project.ProjectText;
import io.diction.project.Projects;
import io.diction.testing.AxeRules;
import io.diction.testing.InBrowser;
import io.diction.testing.PortalTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

/** From a project to a model in it, a copy of that, and the API for programs. */
@PortalTest
@InBrowser
@Import({OrganizationFixtures.class, CustomModelFixtures.class, DatasetFixtures.class})
class ProjectJourneyIT {
  private static final ContainsTextOptions SOON = new ContainsTextOptions().setTimeout(180_000);

  @Autowired private OrganizationFixtures people;
  @Autowired private CustomModelFixtures models;
  @Autowired private DatasetFixtures datasets;
  @Autowired private Projects projects;
  @Autowired private ApiKeys keys;
  private SignedIn admin;
  private Page page;

  @BeforeEach
  void enter(Page browserPage) {
    page = browserPage;
    page.addInitScript(AxeRules.script());
    admin = people.user(Role.ORGADMIN);
    SignInPage.open(page)
        .signIn(OrganizationFixtures.email(admin.user()), OrganizationFixtures.PASSWORD);
  }

  /** In both themes and on every width, and nothing for axe to find. */
  private void look(String name) {
    List<String> problems = new ArrayList<>();
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      for (int width : List.of(1440, 375)) {
        Screenshots.show(page, scheme, width);
        Screenshots.take(page, name, scheme, width);
        problems.addAll(AxeRules.violations(page, scheme == ColorScheme.DARK));
      }
    }
    Screenshots.show(page, ColorScheme.LIGHT, 320);
    int needed = (Integer) page.evaluate("document.documentElement.scrollWidth");
    Screenshots.show(page, ColorScheme.LIGHT, 1440);
    assertThat(problems).as(name).isEmpty();
    assertThat(needed).as("scrolls sideways: " + name).isLessThanOrEqualTo(320);
  }

  private Locator link(String name) {
    return page.getByRole(AriaRole.LINK, new GetByRoleOptions().setName(name).setExact(true));
  }

  private Locator button(String name) {
    return page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName(name).setExact(true));
  }

  private Locator field(String label) {
    return page.getByLabel(label, new GetByLabelOptions().setExact(true));
  }

  @Test
  void leadsFromAProjectToAModelAndItsCopy() {
    datasets.ready(models.model(admin, "Fed"), admin);
    page.navigate("/");
    link("Custom speech").first().click();
    look("journey-projects-empty");
    link("New project").first().click();
    field("Name").fill("Cardiology");
    look("journey-project-new");
    button("Create").click();
    assertThat(page.locator("h1")).hasText("Cardiology");
    look("journey-project-empty");

    link("Connect datasets").click();
    page.getByRole(AriaRole.CHECKBOX).first().check();
    look("journey-connect");
    button("Connect").click();
    assertThat(page.locator("#members tbody tr")).hasCount(1);
    look("journey-datasets");
    link("Upload data").click();
    field("Name").fill("Orders");
    field("File")
        .setInputFiles(
            new FilePayload(
                "orders.txt",
                "text/plain",
                "open the north gate\nclose the green door\n".getBytes(StandardCharsets.UTF_8)));
    look("journey-upload");
    button("Upload").click();
    Locator orders =
        page.locator("#members tbody tr").filter(new FilterOptions().setHasText("Orders"));
    assertThat(orders).containsText("Ready", SOON);

    link("Train custom models").click();
    link("Train a new model").click();
    look("journey-train-base");
    button("Next").click();
    page.getByRole(AriaRole.CHECKBOX).first().check();
    look("journey-train-data");
    button("Next").click();
    field("Name").fill("Rounds 1");
    page.getByLabel("Add test in the next step").check();
    look("journey-train-details");
    button("Save and close").click();
    assertThat(page.locator("#testData")).containsText("no other dataset");
    look("journey-train-test");
    button("Back").click();
    assertThat(field("Name")).hasValue("Rounds 1");
    page.getByLabel("Add test in the next step").uncheck();
    button("Save and close").click();
    Locator row = page.locator("#members tbody tr");
    assertThat(row).containsText("Rounds 1");
    assertThat(row).containsText("Ready", SOON);
    look("journey-models");

    page.getByRole(AriaRole.LINK, new GetByRoleOptions().setName("Copy to")).click();
    assertThat(page.getByRole(AriaRole.DIALOG)).containsText("Copy speech model");
    field("Project").selectOption("");
    field("Name").fill("Rounds, copied");
    look("journey-copy");
    button("Copy").click();
    assertThat(page.locator("#copied")).containsText("The model was copied", SOON);
    look("journey-copied");
    link("Connect").click();
    field("Project").selectOption("Cardiology");
    look("journey-place");
    button("Connect").click();
    assertThat(page.locator("#members tbody tr")).hasCount(2);
    link("Rounds, copied").click();
    link("Versions").click();
    assertThat(page.locator("#versions tbody")).containsText("Cardiology");
    look("journey-versions");
  }

  @Test
  void triesAnOperationWithAKey() {
    projects.create(new ProjectText("Cardiology", null), "en-US", admin);
    String key = keys.create(admin, new ApiKeyForm("Try", Role.ORGADMIN, null));
    page.navigate("/organization/keys");
    link("Read and try the REST API").click();
    look("journey-api");
    link("Projects_List").click();
    field("API key").fill(key);
    button("Send").click();
    assertThat(page.locator("#try-answer [data-status]")).containsText("200");
    assertThat(page.locator("#try-answer [data-said]")).containsText("Cardiology");
    assertThat(page.locator("#try-answer [data-headers]")).containsText("application/json");
    look("journey-api-answer");
    assertThat(page.url()).doesNotContain("diction_");
    assertThat((String) page.evaluate("JSON.stringify({...localStorage, ...sessionStorage})"))
        .doesNotContain(key);

    page.navigate("/help/api/Projects_Create");
    field("API key").fill(key);
    page.locator("#try-body").fill("{\"displayName\": \"Oncology\", \"locale\": \"en-US\"}");
    button("Send").click();
    assertThat(page.locator("#try-answer [data-status]")).containsText("201");
    look("journey-api-created");
    page.navigate("/help/api/Projects_Get");
    field("API key").fill("diction_none");
    page.locator("#try-id").fill("5c3f0000-0000-0000-0000-000000000000");
    assertThat(page.locator("#try-answer")).isHidden();
    page.navigate("/custom-speech");
    assertThat(page.locator("#projects tbody"))
        .containsText(Pattern.compile("Oncology.*Cardiology", Pattern.DOTALL));
    look("journey-projects");
  }
}
