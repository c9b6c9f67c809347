package io.diction.customspeech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.diction.api.ApiClient;
import io.diction.api.ApiFixtures;
import io.diction.custommodel.CustomModelFixtures;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.Versions;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.OrganizationFixtures;
import io.diction.project.Project;
import io.diction.project.ProjectText;
import io.diction.project.Projects;
import io.diction.testing.PortalTest;
import java.time.Duration;
import java.util.UUID;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@PortalTest
@Import({OrganizationFixtures.class, CustomModelFixtures.class, ApiFixtures.class})
class CopyPagesTest {
  @Autowired private MockMvcTester web;
  @Autowired private OrganizationFixtures people;
  @Autowired private CustomModelFixtures models;
  @Autowired private ApiFixtures programs;
  @Autowired private Versions versions;
  @Autowired private Projects projects;
  @Autowired private JdbcClient jdbc;
  @LocalServerPort private int port;

  private SignedIn admin;
  private Portal portal;
  private CustomModelId model;
  private UUID job;
  private String copy;

  @BeforeEach
  void enter() {
    admin = people.user(Role.ORGADMIN);
    portal = new Portal(web, admin);
    model = models.trained(admin, "Gate control");
    job = versions.list(model, admin).get(0).job();
    copy = "/custom-speech/models/" + job + "/copy";
  }

  private Document done(String progress) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> !portal.page(progress).select("#copying").hasAttr("hx-get"));
    return portal.page(progress);
  }

  private Document refused(String... sent) {
    MvcTestResult answer = portal.post(copy, sent);
    assertThat(answer).hasStatus(422);
    return Portal.parsed(answer);
  }

  @Test
  void copiesIntoTheOwnOrganizationAndConnectsLater() {
    Document page = portal.page("/custom-models/" + model + "/versions");
    assertThat(page.select("a[href='" + copy + "']").text()).startsWith("Copy to");
    Document form = portal.page(copy);
    assertThat(form.select("#copy-title").text()).isEqualTo("Copy speech model");
    assertThat(form.select("#name").val()).isEqualTo("Gate control");

    Document done = done(portal.sent(copy, "name", "Second gate", "organization", "own"));
    String there = done.select("#copied .notice-text a").attr("href");
    Document copied = portal.page(there + "/versions");
    assertThat(copied.select("h1").text()).isEqualTo("Second gate");
    assertThat(there).isNotEqualTo("/custom-models/" + model);

    Project project = projects.create(new ProjectText("Gates", null), "en-US", admin);
    String connect = copied.select("td[data-label=Project] a").attr("href");
    assertThat(copied.select("td[data-label=Project] a").text()).startsWith("Connect");
    assertThat(done.select("#copied a.btn").attr("href")).isEqualTo(connect);
    assertThat(portal.page(connect).select("#project option").eachText()).contains("Gates");
    portal.sent(connect, "project", project.id().toString());
    assertThat(portal.page(there + "/versions").select("td[data-label=Project] a").text())
        .isEqualTo("Gates");
  }

  @Test
  void copiesIntoAProjectOrANewOne() {
    Project project = projects.create(new ProjectText("Gates", null), "en-US", admin);
    String known = portal.sent(copy, "name", "A", "project", project.id().toString());
    assertThat(done(known).select("#copied a.btn")).as("nothing to connect").isEmpty();
    done(portal.sent(copy, "name", "B", "project", "new", "projectName", "More gates"));

    assertThat(
            portal
                .page("/custom-speech/projects/" + project.id() + "/models")
                .select("tbody th a")
                .text())
        .isEqualTo("A");
    Document list = portal.page("/custom-speech?name=more");
    assertThat(list.select("tbody th a").text()).isEqualTo("More gates");
    assertThat(
            portal
                .page(list.select("tbody th a").attr("href").replace("datasets", "models"))
                .select("tbody th a")
                .text())
        .isEqualTo("B");
  }

  @Test
  void copiesIntoAnotherOrganizationByItsKeyOrItsAuthorization() {
    SignedIn taker = people.user(Role.ORGADMIN);
    Portal target = new Portal(web, taker);
    String key = programs.key(taker, Role.ORGADMIN);
    String weak = programs.key(taker, Role.USER);

    assertThat(
            refused("name", "x", "organization", "key", "key", "diction_none")
                .select("#key-error")
                .text())
        .isEqualTo("This key does not work here.");
    Document again = refused("name", "Kept", "organization", "key", "key", weak);
    assertThat(again.select("#key-error").text()).contains("may not take in models");
    assertThat(again.select("#key").val()).as("never said back").isEmpty();
    assertThat(again.select("#name").val()).isEqualTo("Kept");

    Document done =
        done(
            portal.sent(
                copy, "name", "Lent", "organization", "key", "key", key, "projectName", "From B"));
    assertThat(done.select("#copied").text()).contains("other organization", "Lent");
    assertThat(done.select("#copied a")).isEmpty();
    assertThat(target.page("/custom-models").select("tbody th a").text()).isEqualTo("Lent");
    assertThat(target.page("/custom-speech").select("tbody th a").text()).isEqualTo("From B");

    String allowed =
        ApiClient.withKey(port, key)
            .post(
                "/models:authorizecopy",
                "{\"sourceResourceId\": \"org-%s\"}".formatted(admin.organization()))
            .expect(200)
            .text();
    done(
        portal.sent(
            copy, "name", "Given", "organization", "authorization", "authorization", allowed));
    assertThat(target.page("/custom-models?name=given").select("tbody tr")).hasSize(1);
    for (String used : new String[] {allowed, "", "{", "{\"id\": \"x\"}", "[1]"}) {
      assertThat(
              refused("name", "Given", "organization", "authorization", "authorization", used)
                  .select("#authorization-error")
                  .text())
          .contains("unknown here");
    }
  }

  @Test
  void takesAnAuthorizationThatWasGivenAtThePage() {
    SignedIn taker = people.user(Role.ORGADMIN);
    Portal target = new Portal(web, taker);
    Project project = projects.create(new ProjectText("Lent gates", null), "en-US", taker);
    String given = "/custom-speech/authorizations";
    assertThat(target.page("/custom-speech").select("a[href='" + given + "']")).isNotEmpty();
    String self = portal.page(copy).select("#authorization-hint").text();
    String source = self.replaceFirst(".*(org-[0-9a-f-]{36}).*", "$1");

    MvcTestResult wrong = target.post(given, "source", "org-" + UUID.randomUUID());
    assertThat(wrong).hasStatus(422);
    assertThat(Portal.parsed(wrong).select("#source-error").text()).contains("No organization");
    assertThat(target.post(given, "source", source, "project", UUID.randomUUID().toString()))
        .hasStatus(422);
    MvcTestResult made = target.post(given, "source", source, "project", project.id().toString());
    assertThat(made).hasStatusOk();
    String shown = Portal.parsed(made).select(".secret code").text();
    assertThat(shown).contains("targetResourceId", "\"sourceResourceId\":\"" + source);
    String secret = shown.replaceFirst(".*\"id\":\"([0-9a-f-]{36}).*", "$1");
    Document list = target.page(given);
    assertThat(list.html()).as("shown once").doesNotContain(secret);
    assertThat(list.select("tbody tr").text()).contains(source, "Lent gates", "Open");

    done(portal.sent(copy, "name", "L", "organization", "authorization", "authorization", shown));

    assertThat(target.page(given).select("tbody tr").text()).contains("Used");
    assertThat(
            target
                .page("/custom-speech/projects/" + project.id() + "/models")
                .select("tbody th a")
                .text())
        .isEqualTo("L");
  }

  @Test
  void takesNoAuthorizationThatWasTakenBack() {
    SignedIn taker = people.user(Role.ORGADMIN);
    Portal target = new Portal(web, taker);
    String given = "/custom-speech/authorizations";
    String shown =
        Portal.parsed(target.post(given, "source", "org-" + admin.organization()))
            .select(".secret code")
            .text();
    String revoke = target.page(given).select("td.actions a").attr("href");
    assertThat(target.page(revoke).select("h2").text()).contains("Take back");
    assertThat(portal.get(revoke)).as("somebody else's").hasStatus(404);
    assertThat(portal.post(revoke)).hasStatus(404);

    target.sent(revoke);

    assertThat(target.page(given).select("tbody tr").text()).contains("Taken back");
    assertThat(target.page(given).select("td.actions a")).isEmpty();
    assertThat(
            refused("name", "L", "organization", "authorization", "authorization", shown)
                .select("#authorization-error")
                .text())
        .contains("unknown here");
    Portal user = new Portal(web, people.user(taker.organization(), Role.USER));
    assertThat(user.get(given)).hasStatus(403);
    assertThat(user.page("/custom-speech").select("a[href='" + given + "']")).isEmpty();
  }

  @Test
  void saysWhyACopyFailedAndWhatToDo() {
    String progress = portal.sent(copy, "name", "Second gate", "organization", "own");
    done(progress);
    jdbc.sql(
            """
            update model_copy set state = 'FAILED', error_code = 'storage_limit',
              error_text = 'No room for 5 bytes'
            where organization_id = :organization
            """)
        .param("organization", admin.organization().value())
        .update();

    Document page = portal.page(progress);

    assertThat(page.select(".banner-red").text()).contains("storage_limit");
    assertThat(page.select(".banner-red samp[lang=en]").text()).isEqualTo("No room for 5 bytes");
    assertThat(page.select(".banner-red a").attr("href"))
        .endsWith("/help/errors#error-storage_limit");
  }

  @Test
  void refusesWhatDoesNotFit() {
    Project german = projects.create(new ProjectText("Tore", null), "de-DE", admin);
    assertThat(
            refused("name", "x", "project", german.id().toString()).select("#project-error").text())
        .contains("no such project");
    refused("name", "x", "project", "no-id");
    refused("name", "x", "organization", "elsewhere");
    assertThat(refused("name", "").select("#name-error").text()).isNotEmpty();
    assertThat(refused("name", "x", "project", "new").select("#projectName-error").text())
        .isNotEmpty();

    Portal user = new Portal(web, people.user(admin.organization(), Role.USER));
    assertThat(user.get(copy)).hasStatus(403);
    assertThat(user.page("/custom-models/" + model + "/versions").select("a[href='" + copy + "']"))
        .isEmpty();
    assertThat(new Portal(web, people.user(Role.ORGADMIN)).get(copy)).hasStatus(404);
    assertThat(portal.get("/custom-speech/copies/" + UUID.randomUUID())).hasStatus(404);
  }
}
