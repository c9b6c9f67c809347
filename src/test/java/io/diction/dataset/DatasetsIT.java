package io.diction.dataset;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import io.diction.custommodel.CustomModelFixtures;
import io.diction.custommodel.CustomModelId;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.OrganizationFixtures;
import io.diction.testing.InBrowser;
import io.diction.testing.PortalTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

/** The datasets of a model as a person in a browser sees them. */
@PortalTest
@InBrowser
@Import({OrganizationFixtures.class, CustomModelFixtures.class})
class DatasetsIT {
  private static final IsVisibleOptions PATIENTLY = new IsVisibleOptions().setTimeout(60_000);

  @Autowired private OrganizationFixtures organizations;
  @Autowired private CustomModelFixtures models;
  private Page page;

  @BeforeEach
  void openDatasets(Page page) {
    this.page = page;
    SignedIn user = organizations.user(Role.USER);
    CustomModelId model = models.model(user, "Medical EN");
    String path = "/custom-models/" + model + "/datasets";
    page.navigate("/sign-in?then=" + path);
    page.getByLabel("E-mail address").fill(OrganizationFixtures.email(user.user()));
    page.getByLabel("Password").fill(OrganizationFixtures.PASSWORD);
    button("Sign in").click();
    page.waitForURL("**" + path);
  }

  @Test
  void uploadsARecordingWithItsTranscriptAndDeletesIt() {
    assertThat(page.getByText("No data yet")).isVisible();
    link("New Dataset").click();
    Locator dialog = page.getByRole(AriaRole.DIALOG, named("New Dataset"));
    assertThat(dialog.getByLabel("Type")).hasValue("");
    assertThat(button("Create")).isDisabled();

    choose(dialog, file("visit.wav", DatasetFiles.wav(440)), file("visit.txt", "good morning"));
    assertThat(dialog.getByRole(AriaRole.LISTITEM)).hasCount(2);
    button("Create").click();

    assertThat(page.getByText("2 files uploaded")).isVisible();
    assertThat(page.getByText("Ready", new Page.GetByTextOptions().setExact(true)).nth(1))
        .isVisible(PATIENTLY);
    assertThat(page.locator("#model-status")).hasText("Ready to Run");
    button("Actions for visit.wav").click();
    link("Delete").click();
    assertThat(page.getByText("Are you sure you want to delete visit.wav?")).isVisible();
    button("Delete").click();
    assertThat(page.getByText("Dataset deleted successfully")).isVisible();
    assertThat(link("visit.wav")).hasCount(0);
    assertThat(link("visit.txt")).isVisible();
  }

  @Test
  void saysBeforeSendingWhatCannotBeTaken() {
    link("New Dataset").click();
    Locator dialog = page.getByRole(AriaRole.DIALOG, named("New Dataset"));
    dialog.getByLabel("Type").selectOption("AUDIO");

    choose(dialog, file("visit.wav", DatasetFiles.wav(440)), file("notes.txt", "words"));

    assertThat(dialog.getByText(Pattern.compile("Does not fit the type"))).isVisible();
    assertThat(button("Create")).isDisabled();
    button("Remove notes.txt").click();
    assertThat(button("Create")).isEnabled();
  }

  @Test
  void showsFindingsWithLineAndRemedy() {
    link("New Dataset").click();
    choose(
        page.getByRole(AriaRole.DIALOG, named("New Dataset")),
        file(
            "talk.vtt",
            "WEBVTT\n\n00:01.000 --> 00:02.000\ngood\n\n00:09.000 --> 00:03.000\nbad\n"));
    button("Create").click();

    assertThat(page.getByText("Needs review", new Page.GetByTextOptions().setExact(true)))
        .isVisible(PATIENTLY);
    link("talk.vtt").click();

    assertThat(page.getByText("The cue ends before it starts.")).isVisible();
    assertThat(page.getByText("Line 6:")).isVisible();
    button("Confirm Upload").click();
    assertThat(page.getByText("Upload confirmed")).isVisible();
    assertThat(page.getByText("Ready", new Page.GetByTextOptions().setExact(true))).isVisible();
  }

  @Test
  void refusesTheSameFileTwiceWithAReason() {
    for (int i = 0; i < 2; i++) {
      link("New Dataset").click();
      choose(
          page.getByRole(AriaRole.DIALOG, named("New Dataset")), file("notes.txt", "some words"));
      button("Create").click();
      page.waitForCondition(() -> page.locator("dialog").count() == 0);
    }

    assertThat(page.getByRole(AriaRole.ALERT)).containsText("duplicate_file");
    assertThat(page.locator("#datasets tbody tr").count()).isEqualTo(1);
  }

  private void choose(Locator dialog, FilePayload... files) {
    dialog.locator("input[type=file]").setInputFiles(List.of(files).toArray(FilePayload[]::new));
  }

  private static FilePayload file(String name, String text) {
    return file(name, text.getBytes(StandardCharsets.UTF_8));
  }

  private static FilePayload file(String name, byte[] bytes) {
    return new FilePayload(name, "application/octet-stream", bytes);
  }

  private static GetByRoleOptions named(String name) {
    return new GetByRoleOptions().setName(name).setExact(true);
  }

  private Locator button(String name) {
    return page.getByRole(AriaRole.BUTTON, named(name));
  }

  /** The first of that name: an empty list offers its way on once more. */
  private Locator link(String name) {
    return page.getByRole(AriaRole.LINK, named(name)).first();
  }
}
