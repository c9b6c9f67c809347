package io.diction.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.diction.custommodel.CustomModelFixtures;
import io.diction.custommodel.CustomModelId;
import io.diction.identity.Ids;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.journeys.pages.SignInPage;
import io.diction.organization.OrganizationFixtures;
import io.diction.testing.InBrowser;
import io.diction.testing.PortalTest;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a person does in a part of a page that asks again by itself is not lost when it is new. */
@PortalTest
@InBrowser
@Import({OrganizationFixtures.class, CustomModelFixtures.class})
class SteadyPageIT {
  private static final int LONG_MS = 7000;

  @Autowired private OrganizationFixtures people;
  @Autowired private CustomModelFixtures fixtures;
  @Autowired private JdbcClient jdbc;
  @Autowired private Clock clock;

  private Page page;
  private SignedIn user;

  @BeforeEach
  void signIn(Page browserPage) {
    page = browserPage;
    user = people.user(Role.USER);
    SignInPage.open(page)
        .signIn(OrganizationFixtures.email(user.user()), OrganizationFixtures.PASSWORD);
    page.clock().install();
  }

  @Test
  void keepsANameThatIsBeingTypedWhileATrainingIsAboutToBegin() {
    CustomModelId id = fixtures.fed(user, "Wards");
    jdbc.sql("update custom_model set auto_train = true where id = :id")
        .param("id", id.value())
        .update();
    page.navigate("/custom-models/" + id);
    Locator name = page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true));
    mark("#model-header");

    name.fill("Wards of the day clinic");
    page.clock().runFor(LONG_MS);
    assertThat(old("#model-header")).hasCount(1);
    assertThat(name).isFocused();

    page.locator("#domain").focus();
    page.clock().runFor(LONG_MS);
    assertThat(old("#model-header")).hasCount(0);
    assertThat(name).hasValue("Wards of the day clinic");
  }

  @Test
  void keepsAnOpenMenuTheFocusAndHowFarAGridIsScrolled() {
    CustomModelId id = fixtures.model(user, "Wards");
    for (int i = 10; i < 25; i++) {
      validating(id, "round-" + i + ".wav");
    }
    page.setViewportSize(1200, 600);
    page.navigate("/custom-models/" + id + "/datasets");
    Locator menu = page.getByRole(AriaRole.BUTTON, named("Actions for round-20.wav"));
    Locator grid = page.locator("#datasets .grid-scroll");
    grid.evaluate("grid => grid.scrollTop = 40");
    assertThat(grid).hasJSProperty("scrollTop", 40);
    mark("#datasets");

    menu.click();
    page.clock().runFor(LONG_MS);
    assertThat(old("#datasets")).hasCount(1);
    assertThat(page.locator("#datasets .menu-list:popover-open")).isVisible();

    grid.evaluate("grid => grid.scrollTop = 40");
    page.keyboard().press("Escape");
    menu.evaluate("button => button.focus({ preventScroll: true })");
    page.clock().runFor(LONG_MS);
    assertThat(old("#datasets")).hasCount(0);
    assertThat(menu).isFocused();
    assertThat(grid).hasJSProperty("scrollTop", 40);
  }

  /** So that it is seen when it is replaced. */
  private void mark(String part) {
    page.locator(part).evaluate("part => part.dataset.old = ''");
  }

  private Locator old(String part) {
    return page.locator(part + "[data-old]");
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }

  /** A dataset whose validation never ends. */
  private void validating(CustomModelId model, String name) {
    UUID id = Ids.next();
    jdbc.sql(
            """
            insert into dataset (id, organization_id, upload_id, name, name_key, pair_key, type,
                                 rest_kind, status, sha256, size_bytes, clips, error_count,
                                 warning_count, created_at, created_by)
            values (:id, :organization, :id, :name, :name, :name, 'AUDIO', 'AudioFiles',
                    'VALIDATING', 'aa', 1, 0, 0, 0, :now, :user)
            """)
        .param("id", id)
        .param("organization", user.organization().value())
        .param("name", name)
        .param("now", OffsetDateTime.now(clock))
        .param("user", user.user().value())
        .update();
    jdbc.sql("insert into model_dataset (model_id, dataset_id, purpose) values (:m, :d, 'TRAIN')")
        .param("m", model.value())
        .param("d", id)
        .update();
  }
}
