package io.diction.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.diction.journeys.pages.Parts.dialog;
import static io.diction.journeys.pages.Parts.in;
import static io.diction.journeys.pages.Parts.main;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import com.microsoft.playwright.options.AriaRole;
import io.diction.custommodel.CustomModelFixtures;
import io.diction.custommodel.CustomModelId;
import io.diction.evaluation.EvaluationFixtures;
import io.diction.identity.OrganizationId;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.journeys.pages.SignInPage;
import io.diction.organization.Organization.Limits;
import io.diction.organization.OrganizationFixtures;
import io.diction.testing.InBrowser;
import io.diction.testing.PortalTest;
import io.diction.testing.SpeechFixtures;
import io.diction.web.Times;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

/** What comes after a training: versions are looked into, chosen, shared and fed again. */
@PortalTest
@InBrowser
@Import({OrganizationFixtures.class, CustomModelFixtures.class, EvaluationFixtures.class})
class ModelLifeJourneyIT {
  private static final IsVisibleOptions WITHIN_A_MINUTE = new IsVisibleOptions().setTimeout(60_000);

  @Autowired private OrganizationFixtures people;
  @Autowired private CustomModelFixtures models;
  @Autowired private EvaluationFixtures tests;
  @TempDir private Path folder;

  @Test
  void aTestIsReadUtteranceByUtteranceUntilAMissedWordIsInTheVocabulary(Page page) {
    SignedIn admin = people.user(Role.ORGADMIN);
    CustomModelId model = models.trained(admin, "Medical EN");
    UUID run = tests.finished(model, admin);
    SignInPage.signInAnew(page, admin);
    page.navigate("/custom-models/" + model + "/tests/" + run);
    main(page, AriaRole.LINK, "Utterances").click();
    assertThat(page.locator("[data-utterance]")).hasCount(4);

    page.getByLabel("Model").selectOption("0");
    assertThat(page).hasURL(Pattern.compile(".*subject=0.*"));
    page.getByLabel("Show").selectOption("SUBSTITUTION");
    assertThat(page.locator("[data-utterance]")).hasCount(2);

    page.getByText("1 · ward.wav").click();
    assertThat(page.locator(".heard-substitution").first()).containsText("patience");
    Locator mend = page.getByText("Add “patient” to the vocabulary with this sentence").first();
    mend.click();
    assertThat(page.locator("#term")).hasValue("patient");
    assertThat(page.locator("#context")).hasValue("the patient slept well");
    main(page, AriaRole.BUTTON, "Add term").click();
    assertThat(page.locator("table tbody").first()).containsText("patient");
  }

  @Test
  void aVersionIsAcceptedAndRolledBack(Page page) {
    SignedIn admin = people.user(Role.ORGADMIN);
    CustomModelId model = models.trained(admin, "Legal EN");
    var unused = models.retrain(model, admin, CustomModelFixtures.BETTER);
    SignInPage.signInAnew(page, admin);
    page.navigate("/custom-models/" + model + "/versions");

    main(page, AriaRole.LINK, "Accept").click();
    in(dialog(page), AriaRole.BUTTON, "Accept").click();
    assertThat(page.getByText("This version is in use now").first()).isVisible();

    main(page, AriaRole.LINK, "Roll back").click();
    in(dialog(page), AriaRole.BUTTON, "Roll back").click();
    assertThat(main(page, AriaRole.LINK, "Accept")).isVisible();
    assertThat(main(page, AriaRole.LINK, "Roll back")).hasCount(0);
  }

  @Test
  void aModelIsAssignedContributedToAndTakenBackAfterADate(Page page) throws Exception {
    SignedIn reseller = people.user(Role.RESELLER);
    OrganizationId organization = people.organization(reseller.organization(), Limits.NONE);
    SignedIn customer = people.user(organization, Role.USER);
    CustomModelId model = models.trained(reseller, "Radiology EN");
    String sharing = "/custom-models/" + model + "/sharing";

    SignInPage.signInAnew(page, reseller);
    page.navigate("/reseller/customers/" + organization + "/models");
    main(page, AriaRole.LINK, "Assign Model").click();
    Locator assign = dialog(page);
    assign.getByLabel("Model").selectOption(model.toString());
    in(assign, AriaRole.RADIO, "Contribute Training Data").check();
    in(assign, AriaRole.BUTTON, "Assign").click();
    assertThat(page.locator("#given tbody tr")).containsText("Contribute Training Data");

    SignInPage.signInAnew(page, customer);
    page.navigate(sharing);
    page.locator("#contributions-link").click();
    Path text = Files.writeString(folder.resolve("reports.txt"), "the chest is clear\n");
    page.getByLabel("Files to offer").setInputFiles(text);
    main(page, AriaRole.BUTTON, "Offer these files").click();
    assertThat(page.locator("#contributions tbody tr")).containsText("reports.txt");
    // The list looks again by itself until it is checked.
    assertThat(page.locator("#contributions tbody tr")).containsText("Waits for approval");

    SignInPage.signInAnew(page, reseller);
    page.navigate(sharing);
    page.locator("#contributions-link").click();
    main(page, AriaRole.LINK, "reports.txt").click();
    assertThat(page.locator("h1")).hasText("reports.txt");
    page.waitForCondition(
        () -> {
          page.reload();
          return main(page, AriaRole.BUTTON, "Approve").count() > 0;
        },
        new Page.WaitForConditionOptions().setTimeout(60_000));
    main(page, AriaRole.BUTTON, "Approve").click();
    assertThat(page.getByText("The data is approved").first()).isVisible();

    LocalDate last = LocalDate.now(ZoneOffset.UTC).plusDays(7);
    page.navigate(sharing);
    main(page, AriaRole.LINK, "Remove Access").click();
    in(dialog(page), AriaRole.RADIO, "After date").check();
    dialog(page).getByLabel("Last day").fill(last.toString());
    in(dialog(page), AriaRole.BUTTON, "Remove Access").click();
    assertThat(page.getByText("end of " + Times.days(Locale.ENGLISH).format(last)).first())
        .isVisible();
  }

  @Test
  void whatWasAlignedGoesIntoADataset(Page page) throws Exception {
    SignedIn user = people.user(Role.USER);
    CustomModelId model = models.model(user, "Pharmacy");
    Path wav = SpeechFixtures.wav(folder.resolve("visit.wav"), "take the green hill today");
    SignInPage.signInAnew(page, user);
    page.navigate("/?mode=alignment");
    page.getByLabel("Transcript, pasted").fill("Take the green hill today.");
    page.locator("#alignment-audio").setInputFiles(wav);
    main(page, AriaRole.BUTTON, "Start alignment").click();

    Locator send = page.locator("#send-to-training");
    assertThat(send).isVisible(WITHIN_A_MINUTE);
    assertThat(page.locator(".word").first()).hasText("Take");
    send.click();
    page.getByRole(AriaRole.CHECKBOX).check();
    main(page, AriaRole.BUTTON, "Add to dataset").click();
    Locator there = main(page, AriaRole.LINK, "See them there");
    assertThat(there).isVisible(WITHIN_A_MINUTE);
    there.click();
    assertThat(page).hasURL(Pattern.compile(".*/custom-models/" + model + "/datasets"));
    assertThat(page.getByText(Pattern.compile("visit, .*\\.zip")).first()).isVisible();
  }
}
