package io.diction.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.diction.journeys.pages.Parts.dialog;
import static io.diction.journeys.pages.Parts.in;
import static io.diction.journeys.pages.Parts.main;
import static io.diction.journeys.pages.SignInPage.signInAnew;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import com.microsoft.playwright.options.AriaRole;
import io.diction.custommodel.CustomModelFixtures;
import io.diction.custommodel.CustomModelId;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.OrganizationFixtures;
import io.diction.testing.Complaints;
import io.diction.testing.InBrowser;
import io.diction.testing.PortalTest;
import io.diction.testing.SpeechFixtures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

/** From the button New Test to the figures, with recordings that are uploaded for it. */
@PortalTest
@InBrowser
@Import({OrganizationFixtures.class, CustomModelFixtures.class})
class NewTestJourneyIT {
  private static final double A_MINUTE = 60_000;

  @Autowired private OrganizationFixtures people;
  @Autowired private CustomModelFixtures models;
  @TempDir private Path folder;

  @Test
  void aBaseModelIsMeasuredWithUploadedRecordings(Page page, Complaints complaints)
      throws Exception {
    complaints.expect("status of 422");
    SignedIn user = people.user(Role.USER);
    CustomModelId model = models.model(user, "Pharmacy");
    Path wav = SpeechFixtures.wav(folder.resolve("visit.wav"), "take the green hill today");
    Path words = Files.writeString(folder.resolve("visit.txt"), "Take the green hill tomorrow.\n");
    signInAnew(page, user);
    page.navigate("/custom-models/" + model + "/tests");

    main(page, AriaRole.LINK, "New Test").click();
    in(dialog(page), AriaRole.BUTTON, "Start test").click();
    assertThat(dialog(page).getByRole(AriaRole.ALERT)).isVisible();
    dialog(page).locator("#subjects input").first().check();
    dialog(page).locator("#test-files").setInputFiles(new Path[] {wav, words});
    in(dialog(page), AriaRole.BUTTON, "Start test").click();

    assertThat(page).hasURL(Pattern.compile("/tests/[0-9a-f-]{36}$"));
    assertThat(main(page, AriaRole.LINK, "Utterances"))
        .isVisible(new IsVisibleOptions().setTimeout(A_MINUTE));
    assertThat(page.getByRole(AriaRole.MAIN))
        .containsText(
            Pattern.compile("[1-9]\\d\\.0 %"), new ContainsTextOptions().setTimeout(A_MINUTE));
    main(page, AriaRole.LINK, "Utterances").click();
    assertThat(page.locator("[data-utterance]")).hasCount(1);
    assertThat(page.locator("[data-utterance]")).containsText("tomorrow");
  }
}
