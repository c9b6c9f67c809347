package io.diction.dataset;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Dialog;
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
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
  @TempDir private Path folder;
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

  /** The line is slow, so that the page is left in the middle of the second part. */
  @Test
  void goesOnAfterAReloadAndStopsAtTheReport() throws IOException {
    Path file = archiveOf(40);
    List<String> begun = new ArrayList<>();
    page.onRequest(
        request -> {
          if (request.method().equals("POST") && request.url().endsWith("/tus")) {
            begun.add(request.url());
          }
        });
    openTraining();
    page.locator("input[type=file]").setInputFiles(file);
    CDPSession network = sendAtMost(6 << 20);
    page.waitForResponse(
        response -> response.request().method().equals("PATCH"), () -> button("Upload").click());
    assertThat(button("Pause all")).isVisible();
    page.onDialog(Dialog::accept);
    page.reload();
    network.detach();
    openTraining();

    assertThat(page.getByText("Unfinished uploads")).isVisible();
    assertThat(page.getByText(Pattern.compile("\\d+% · 40 MB"))).isVisible();
    page.locator("input[type=file]").setInputFiles(file);
    button("Upload").click();

    page.waitForURL(Pattern.compile(".*/datasets/[0-9a-f-]{36}$"));
    assertThat(begun).as("uploads begun").hasSize(1);
    assertThat(button("Confirm Upload")).isVisible(PATIENTLY);
  }

  @Test
  void sendsALargeFileInPartsThatGoOnAfterAReload() throws IOException {
    Path file = archiveOf(40);
    List<String> begun = new ArrayList<>();
    page.onRequest(
        request -> {
          if (request.method().equals("POST") && request.url().endsWith("/tus")) {
            begun.add(request.headers().getOrDefault("upload-concat", "").split(";")[0]);
          }
        });
    openTraining();
    sendInPartsFrom(1 << 20);
    page.locator("input[type=file]").setInputFiles(file);
    CDPSession network = sendAtMost(6 << 20);
    button("Upload").click();
    assertThat(page.locator("[data-state]").first()).hasText(Pattern.compile("[2-9]\\d\\s?%.*"));
    button("Pause all").click();
    assertThat(button("Resume all")).isVisible();
    button("Resume all").click();
    assertThat(page.locator("[data-state]").first()).hasText(Pattern.compile("[3-9]\\d\\s?%.*"));
    page.onDialog(Dialog::accept);
    page.reload();
    network.detach();
    openTraining();
    sendInPartsFrom(1 << 20);

    assertThat(page.getByText(Pattern.compile("\\d+% · 40 MB"))).isVisible();
    page.locator("input[type=file]").setInputFiles(file);
    button("Upload").click();

    page.waitForURL(Pattern.compile(".*/datasets/[0-9a-f-]{36}$"));
    assertThat(begun).containsExactly("partial", "partial", "partial", "final");
    assertThat(button("Confirm Upload")).isVisible(PATIENTLY);
  }

  private void sendInPartsFrom(int bytes) {
    page.locator("[data-tus-parallel]")
        .evaluate("(form, bytes) => { form.dataset.tusParallel = bytes; }", bytes);
  }

  /** By the usual form: first a look at what is wrong with it, then the upload itself. */
  @Test
  void checksAFolderAndThenUploadsIt() throws IOException {
    Path ward = Files.createDirectories(folder.resolve("ward").resolve("day 1"));
    Files.write(ward.resolve("visit.wav"), DatasetFiles.wav(440));
    Files.writeString(ward.resolve("visit.txt"), "good morning\n");
    Files.writeString(ward.resolve("notes.vtt"), "no subtitles\n");
    String datasets = page.url();

    openFolder();
    page.locator("input[type=file]").setInputFiles(folder.resolve("ward"));
    button("Check only").click();
    assertThat(page.getByRole(AriaRole.HEADING, headed("Result of the check")))
        .isVisible(PATIENTLY);
    assertThat(page.getByText("The first line of a .vtt file must be WEBVTT")).isVisible();
    assertThat(page.getByText("Nothing was stored.")).isVisible();
    page.navigate(datasets);
    assertThat(page.getByText("No data yet")).isVisible();

    openFolder();
    page.locator("input[type=file]").setInputFiles(folder.resolve("ward"));
    button("Upload").click();
    page.waitForURL(Pattern.compile(".*/datasets/[0-9a-f-]{36}$"));
    assertThat(button("Confirm Upload")).isVisible(PATIENTLY);
    link("Recordings").click();
    assertThat(page.getByText("good morning")).isVisible();
  }

  private void openFolder() {
    link("Upload Training Data").click();
    link("Folder upload").click();
    assertThat(link("Folder upload")).hasAttribute("aria-current", "true");
  }

  private static GetByRoleOptions headed(String name) {
    return named(name).setLevel(1);
  }

  @Test
  void sendsMoreThanAHundredMegabytesByTheProtocol() throws IOException {
    List<String> parts = new ArrayList<>();
    page.onRequest(
        request -> {
          if (request.method().equals("PATCH")) {
            parts.add(request.url());
          }
        });
    link("New Dataset").click();
    page.locator("input[type=file]").setInputFiles(archiveOf(101));
    button("Create").click();

    assertThat(page.getByText("1 file uploaded")).isVisible(PATIENTLY);
    assertThat(parts).hasSize(4);
  }

  @Test
  void cancelsAnUpload() throws IOException {
    openTraining();
    page.route("**/datasets/tus/*", route -> {});
    page.locator("input[type=file]").setInputFiles(archiveOf(1));
    button("Upload").click();
    button("Pause hill.zip").click();
    assertThat(button("Resume hill.zip")).isVisible();
    page.unrouteAll();
    button("Cancel hill.zip").click();

    assertThat(button("Pause all")).isHidden();
    assertThat(button("Upload")).isDisabled();
  }

  private CDPSession sendAtMost(int bytesPerSecond) {
    CDPSession network = page.context().newCDPSession(page);
    JsonObject conditions = new JsonObject();
    conditions.addProperty("offline", false);
    conditions.addProperty("latency", 0);
    conditions.addProperty("downloadThroughput", -1);
    conditions.addProperty("uploadThroughput", bytesPerSecond);
    network.send("Network.enable");
    network.send("Network.emulateNetworkConditions", conditions);
    return network;
  }

  private void openTraining() {
    link("Upload Training Data").click();
    link("TUS upload").click();
    assertThat(link("TUS upload")).hasAttribute("aria-current", "true");
  }

  /** An archive with a text, and something large that nobody knows. */
  private Path archiveOf(int megabytes) throws IOException {
    Path file = folder.resolve("hill.zip");
    byte[] noise = new byte[1 << 20];
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.setLevel(Deflater.NO_COMPRESSION);
      zip.putNextEntry(new ZipEntry("hill.txt"));
      zip.write("the house on the hill\n".getBytes(StandardCharsets.UTF_8));
      zip.putNextEntry(new ZipEntry("noise.bin"));
      for (int i = 0; i < megabytes; i++) {
        zip.write(noise);
      }
    }
    return file;
  }

  @Test
  void saysBeforeSendingWhatCannotBeTaken() {
    link("New Dataset").click();
    Locator dialog = page.getByRole(AriaRole.DIALOG, named("New Dataset"));
    dialog.getByLabel("Type").selectOption("AUDIO");

    choose(dialog, file("visit.wav", DatasetFiles.wav(440)), file("notes.txt", "words"));

    assertThat(dialog.locator("[data-files]")).containsText("Does not fit the type");
    assertThat(dialog.locator("[data-reason]")).containsText("Does not fit the type");
    assertThat(button("Create")).isDisabled();
    button("Remove notes.txt").click();
    assertThat(button("Create")).isEnabled();

    dialog.getByLabel("Type").selectOption("TEST");
    assertThat(dialog.locator("[data-takes]")).hasText(".vtt .srt .txt .csv .eaf .md .tsv");
    assertThat(dialog.locator("[data-reason]"))
        .hasText(Pattern.compile("Send the recording by itself as AUDIO, or with Auto-detect"));
    dialog.getByLabel("Type").selectOption("");
    assertThat(dialog.locator("[data-reason]")).isHidden();

    FilePayload[] eleven = new FilePayload[11];
    Arrays.setAll(eleven, i -> file("visit " + i + ".txt", "words " + i));
    choose(dialog, eleven);
    assertThat(dialog.locator("[data-reason]")).containsText("At most 10 files at a time.");
    assertThat(button("Create")).isDisabled();
    dialog.getByText("For more files or whole folders").click();
    assertThat(page.getByRole(AriaRole.DIALOG, named("Upload Training Data"))).isVisible();
  }

  @Test
  void showsFindingsWithLineAndRemedy() {
    FilePayload talk =
        file(
            "talk.vtt",
            "WEBVTT\n\n00:01.000 --> 00:02.000\ngood\n\n00:09.000 --> 00:03.000\nbad\n");
    String datasets = page.url();
    link("New Dataset").click();
    choose(page.getByRole(AriaRole.DIALOG, named("New Dataset")), talk);
    button("Check only").click();
    assertThat(page.getByRole(AriaRole.HEADING, headed("Result of the check")))
        .isVisible(PATIENTLY);
    assertThat(page.getByText("The cue ends before it starts.")).isVisible();
    page.navigate(datasets);
    assertThat(page.getByText("No data yet")).isVisible();

    link("New Dataset").click();
    choose(page.getByRole(AriaRole.DIALOG, named("New Dataset")), talk);
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
      assertThat(page.locator("#new-dataset")).hasCount(0);
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
