package io.diction.usage;

import static io.diction.organization.OrganizationFixtures.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import io.diction.custommodel.CustomModelFixtures;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.Permission;
import io.diction.evaluation.EvaluationFixtures;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.Organization.Limits;
import io.diction.organization.OrganizationFixtures;
import io.diction.testing.PortalTest;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

@PortalTest
@Import({
  OrganizationFixtures.class,
  CustomModelFixtures.class,
  EvaluationFixtures.class,
  UsageFixtures.class
})
class ResellerModelsTest {
  @Autowired private MockMvcTester web;
  @Autowired private OrganizationFixtures people;
  @Autowired private CustomModelFixtures models;
  @Autowired private EvaluationFixtures tests;
  @Autowired private JdbcClient jdbc;
  @Autowired private UsageFixtures use;

  private SignedIn reseller;

  @BeforeEach
  void signIn() {
    reseller = people.user(Role.RESELLER);
  }

  private Document page(String path) {
    try {
      return Jsoup.parse(
          web.get()
              .uri(path)
              .with(as(reseller))
              .exchange()
              .getResponse()
              .getContentAsString(StandardCharsets.UTF_8));
    } catch (UnsupportedEncodingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Test
  void showsEachModelAsACardWithItsFigures() {
    CustomModelId active = models.trained(reseller, "Active one");
    models.running(reseller, "Training one");
    models.model(reseller, "New one");
    SignedIn customer =
        people.user(people.organization(reseller.organization(), Limits.NONE), Role.USER);
    models.share(active, customer.organization(), Permission.USE);
    use.transcribed(active, customer, 90);
    use.transcribed(active, reseller, 30);

    Document page = page("/reseller/models");

    assertThat(page.select("h1").text()).isEqualTo("Reseller Dashboard");
    assertThat(page.select("article").eachText())
        .anySatisfy(
            card ->
                assertThat(card)
                    .contains("Active one", "Active", "80.0 %", "Organizations 1", "120.0"))
        .anySatisfy(card -> assertThat(card).contains("Training one", "Training"))
        .anySatisfy(card -> assertThat(card).contains("New one", "Not Running", "unmeasured"));
    assertThat(page("/reseller/models?name=active").select("article")).hasSize(1);
  }

  @Test
  void tellsFiguresUseAndTrainingButNothingThatWasSaid() {
    CustomModelId model = models.trained(reseller, "Medical");
    SignedIn customer =
        people.user(people.organization(reseller.organization(), Limits.NONE), Role.USER);
    models.share(model, customer.organization(), Permission.USE);
    use.transcribed(model, customer, 90);

    Document page = page("/reseller/models/" + model);

    assertThat(page.select("main h2").eachText())
        .containsExactly("Performance Metrics", "Usage Statistics", "Training Information");
    assertThat(page.select("main h3").eachText())
        .startsWith(
            "Word Error Rate (WER)",
            "Accuracy vs. standard model",
            "Performance by speaker",
            "Common errors");
    assertThat(page.select("#performance").text())
        .contains("20.0 %", "80.0 % of words right, 70.0 % with the base model");
    assertThat(page.select("#use").text()).contains("90.0", "Organizations 1");
    assertThat(page.select("#training").text()).contains("25:00 of audio", "72,000 words");
    assertThat(page.select("#use rect")).hasSize(90);
    assertThat(page.select("#use tbody tr").eachText()).anyMatch(row -> row.endsWith("90.0 1"));
    assertThat(page.select("#use").text()).doesNotContain(customer.displayName());
  }

  @Test
  void tellsWhatTheOwnersTestsFoundAndNothingOfItsCustomers() {
    CustomModelId model = models.trained(reseller, "Medical");
    SignedIn customer =
        people.user(people.organization(reseller.organization(), Limits.NONE), Role.USER);
    models.share(model, customer.organization(), Permission.USE);
    tests.finished(model, customer);
    assertThat(page("/reseller/models/" + model).select("#performance").text())
        .as("only its customer tested it")
        .contains("20.0 %", "Run a test of this model to see it.")
        .doesNotContain("Ann", "Ben");

    tests.finished(model, reseller);

    assertThat(page("/reseller/models/" + model).select("#performance").text())
        .contains(
            "12.5 %",
            "0.0 to 22.2 %",
            "68.8 % with the base model",
            "Ward round",
            "with 95 % confidence",
            "Ann",
            "Ben")
        .doesNotContain("Run a test of this model to see it.");
    assertThat(
            page("/reseller/models/" + model)
                .select("#performance h3:contains(Common errors) + table tbody tr")
                .eachText())
        .as("words in whose place nothing was heard")
        .containsExactly("since – 1", "today – 1");
  }

  /** Card and details take it from the same test, and mark one that flatters the model. */
  @Test
  void showsOneAccuracyWithItsMark() {
    CustomModelId model = models.trained(reseller, "Medical");
    SignedIn viewer =
        people.user(people.organization(reseller.organization(), Limits.NONE), Role.USER);
    models.share(model, viewer.organization(), Permission.VIEW);
    assertThat(page("/reseller/models").select("article").text())
        .contains("80.0 %", "Organizations 0")
        .doesNotContain("trains the model");
    assertThat(page("/reseller/models/" + model).select("#use").text()).contains("Organizations 0");

    tests.finished(model, reseller);
    assertThat(page("/reseller/models").select("article").text())
        .contains("87.5 %")
        .doesNotContain("trains the model");
    tests.leaky(model, reseller);

    assertThat(page("/reseller/models").select("article").text())
        .contains("87.5 %", "Some of it trains the model");
    assertThat(page("/reseller/models/" + model).select("#performance").text())
        .contains("12.5 %", "Some of it trains the model");
  }

  @Test
  void tellsOfNoFewerWordsRightThanNone() {
    CustomModelId model = models.trained(reseller, "Noisy");
    jdbc.sql(
            """
            update model_version
            set custom_errors = 2 * test_words, base_errors = 3 * test_words
            where model_id = :model
            """)
        .param("model", model.value())
        .update();

    assertThat(page("/reseller/models").select("article dd").eachText()).contains("0.0 %");
    assertThat(page("/reseller/models/" + model).select("#performance").text())
        .contains("200.0 %", "0.0 % of words right, 0.0 % with the base model")
        .doesNotContain("-");
  }

  @Test
  void leadsBackFromASearchWithoutAHit() {
    models.model(reseller, "Medical");

    Document none = page("/reseller/models?name=nephrology");

    assertThat(none.select(".empty").text())
        .contains("No model matches “nephrology”")
        .doesNotContain("Create one");
    assertThat(none.select("#clear-models").attr("href")).isEqualTo("/reseller/models");
  }

  @Test
  void createsAModel() {
    assertThat(page("/reseller/models").select("#create-model").text())
        .isEqualTo("Create Custom Model");
    Document form = page("/reseller/models/new");
    assertThat(form.select("label").eachText().toString())
        .contains("Model Name", "Description", "Base Language", "Domain");
    assertThat(form.select("#model-name-hint").text()).contains("Medical EN-US");
    assertThat(form.select("button[type=submit]").eachText()).contains("Create Model");

    var refused =
        web.post()
            .uri("/reseller/models")
            .with(as(reseller))
            .with(csrf())
            .param("name", " ")
            .param("locale", "en-US")
            .exchange();
    assertThat(refused.getResponse().getStatus()).isEqualTo(422);
    var made =
        web.post()
            .uri("/reseller/models")
            .with(as(reseller))
            .with(csrf())
            .param("name", "Medical EN-US")
            .param("locale", "en-US")
            .param("domain", "Medical")
            .exchange();

    assertThat(made.getResponse().getRedirectedUrl()).startsWith("/custom-models/");
    assertThat(page("/reseller/models").select("article h3").text()).isEqualTo("Medical EN-US");
  }
}
