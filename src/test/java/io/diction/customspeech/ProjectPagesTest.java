package io.diction.customspeech;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.custommodel.CustomModelFixtures;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.ModelVersion;
import io.diction.custommodel.Versions;
import io.diction.dataset.DatasetFixtures;
import io.diction.evaluation.EvaluationFixtures;
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
import java.util.UUID;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

class ProjectPagesTest {
  @PortalTest
  @Import({
    OrganizationFixtures.class,
    CustomModelFixtures.class,
    DatasetFixtures.class,
    EvaluationFixtures.class
  })
  abstract static class Cases {
    @Autowired private MockMvcTester web;
    @Autowired private OrganizationFixtures people;
    @Autowired private CustomModelFixtures models;
    @Autowired private DatasetFixtures datasets;
    @Autowired private EvaluationFixtures tests;
    @Autowired private Versions versions;
    @Autowired private Projects projects;
    @Autowired private ProjectMembers members;

    private SignedIn admin;
    private Portal portal;

    @BeforeEach
    void enter() {
      admin = people.user(Role.ORGADMIN);
      portal = new Portal(web, admin);
    }

    private Project project(String name) {
      return projects.create(new ProjectText(name, null), "en-US", admin);
    }

    private static String path(Project project, String tab) {
      return "/custom-speech/projects/" + project.id() + "/" + tab;
    }

    @Test
    void sayWhatToDoWhereThereIsNoProject() {
      Document page = portal.page("/custom-speech");

      assertThat(page.select("h1").text()).isEqualTo("Custom speech");
      assertThat(page.select(".places-list a[aria-current=page]").text())
          .isEqualTo("Custom speech");
      assertThat(page.select("#projects .empty h2").text()).isEqualTo("No projects yet");
      assertThat(page.select("#projects .empty a").attr("href")).isEqualTo("/custom-speech/new");

      Portal user = new Portal(web, people.user(admin.organization(), Role.USER));
      assertThat(user.page("/custom-speech").select("a[href$=/new]")).isEmpty();
      assertThat(user.get("/custom-speech/new")).hasStatus(403);
    }

    @Test
    void leadFromCreationToDeletion() {
      String tab =
          portal.sent(
              "/custom-speech",
              "name",
              "  Heart   <b>wards</b> ",
              "locale",
              "en-US",
              "description",
              "Rounds");
      Document page = portal.page(tab);
      assertThat(page.select("h1").text()).isEqualTo("Heart <b>wards</b>");
      assertThat(page.select(".page-caption").text()).isEqualTo("English · Rounds");
      assertThat(page.select(".tabs a").eachText())
          .containsExactly("Speech datasets", "Train custom models", "Tests", "Endpoints");
      assertThat(page.select("#members .empty h2").text()).isEqualTo("No datasets in this project");

      String edit = page.select("#edit-project").attr("href");
      assertThat(portal.page(edit).select("#name").val()).isEqualTo("Heart <b>wards</b>");
      portal.sent(edit, "name", "Cardiology", "description", "");
      Document list = portal.page("/custom-speech");
      assertThat(list.select("#projects tbody th a").text()).isEqualTo("Cardiology");
      assertThat(list.select("#projects tbody td").eachText().subList(0, 5))
          .containsExactly("English", "0", "0", "0", "0");

      CustomModelId model = models.model(admin, "Fed");
      UUID dataset = datasets.ready(model, admin);
      portal.sent(tab + "/connect", "member", dataset.toString());
      String delete = page.select("#delete-project").attr("href");
      assertThat(portal.page(delete).select("dialog").text())
          .contains("Cardiology", "models, tests and endpoints stay");
      assertThat(portal.sent(delete)).isEqualTo("/custom-speech");
      assertThat(portal.get(tab)).hasStatus(404);
      assertThat(portal.page("/custom-models/" + model + "/datasets").select("tbody tr"))
          .hasSize(1);
      assertThat(members.find(MemberKind.DATASET, dataset, admin.organization())).isEmpty();
    }

    @Test
    void sayAtTheFieldWhatIsWrongAndKeepTheRest() {
      MvcTestResult answer =
          portal.post("/custom-speech", "name", "", "locale", "xx", "description", "Kept");

      assertThat(answer).hasStatus(422);
      Document form = Portal.parsed(answer);
      assertThat(form.select("#name-error").text()).contains("at most 256 characters");
      assertThat(form.select("#locale-error").text()).isEqualTo("Choose a language.");
      assertThat(form.select("#description").val()).isEqualTo("Kept");
      assertThat(portal.post("/custom-speech", "name", "a\u0007b", "locale", "en-US"))
          .hasStatus(422);
    }

    @Test
    void areFilteredSortedAndCutIntoPages() {
      for (int i = 1; i <= 26; i++) {
        project("Ward %02d".formatted(i));
      }

      Document first = portal.page("/custom-speech?sort=name&dir=asc");
      assertThat(first.select("#projects tbody tr")).hasSize(25);
      assertThat(first.select("#projects tbody th a").first().text()).isEqualTo("Ward 01");
      assertThat(portal.page("/custom-speech?page=99&language=xx").select("tbody th").text())
          .isEqualTo("Ward 01");
      Document found = portal.page("/custom-speech?name=07&language=en-US");
      assertThat(found.select("tbody th a").eachText()).containsExactly("Ward 07");
      assertThat(found.select(".chip-value").eachText()).containsExactly("07", "English");
      assertThat(portal.page("/custom-speech?name=none").select(".empty h2").text())
          .isEqualTo("Nothing matches");
    }

    @Test
    void listWhatIsConnectedAndLetItGo() {
      Project project = project("Cardiology");
      CustomModelId model = models.trained(admin, "Medical EN");
      UUID dataset = datasets.ready(model, admin);
      UUID test = tests.finished(model, admin);
      ModelVersion version = versions.list(model, admin).get(0);

      String connect = path(project, "models") + "/connect";
      assertThat(portal.page(connect).select("label").text()).contains("Medical EN", "Version 1");
      assertThat(Portal.parsed(portal.post(connect)).select(".error-summary").text())
          .isEqualTo("Choose at least one.");
      assertThat(portal.sent(connect, "member", version.job().toString()))
          .isEqualTo(path(project, "models"));
      portal.sent(path(project, "datasets") + "/connect", "member", dataset.toString());

      Document page = portal.page(path(project, "models"));
      assertThat(page.select("#members thead th").eachText())
          .containsExactly("Name", "Base model", "Status", "Expiration date", "Created", "Actions");
      assertThat(page.select("#members tbody th a").attr("href"))
          .isEqualTo("/custom-models/" + model);
      assertThat(page.select("#members tbody td").eachText().subList(1, 2))
          .containsExactly("Ready");
      assertThat(page.select("td[data-label=Expiration date]").text()).matches("\\d+ \\w+ \\d{4}");
      assertThat(page.select("#train-model").text()).isEqualTo("Train a new model");
      Document data = portal.page(path(project, "datasets"));
      assertThat(data.select("#members tbody th a").attr("href"))
          .isEqualTo("/custom-models/" + model + "/datasets/" + dataset);
      Document tested = portal.page(path(project, "tests"));
      assertThat(tested.select("#members tbody th a").attr("href"))
          .isEqualTo("/custom-models/" + model + "/tests/" + test);
      assertThat(tested.select("#members tbody form")).as("it goes with its model").isEmpty();
      assertThat(portal.page(path(project, "endpoints")).select(".empty h2").text())
          .isEqualTo("No endpoints in this project");

      portal.sent(path(project, "models") + "/" + version.job() + "/disconnect");
      assertThat(portal.page(path(project, "models")).select("#members tbody tr")).isEmpty();
      assertThat(portal.page(path(project, "tests")).select("#members tbody tr")).isEmpty();
      assertThat(portal.page("/custom-models/" + model).select("h1").text())
          .isEqualTo("Medical EN");
    }

    @Test
    void areChosenWhereTheThingIs() {
      Project cardiology = project("Cardiology");
      Project oncology = project("Oncology");
      UUID job = versions.list(models.trained(admin, "Medical EN"), admin).get(0).job();
      String place = "/custom-speech/connect/models/" + job;

      assertThat(portal.page(place).select("#project option").eachText())
          .containsExactly("Choose a project", "Cardiology", "Oncology");
      assertThat(portal.post(place)).hasStatus(422);
      assertThat(portal.sent(place, "project", oncology.id().toString()))
          .isEqualTo(path(oncology, "models"));
      assertThat(portal.page(place).select("#project option").eachText())
          .containsExactly("Choose a project", "Cardiology");
      assertThat(portal.page(place).select("#leaves").text()).contains("Oncology", "leaves");
      assertThat(portal.post(path(cardiology, "models") + "/connect", "member", job.toString()))
          .as("offered before somebody else took it")
          .hasStatus(409);
      assertThat(members.find(MemberKind.MODEL, job, admin.organization())).contains(oncology.id());

      portal.sent(place, "project", cardiology.id().toString());
      assertThat(members.find(MemberKind.MODEL, job, admin.organization()))
          .contains(cardiology.id());
    }

    @Test
    void keepTheirLanguageAndTheirOrganization() {
      Project german = projects.create(new ProjectText("Kardiologie", null), "de-DE", admin);
      UUID job = versions.list(models.trained(admin, "Medical EN"), admin).get(0).job();

      assertThat(portal.page(path(german, "models") + "/connect").text()).contains("no project");
      assertThat(portal.post(path(german, "models") + "/connect", "member", job.toString()))
          .hasStatus(422);
      assertThat(members.find(MemberKind.MODEL, job, admin.organization())).isEmpty();

      SignedIn other = people.user(Role.ORGADMIN);
      Project theirs = projects.create(new ProjectText("Theirs", null), "en-US", other);
      Portal stranger = new Portal(web, other);
      assertThat(stranger.post(path(theirs, "models") + "/connect", "member", job.toString()))
          .hasStatus(404);
      assertThat(portal.post(path(theirs, "models") + "/connect", "member", job.toString()))
          .hasStatus(404);
      assertThat(stranger.get(path(german, "models"))).hasStatus(404);
      assertThat(stranger.page("/custom-speech").text()).doesNotContain("Kardiologie");
    }
  }

  @Nested
  class OnH2 extends Cases {}

  @Nested
  @OnPostgres
  class OnPostgresql extends Cases {}
}
