package io.diction.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import io.diction.custommodel.CustomModelFixtures;
import io.diction.custommodel.CustomModelId;
import io.diction.identity.OrganizationId;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.journeys.pages.DeleteDialog;
import io.diction.journeys.pages.ModelPage;
import io.diction.journeys.pages.ModelsPage;
import io.diction.journeys.pages.OrganizationPage;
import io.diction.journeys.pages.SignInPage;
import io.diction.organization.OrganizationFixtures;
import io.diction.testing.Complaints;
import io.diction.testing.InBrowser;
import io.diction.testing.PortalTest;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

/** Who may do away with a model, and who does not even learn that it exists. */
@PortalTest
@InBrowser
@Import({OrganizationFixtures.class, CustomModelFixtures.class})
class RolesJourneyIT {
  @Autowired private OrganizationFixtures people;
  @Autowired private CustomModelFixtures fixtures;
  private Page page;
  private OrganizationId organization;
  private CustomModelId model;

  @BeforeEach
  void trainAModel(Page browserPage) {
    page = browserPage;
    organization = people.organization();
    model = fixtures.trained(people.user(organization, Role.USER), "Cardiology EN");
  }

  @Test
  void aUserIsNotOfferedToDelete() {
    ModelsPage models = signIn(people.user(organization, Role.USER));

    assertThat(models.edit("Cardiology EN")).isVisible();
    assertThat(models.delete("Cardiology EN")).hasCount(0);
    ModelPage details = models.openModel("Cardiology EN");
    assertThat(details.update()).isVisible();
    assertThat(details.delete()).hasCount(0);
  }

  @Test
  void aUserWhoDeletesAllTheSameIsRefused() {
    ModelsPage models = signIn(people.user(organization, Role.USER));

    APIResponse question = page.request().get(deletion());
    APIResponse answer = post(deletion());

    assertThat(question.status()).isEqualTo(403);
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.text()).contains("Only an administrator of the organization");
    page.reload();
    assertThat(models.row("Cardiology EN")).isVisible();
  }

  @ParameterizedTest
  @EnumSource(names = {"ORGADMIN", "RESELLER", "SYSOP"})
  void anAdministratorDeletesThroughTheDialog(Role role) {
    ModelsPage models = signIn(people.user(organization, role));

    DeleteDialog dialog = models.askToDelete("Cardiology EN");
    assertThat(dialog.window()).containsText("Are you sure you want to delete this model?");
    assertThat(dialog.confirmation()).isFocused();
    assertThat(dialog.confirmation()).hasClass(Pattern.compile(".*\\bbtn-danger\\b.*"));
    dialog.cancel();
    assertThat(dialog.window()).not().isVisible();
    assertThat(models.row("Cardiology EN")).isVisible();

    models.askToDelete("Cardiology EN").confirm();
    assertThat(models.notice()).containsText("Custom model deleted successfully");
    assertThat(models.row("Cardiology EN")).hasCount(0);
    assertThat(page.request().get("/custom-models/" + model).status()).isEqualTo(404);
  }

  @Test
  void anAdministratorInvitesMakesAKeyAndDeactivates() {
    SignedIn leaving = people.user(organization, Role.USER);
    signIn(people.user(organization, Role.ORGADMIN));

    OrganizationPage own = OrganizationPage.open(page).invite("new@journey.example", "Ines Novak");
    assertThat(own.secret()).containsText("/welcome/");
    assertThat(own.done().main()).containsText("new@journey.example");

    own.deactivate(leaving.displayName());
    assertThat(own.notice()).containsText(leaving.displayName() + " is deactivated");
    assertThat(own.row(leaving.displayName())).containsText("Deactivated");

    own.makeKey("Nightly import");
    assertThat(own.secret()).containsText("diction_");
    assertThat(own.done().row("Nightly import")).containsText("Active");
  }

  @Test
  void theModelsOfOthersDoNotExist(Complaints complaints) {
    complaints.expect("status of 404");
    ModelsPage models = signIn(people.user(Role.ORGADMIN));

    assertThat(models.row("Cardiology EN")).hasCount(0);
    for (String part : new String[] {"", "/datasets", "/vocabulary", "/training", "/versions"}) {
      String path = "/custom-models/" + model + part;
      assertThat(page.request().get(path).status()).as(path).isEqualTo(404);
    }
    assertThat(page.request().get(deletion()).status()).isEqualTo(404);
    assertThat(post(deletion()).status()).isEqualTo(404);
    assertThat(ModelPage.open(page, model.toString()).main()).not().containsText("Cardiology EN");
    assertThat(page).hasTitle("Page not found · Diction");
  }

  private String deletion() {
    return "/custom-models/" + model + "/delete";
  }

  /** What a form made by hand would send, with the token of the page that is open. */
  private APIResponse post(String path) {
    String token = page.locator("meta[name=csrf-token]").getAttribute("content");
    return page.request()
        .post(path, RequestOptions.create().setForm(FormData.create().set("_csrf", token)));
  }

  private ModelsPage signIn(SignedIn who) {
    return SignInPage.open(page)
        .signIn(OrganizationFixtures.email(who.user()), OrganizationFixtures.PASSWORD);
  }
}
