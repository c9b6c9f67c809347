package io.diction.evaluation;

import static io.diction.organization.OrganizationFixtures.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.diction.custommodel.CustomModelFixtures;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.ModelVersion;
import io.diction.custommodel.VersionDeletion;
import io.diction.custommodel.Versions;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.OrganizationFixtures;
import io.diction.testing.PortalTest;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.transaction.support.TransactionOperations;

@PortalTest
@Import({OrganizationFixtures.class, CustomModelFixtures.class, EvaluationFixtures.class})
class VersionPageTest {
  @Autowired private MockMvc mvc;
  @Autowired private OrganizationFixtures people;
  @Autowired private CustomModelFixtures models;
  @Autowired private EvaluationFixtures tests;
  @Autowired private Versions versions;
  @Autowired private VersionDeletion deletion;
  @Autowired private JdbcClient jdbc;
  @Autowired private TransactionOperations transaction;

  private SignedIn admin;
  private CustomModelId model;
  private ModelVersion worse;
  private String place;

  @BeforeEach
  void makeAWorseVersion() {
    admin = people.user(Role.ORGADMIN);
    model = models.trained(admin, "Court");
    worse = models.retrain(model, admin, CustomModelFixtures.WORSE);
    place = "/custom-models/" + model + "/versions/" + worse.id();
  }

  @Test
  void asksTwiceBeforeAWorseVersionIsUsed() throws Exception {
    assertThat(page("/custom-models/" + model + "/versions").select("tbody tr").first().text())
        .contains("worse than the base model");

    MockHttpServletResponse asked = send(place + "/accept");
    assertThat(asked.getStatus()).isEqualTo(200);
    assertThat(asked.getContentAsString(StandardCharsets.UTF_8))
        .contains("version 2 gets 30.0 % of the words wrong, the base model 20.0 %");
    assertThat(versions.accepted(model).orElseThrow().number()).isEqualTo(1);

    assertThat(send(place + "/accept?sure=true").getStatus()).isEqualTo(302);
    assertThat(versions.accepted(model).orElseThrow().number()).isEqualTo(2);
  }

  @Test
  void showsWhatAVersionWasMadeOfAndTheDifferenceToTheOneBefore() throws Exception {
    tests.finished(model, admin);

    Document page = page(place);

    assertThat(page.select("h1").text()).isEqualTo("Version 2");
    assertThat(page.select("dl code").eachText()).contains(worse.made().artifact().sha256());
    assertThat(page.select("[aria-labelledby=before-title]").text()).contains("+10.0 points");
    assertThat(page.select("[aria-labelledby=tests-title]").text()).contains("Ward round");
    assertThat(page.text()).contains("would make the same version");
    // Its training is not on record, so there is nothing to repeat.
    assertThat(page.select("form[action$=reproduce]")).isEmpty();
    assertThat(page.select("#again").text()).contains("Its training is not on record any more");
    MockHttpServletResponse refused = send(place + "/reproduce");
    assertThat(refused.getStatus()).isEqualTo(409);
    assertThat(refused.getContentAsString(StandardCharsets.UTF_8))
        .contains("Its training is not on record any more");
  }

  @Test
  void saysWhyAVersionCannotBeMadeAgain() throws Exception {
    record(worse);
    assertThat(page(place).select("#again form[action$=reproduce]")).hasSize(1);
    SignedIn user = people.user(admin.organization(), Role.USER);
    assertThat(page(place, user).select("#again form")).isEmpty();
    assertThat(page(place, user).select("#again").text())
        .contains("Administrators of the organization can have it made again.");

    models.feed(model);

    Document page = page(place);
    assertThat(page.select("#again form")).isEmpty();
    assertThat(page.select("#again").text())
        .contains("Data or vocabulary have changed since it was trained.");
    assertThat(page.select("#again a").attr("href")).isEqualTo("/help/use#reproduction");
    assertThat(page("/help/use").select("#reproduction").text())
        .contains("also when the change is taken back");
  }

  @Test
  void comparesWithTheNewestThatIsLeft() throws Exception {
    ModelVersion third = models.retrain(model, admin, CustomModelFixtures.BETTER);
    String path = "/custom-models/" + model + "/versions/" + third.id();
    assertThat(page(path).select("#before-title").text()).isEqualTo("Against version 2");

    transaction.executeWithoutResult(status -> deletion.delete(model, worse.id(), admin));

    Document page = page(path);
    assertThat(page.select("#before-title").text()).isEqualTo("Against version 1");
    assertThat(page.select("[aria-labelledby=before-title]").text()).contains("0.0 points");
    ModelVersion first = versions.list(model, admin).get(1);
    assertThat(page("/custom-models/" + model + "/versions/" + first.id()).select("#before-title"))
        .isEmpty();
  }

  /** As many words are not the same words. */
  @Test
  void comparesErrorRatesOnTheSameTestDataAlone() throws Exception {
    String before = "[aria-labelledby=before-title]";
    assertThat(page(place).select(before).text())
        .contains("+10.0 points if both were measured on the same test data");
    ModelVersion first = versions.list(model, admin).get(1);

    measuredWith(first, "aa");
    measuredWith(worse, "aa");
    assertThat(page(place).select(before).text())
        .contains("+10.0 points")
        .doesNotContain("if both");

    measuredWith(worse, "bb");
    assertThat(page(place).select(before).text())
        .contains("measured on other test data")
        .doesNotContain("points");
  }

  @Test
  void saysThatAReproductionWasCancelled() throws Exception {
    assertThat(page(place).select("#again .status-badge")).isEmpty();
    jdbc.sql(
            """
            insert into version_reproduction (
              id, organization_id, model_id, version_id, job_id, state, asked_by_name, created_at)
            values (:id, :organization, :model, :version, :id, 'CANCELLED', 'Mira', :now)
            """)
        .param("id", UUID.randomUUID())
        .param("organization", admin.organization().value())
        .param("model", model.value())
        .param("version", worse.id().value())
        .param("now", OffsetDateTime.now(ZoneOffset.UTC))
        .update();

    assertThat(page(place).select("#again .status-badge").text()).isEqualTo("Cancelled");
  }

  private void measuredWith(ModelVersion version, String testData) {
    jdbc.sql("update model_version set settings = :settings where id = :id")
        .param("settings", "{\"testData\":\"" + testData + "\"}")
        .param("id", version.id().value())
        .update();
  }

  /** As if a training had made it. */
  private void record(ModelVersion version) {
    jdbc.sql(
            """
            insert into training_run (
              id, organization_id, model_id, job_id, base_model_id, asked_by_name, charged,
              audio_seconds, text_characters, estimated_seconds, asked_at, outcome)
            values (:id, :organization, :model, :job, :base, 'Mira', false, 1, 0, 1, :now,
                    'SUCCEEDED')
            """)
        .param("id", UUID.randomUUID())
        .param("organization", admin.organization().value())
        .param("model", model.value())
        .param("job", version.job())
        .param("base", version.baseModel().value())
        .param("now", OffsetDateTime.now(ZoneOffset.UTC))
        .update();
  }

  private Document page(String path) throws Exception {
    return page(path, admin);
  }

  private Document page(String path, SignedIn who) throws Exception {
    MockHttpServletResponse response =
        mvc.perform(get(path).with(as(who))).andReturn().getResponse();
    assertThat(response.getStatus()).as(path).isEqualTo(200);
    return Jsoup.parse(response.getContentAsString(StandardCharsets.UTF_8));
  }

  private MockHttpServletResponse send(String path) throws Exception {
    return mvc.perform(post(path).with(as(admin)).with(csrf())).andReturn().getResponse();
  }
}
