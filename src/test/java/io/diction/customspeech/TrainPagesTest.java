package io.diction.customspeech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.diction.catalog.BaseModel;
import io.diction.catalog.BaseModels;
import io.diction.custommodel.CustomModelFixtures;
import io.diction.custommodel.CustomModelId;
import io.diction.dataset.DatasetFixtures;
import io.diction.dataset.clip.ClipFixtures;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.OrganizationFixtures;
import io.diction.project.MemberKind;
import io.diction.project.Project;
import io.diction.project.ProjectMembers;
import io.diction.project.ProjectText;
import io.diction.project.Projects;
import io.diction.testing.OnPostgres;
import io.diction.testing.PortalTest;
import io.diction.training.TrainingFinished;
import io.diction.training.run.Outcome;
import io.diction.training.run.RunId;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.UUID;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.support.TransactionOperations;

class TrainPagesTest {
  @PortalTest
  // What is queued waits, so that a test ends the training itself.
  @TestPropertySource(properties = "diction.jobs.here=false")
  @Import({
    OrganizationFixtures.class,
    CustomModelFixtures.class,
    DatasetFixtures.class,
    ClipFixtures.class
  })
  abstract static class Cases {
    @Autowired private MockMvcTester web;
    @Autowired private OrganizationFixtures people;
    @Autowired private CustomModelFixtures models;
    @Autowired private DatasetFixtures datasets;
    @Autowired private ClipFixtures clips;
    @Autowired private BaseModels baseModels;
    @Autowired private Projects projects;
    @Autowired private ProjectMembers members;
    @Autowired private ApplicationEventPublisher events;
    @Autowired private TransactionOperations transaction;
    @Autowired private JdbcClient jdbc;

    private SignedIn user;
    private Portal portal;
    private Project project;
    private String train;
    private String text;

    @BeforeEach
    void enter() {
      SignedIn admin = people.user(Role.ORGADMIN);
      user = people.user(admin.organization(), Role.USER);
      portal = new Portal(web, user);
      project = projects.create(new ProjectText("Cardiology", null), "en-US", admin);
      train = "/custom-speech/projects/" + project.id() + "/train";
      text = connected(datasets.ready(models.model(user, "Fed"), user));
    }

    private String connected(UUID dataset) {
      members.connect(project.id(), MemberKind.DATASET, dataset, "en-US", user);
      return dataset.toString();
    }

    private String base() {
      return baseModels.trainable("en-US").get(0).id().toString();
    }

    private Document next(String... sent) {
      MvcTestResult answer = portal.post(train, sent);
      assertThat(answer).hasStatusOk();
      return Portal.parsed(answer);
    }

    private Document refused(String... sent) {
      MvcTestResult answer = portal.post(train, sent);
      assertThat(answer).hasStatus(422);
      return Portal.parsed(answer);
    }

    private Map<String, Object> made() {
      return jdbc.sql(
              """
              select r.id, r.job_id, r.model_id, r.base_model_id from training_run r
              join custom_model m on m.id = r.model_id
              where r.organization_id = :organization and m.name = 'Rounds 1'
              """)
          .param("organization", user.organization().value())
          .query()
          .singleRow();
    }

    @Test
    void leadsFromTheBaseModelToATrainingAndKeepsWhatIsTyped() {
      Document first = portal.page(train);
      assertThat(first.select("#step-title").text()).isEqualTo("Select a baseline model");
      BaseModel newest = baseModels.trainable("en-US").get(0);
      assertThat(first.select("input[name=base]").first().hasAttr("checked")).isTrue();
      assertThat(first.select("input[name=base]").first().val()).isEqualTo(base());
      assertThat(first.select("label[for=base-0]").text())
          .isEqualTo(newest.name() + " (" + String.join(", ", newest.capabilities()) + ")");
      assertThat(first.select("#base-0-until").text()).startsWith("Expiration for adaptation: ");

      Document data = next("base", base(), "to", "data");
      assertThat(data.select("#step-title").text()).isEqualTo("Choose data");
      assertThat(refused("base", base(), "to", "details").select(".error-summary").text())
          .contains("Choose at least one dataset");

      Document details = next("base", base(), "dataset", text, "to", "details");
      assertThat(details.select("button[value=save]").text()).isEqualTo("Save and close");
      assertThat(details.select("label[for=add-test]").text())
          .isEqualTo("Add test in the next step");
      Document nameless =
          refused("base", base(), "dataset", text, "description", "Kept", "to", "save");
      assertThat(nameless.select("#name-error").text()).isNotEmpty();
      assertThat(nameless.select("#description").val()).isEqualTo("Kept");
      assertThat(nameless.select("input[type=hidden][name=dataset]").val()).isEqualTo(text);
      Document back =
          next("base", base(), "dataset", text, "name", "Rounds 1", "test", "true", "to", "data");
      assertThat(back.select("input[name=dataset]").first().hasAttr("checked")).isTrue();
      assertThat(back.select("input[type=hidden][name=name]").val()).isEqualTo("Rounds 1");

      assertThat(
              portal.sent(train, "base", base(), "dataset", text, "name", "Rounds 1", "to", "save"))
          .isEqualTo("/custom-speech/projects/" + project.id() + "/models");
      Document list = portal.page("/custom-speech/projects/" + project.id() + "/models");
      assertThat(list.select("#members tbody tr").text())
          .contains("Rounds 1", newest.name(), "Waiting");
      assertThat(list.select("#members").hasAttr("hx-get")).as("asks again").isTrue();
      assertThat(
              jdbc.sql("select dataset_id from api_model_dataset where api_model_id = :id")
                  .param("id", made().get("job_id"))
                  .query(UUID.class)
                  .list())
          .as("as the API made it")
          .containsExactly(UUID.fromString(text));
    }

    @Test
    void testsTheModelOnceItIsThereWhereThatIsWanted() {
      CustomModelId fed = models.model(user, "Calls");
      UUID calls = datasets.mendable(fed, user, UUID.randomUUID());
      clips.add(calls);
      clips.ready(calls);
      String[] wanted = {
        "base", base(), "dataset", text, "name", "Rounds 1", "test", "true", "to", "save"
      };
      assertThat(next(wanted).select("#testData .notice").text()).contains("no other dataset");
      connected(calls);

      Document ask = next(wanted);
      assertThat(ask.select("#step-title").text()).isEqualTo("Add test");
      assertThat(ask.select("input[name=testData]").eachAttr("value"))
          .containsExactly(calls.toString());
      assertThat(
              refused(
                      "base",
                      base(),
                      "dataset",
                      text,
                      "name",
                      "x",
                      "test",
                      "true",
                      "testData",
                      text,
                      "to",
                      "save")
                  .select(".error-summary")
                  .text())
          .contains("Choose what to measure with");
      portal.sent(
          train,
          "base",
          base(),
          "dataset",
          text,
          "name",
          "Rounds 1",
          "test",
          "true",
          "testData",
          calls.toString(),
          "to",
          "save");

      Map<String, Object> run = made();
      CustomModelId model = new CustomModelId((UUID) run.get("model_id"));
      models.finish(model, user, CustomModelFixtures.BETTER);
      jdbc.sql("update training_run set outcome = 'SUCCEEDED' where id = :id")
          .param("id", run.get("id"))
          .update();
      transaction.executeWithoutResult(
          status ->
              events.publishEvent(
                  new TrainingFinished(
                      new RunId((UUID) run.get("id")),
                      model,
                      user.organization(),
                      Outcome.SUCCEEDED)));

      String tests = "/custom-speech/projects/" + project.id() + "/tests";
      await().until(() -> !portal.page(tests).select("#members tbody tr").isEmpty());
      assertThat(portal.page(tests).select("#members tbody th").text()).contains("Rounds 1");
      assertThat(
              jdbc.sql("select count(*) from wanted_evaluation where model_ref = :id")
                  .param("id", run.get("job_id"))
                  .query(Long.class)
                  .single())
          .isZero();
    }

    @Test
    void refusesWhatIsNotOffered() {
      assertThat(refused("base", "x", "to", "data").select("#base").attr("aria-invalid"))
          .isEqualTo("true");
      String foreign = datasets.ready(models.model(user, "Other"), user).toString();
      refused("base", base(), "dataset", foreign, "name", "x", "to", "save");
      refused("base", base(), "dataset", "no-id", "name", "x", "to", "save");
      assertThat(portal.post(train, "to", "nowhere")).hasStatusOk();
      SignedIn stranger = people.user(Role.ORGADMIN);
      assertThat(new Portal(web, stranger).get(train)).hasStatus(404);
    }

    @Test
    void offersNoBaseModelWhoseTimeIsOver() {
      SignedIn sysop = people.user(Role.SYSOP);
      BaseModel base = baseModels.trainable("en-US").get(0);
      try {
        baseModels.change(
            sysop,
            base.id(),
            base.charged(),
            OffsetDateTime.parse("2020-01-01T00:00:00Z"),
            base.transcriptionUntil());

        Document page = portal.page(train);
        assertThat(page.select("#base-0").hasAttr("disabled")).isTrue();
        assertThat(page.select("#base-0-until").text()).contains("which is over");
        assertThat(page.select("#base .notice").text()).contains("Ask your system operator");
        assertThat(page.select("button[value=data]").hasAttr("disabled")).isTrue();
        refused("base", base.id().toString(), "dataset", text, "name", "Rounds 1", "to", "save");
      } finally {
        baseModels.change(
            sysop, base.id(), base.charged(), base.adaptationUntil(), base.transcriptionUntil());
      }
    }
  }

  @Nested
  class OnH2 extends Cases {}

  @Nested
  @OnPostgres
  class OnPostgresql extends Cases {}
}
