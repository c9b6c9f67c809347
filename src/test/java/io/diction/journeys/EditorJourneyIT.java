package io.diction.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import io.diction.custommodel.CustomModelFixtures;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.Permission;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.journeys.pages.SignInPage;
import io.diction.organization.OrganizationFixtures;
import io.diction.speech.WordTiming;
import io.diction.testing.InBrowser;
import io.diction.testing.PortalTest;
import io.diction.testing.SpeechFixtures;
import io.diction.transcription.SessionFixtures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A transcript is corrected in the browser, and what was corrected trains a model. */
@PortalTest
@InBrowser
@Import({OrganizationFixtures.class, CustomModelFixtures.class, SessionFixtures.class})
class EditorJourneyIT {
  @Autowired private OrganizationFixtures people;
  @Autowired private CustomModelFixtures models;
  @Autowired private SessionFixtures sessions;
  @Autowired private JdbcClient jdbc;
  @TempDir private Path folder;

  @Test
  void correctsByKeyAndClickAndSendsItToAModel(Page page) throws Exception {
    SignedIn user = people.user(Role.USER);
    CustomModelId model = models.model(user, "Pharmacy");
    Path wav = SpeechFixtures.wav(folder.resolve("visit.wav"), "take the green hill today");
    UUID session =
        sessions.finished(
            user,
            "visit.wav",
            Files.readAllBytes(wav),
            List.of(
                new WordTiming("Take", 0.05, 0.3, 0.9),
                new WordTiming("the", 0.3, 0.4, 0.9),
                new WordTiming("grin", 0.4, 0.7, 0.2),
                new WordTiming("hill", 0.7, 0.9, 0.4),
                new WordTiming("today.", 0.9, 1.2, 0.9)));
    signIn(page, user);
    page.navigate("/sessions/" + session);

    page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("Next unsure word (N)")).click();
    assertThat(page.locator(".word-asked")).hasText("grin");
    page.keyboard().press("n");
    assertThat(page.locator(".word-asked")).hasText("hill");
    page.keyboard().press("p");
    assertThat(page.locator(".word-asked")).hasText("grin");
    page.keyboard().press("e");
    Locator text = page.getByLabel("What is said at 0:00");
    assertThat(text).isFocused();
    page.keyboard().type("green");
    assertThat(text).hasValue("Take the green hill today.");
    page.keyboard().press("Control+Enter");
    assertThat(page.locator("#passage-1 .word").nth(2)).hasText("green");
    assertThat(page.locator(".editor-count")).hasText("No unsure words · 1 of 1 passages checked");

    page.locator("#passage-1 .word").last().dblclick();
    assertThat(text).isFocused();
    page.keyboard().press("Escape");
    assertThat(page.locator("#passage-1 .word").last()).hasText("today.");
    page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("Undo").setExact(true)).click();
    assertThat(page.locator("#passage-1 .word").nth(2)).hasText("grin");
    assertThat(page.locator("#passage-1")).isFocused();
    page.keyboard().press("Control+Shift+Z");
    assertThat(page.locator("#passage-1 .word").nth(2)).hasText("green");

    page.getByRole(AriaRole.LINK, new GetByRoleOptions().setName("Send to training data")).click();
    page.getByRole(AriaRole.CHECKBOX).check();
    page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("Send to training data"))
        .click();
    assertThat(page.getByText("1 passage is on the way to the training data.").first()).isVisible();
    assertThat(page.locator("#delivery h2")).hasText("1 passage for Pharmacy");
    page.getByRole(AriaRole.LINK, new GetByRoleOptions().setName("See them there")).click();
    assertThat(page).hasURL(Pattern.compile(".*/custom-models/" + model + "/datasets"));
    assertThat(page.getByText(Pattern.compile("visit, .*\\.zip")).first()).isVisible();
    page.waitForCondition(
        () ->
            jdbc.sql(
                        """
                        select count(*)
                        from dataset d join model_dataset m on m.dataset_id = d.id
                        where m.model_id = :model and d.status in ('READY', 'NEEDS_REVIEW')
                          and d.clips = 1
                        """)
                    .param("model", model.value())
                    .query(Long.class)
                    .single()
                == 1);
  }

  @Test
  void selectsTheDefaultOfALanguageThatIsChosen(Page page) {
    SignedIn owner = people.user(Role.RESELLER);
    SignedIn user = people.user(Role.USER);
    models.trained(user, "Another");
    CustomModelId given = models.trained(owner, "Given");
    models.share(given, user.organization(), Permission.USE);
    jdbc.sql(
            """
            update model_access set default_for_language = true
            where model_id = :model and organization_id = :organization
            """)
        .param("model", given.value())
        .param("organization", user.organization().value())
        .update();
    signIn(page, user);
    page.navigate("/");
    Locator chosen = page.locator("#session-model option:checked");
    assertThat(chosen).hasText("Given (English)");

    page.locator("#session-language").selectOption("Another (English)");
    assertThat(chosen).hasText("Another (English)");
    page.locator("#session-language").selectOption("English");
    assertThat(chosen).hasText("Given (English)");
  }

  private static void signIn(Page page, SignedIn user) {
    var unused =
        SignInPage.open(page)
            .signIn(OrganizationFixtures.email(user.user()), OrganizationFixtures.PASSWORD);
  }
}
