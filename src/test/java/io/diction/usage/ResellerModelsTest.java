package io.diction.usage;

import static io.diction.organization.OrganizationFixtures.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import io.diction.custommodel.CustomModelFixtures;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.Permission;
import io.diction.identity.Ids;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.Organization.Limits;
import io.diction.organization.OrganizationFixtures;
import io.diction.testing.PortalTest;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

@PortalTest
@Import({OrganizationFixtures.class, CustomModelFixtures.class})
class ResellerModelsTest {
  @Autowired private MockMvcTester web;
  @Autowired private OrganizationFixtures people;
  @Autowired private CustomModelFixtures models;
  @Autowired private JdbcClient jdbc;

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

  private void transcribe(CustomModelId model, SignedIn who, long minutes) {
    jdbc.sql(
            """
            insert into stt_session (
              id, kind, organization_id, user_id, name, locale, model_id, model_label, model_hash,
              audio_sha256, audio_bytes, audio_ms, job_id, state, created_at)
            values (
              :id, 'TRANSCRIPTION', :organization, :user, 'secret-recording.wav', 'en-US', :model,
              'M', 'h', 'a', 1, :ms, :job, 'SUCCEEDED', :now)
            """)
        .param("id", Ids.next())
        .param("organization", who.organization().value())
        .param("user", who.user().value())
        .param("model", model.value())
        .param("ms", minutes * 60_000)
        .param("job", Ids.next())
        .param("now", OffsetDateTime.now(ZoneOffset.UTC))
        .update();
  }

  @Test
  void showsEachModelAsACardWithItsFigures() {
    CustomModelId active = models.trained(reseller, "Active one");
    models.running(reseller, "Training one");
    models.model(reseller, "New one");
    SignedIn customer =
        people.user(people.organization(reseller.organization(), Limits.NONE), Role.USER);
    models.share(active, customer.organization(), Permission.USE);
    transcribe(active, customer, 90);
    transcribe(active, reseller, 30);

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
    transcribe(model, customer, 90);

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
    assertThat(page.text()).doesNotContain("secret-recording");
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
