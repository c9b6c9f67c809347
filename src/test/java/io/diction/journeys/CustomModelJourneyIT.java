package io.diction.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.journeys.pages.ModelPage;
import io.diction.journeys.pages.ModelsPage;
import io.diction.journeys.pages.SignInPage;
import io.diction.organization.OrganizationFixtures;
import io.diction.testing.InBrowser;
import io.diction.testing.PortalTest;
import io.diction.testing.SpeechFixtures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

/** From nothing to a trained model, as a person does it. */
@PortalTest
@InBrowser
@Import(OrganizationFixtures.class)
class CustomModelJourneyIT {
  private static final double MINUTES = 60_000;
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
  void createsFeedsAndTrainsAModelAndSeesItImprove() throws IOException {
    ModelsPage models =
        SignInPage.open(page)
            .signIn(OrganizationFixtures.email(user.user()), OrganizationFixtures.PASSWORD)
            .createModel("Pharmacy EN", "English");
    assertThat(models.row("Pharmacy EN")).containsText("Not Running");

    ModelPage model = models.openModel("Pharmacy EN").upload(recordings());
    assertThat(model.dataset("recordings.zip"))
        .containsText("Ready", new ContainsTextOptions().setTimeout(MINUTES));

    model.train();
    assertThat(model.notice()).containsText("Training started successfully");
    assertThat(model.outcome()).isVisible(new IsVisibleOptions().setTimeout(3 * MINUTES));
    assertThat(model.main()).containsText("Success");
    assertThat(model.main()).containsText("Version 1");
    double before = rate(model.score("Base model").textContent());
    double after = rate(model.score("Custom model").textContent());
    assertThat(after).isLessThan(before);
  }

  private static double rate(String row) {
    Matcher percent = RATE.matcher(row);
    assertThat(percent.find()).as(row).isTrue();
    return Double.parseDouble(percent.group(1));
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
