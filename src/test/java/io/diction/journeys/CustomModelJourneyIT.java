package io.diction.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.journeys.pages.HomePage;
import io.diction.journeys.pages.ModelPage;
import io.diction.journeys.pages.ModelsPage;
import io.diction.journeys.pages.Screenshots;
import io.diction.journeys.pages.SessionPage;
import io.diction.journeys.pages.SignInPage;
import io.diction.organization.OrganizationFixtures;
import io.diction.testing.InBrowser;
import io.diction.testing.PortalTest;
import io.diction.testing.SpeechFixtures;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

/** From nothing to a trained model and to what it recognises, as a person does it. */
@PortalTest
@InBrowser
@Import(OrganizationFixtures.class)
class CustomModelJourneyIT {
  private static final double MINUTES = 60_000;
  private static final ContainsTextOptions WITHIN_A_MINUTE =
      new ContainsTextOptions().setTimeout(MINUTES);
  private static final Pattern RATE = Pattern.compile("([0-9.]+) %");

  /** Brands and drugs that nobody makes, so that no dictionary has them. */
  private static final List<String> SENTENCES =
      List.of(
          "The doctor prescribed Xylocardine twice a day.",
          "Take Brevotal with food in the morning.",
          "The patient stopped Xylocardine last week.",
          "Brevotal and Xylocardine must not be combined.",
          "We changed the dose of Zentrafine yesterday.",
          "Zentrafine is stored in the blue cabinet.",
          "Please order more Brevotal from the pharmacy.",
          "The new patient asked about Zentrafine.",
          "Xylocardine works better than Brevotal.",
          "The nurse gave the patient some Zentrafine.");

  /** None of the clips says it. */
  private static final String UNHEARD =
      "The doctor ordered Brevotal and Zentrafine for the patient.";

  private static final Pattern TERMS =
      Pattern.compile("Brevotal|Zentrafine", Pattern.CASE_INSENSITIVE);

  @Autowired private OrganizationFixtures people;
  @TempDir private Path temporary;
  private SignedIn user;
  private Page page;

  @BeforeEach
  void openBrowser(Page browserPage) {
    page = browserPage;
    user = people.user(Role.USER);
  }

  @Test
  void createsFeedsTrainsAndUsesAModel() throws IOException {
    ModelPage created =
        SignInPage.open(page)
            .signIn(OrganizationFixtures.email(user.user()), OrganizationFixtures.PASSWORD)
            .createModel("Pharmacy EN", "English");
    assertThat(created.notice()).containsText("Custom model created successfully");
    assertThat(created.main()).containsText("Next step");
    ModelsPage models = created.showAll();
    assertThat(models.row("Pharmacy EN")).containsText("Not Running");

    ModelPage model = models.openModel("Pharmacy EN").upload(recordings());
    assertThat(model.dataset("recordings.zip")).containsText("Ready", WITHIN_A_MINUTE);

    model.train();
    assertThat(model.notice()).containsText("Training started successfully");
    assertThat(model.outcome()).isVisible(new IsVisibleOptions().setTimeout(3 * MINUTES));
    assertThat(model.main()).containsText("Success");
    assertThat(model.main()).containsText("Version 1");
    double before = rate(model.score("Base model").textContent());
    double after = rate(model.score("Custom model").textContent());
    assertThat(after).isLessThan(before);
    model.openLog();
    assertThat(model.log()).containsText(Pattern.compile("validate", Pattern.CASE_INSENSITIVE));
    Screenshots.take(page, "training-log");

    Path recording = SpeechFixtures.wav(temporary.resolve("round.wav"), UNHEARD);
    HomePage home = HomePage.open(page);
    assertThat(home.language("Pharmacy EN (English)")).hasCount(1);
    assertThat(home.model("Pharmacy EN (English)")).hasCount(1);
    home.chooseLanguage("Pharmacy EN (English)");
    assertThat(home.chosenModel()).hasText("Pharmacy EN (English)");
    hearsTheTerms(home.transcribe(recording));

    home = HomePage.open(page).chooseLanguage("English");
    assertThat(home.chosenModel()).not().containsText("Pharmacy EN");
    SessionPage general = home.transcribe(recording);
    assertThat(general.transcript()).containsText("patient", WITHIN_A_MINUTE);
    assertThat(general.transcript()).not().containsText(TERMS);
  }

  private void hearsTheTerms(SessionPage session) throws IOException {
    assertThat(session.transcript()).containsText("Pharmacy EN", WITHIN_A_MINUTE);
    assertThat(session.words().filter(having("Brevotal"))).hasCount(1);
    assertThat(session.words().filter(having("Zentrafine"))).hasCount(1);
    double last = 0;
    for (Locator word : session.words().all()) {
      double start = Double.parseDouble(word.getAttribute("data-start"));
      double end = Double.parseDouble(word.getAttribute("data-end"));
      assertThat(start).as(word.textContent()).isGreaterThanOrEqualTo(last).isLessThan(end);
      last = end;
    }
    assertThat(last).isPositive();
    assertThat(session.openExports().exports()).hasCount(5);
    for (Locator export : session.exports().all()) {
      APIResponse file = page.request().get(export.getAttribute("href"));
      assertThat(file).isOK();
      assertThat(text(file)).containsPattern(TERMS);
    }
  }

  /** Of a Word document what its parts hold. */
  private static String text(APIResponse file) throws IOException {
    if (!file.headers().get("content-type").contains("wordprocessingml")) {
      return file.text();
    }
    StringBuilder text = new StringBuilder();
    try (ZipInputStream parts = new ZipInputStream(new ByteArrayInputStream(file.body()))) {
      while (parts.getNextEntry() != null) {
        text.append(new String(parts.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return text.toString();
  }

  private static double rate(String row) {
    Matcher percent = RATE.matcher(row);
    assertThat(percent.find()).as(row).isTrue();
    return Double.parseDouble(percent.group(1));
  }

  private static Locator.FilterOptions having(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  private Path recordings() throws IOException {
    Path archive = temporary.resolve("recordings.zip");
    StringBuilder transcripts = new StringBuilder();
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
      for (int i = 0; i < SENTENCES.size(); i++) {
        Path wav = SpeechFixtures.wav(temporary.resolve("clip.wav"), SENTENCES.get(i));
        zip.putNextEntry(new ZipEntry("clip-%02d.wav".formatted(i + 1)));
        Files.copy(wav, zip);
        transcripts.append("clip-%02d.wav\t%s\n".formatted(i + 1, SENTENCES.get(i)));
      }
      zip.putNextEntry(new ZipEntry("trans.txt"));
      zip.write(transcripts.toString().getBytes(StandardCharsets.UTF_8));
    }
    return archive;
  }
}
