package io.diction.custommodel;

import static io.diction.organization.OrganizationFixtures.as;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import io.diction.catalog.BaseModel;
import io.diction.catalog.BaseModels;
import io.diction.identity.Ids;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.identity.Theme;
import io.diction.organization.Organization.Limits;
import io.diction.organization.OrganizationFixtures;
import io.diction.organization.Organizations;
import io.diction.testing.PortalTest;
import io.diction.vocabulary.VocabularyTerm;
import io.diction.vocabulary.VocabularyTerms;
import io.diction.web.Languages;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.select.Elements;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@PortalTest
@Import({OrganizationFixtures.class, CustomModelFixtures.class})
class CustomModelPagesTest {
  @Autowired private MockMvcTester web;
  @Autowired private OrganizationFixtures people;
  @Autowired private CustomModelFixtures fixtures;
  @Autowired private CustomModels models;
  @Autowired private VocabularyTerms terms;
  @Autowired private Versions versions;
  @Autowired private TrainingStates states;
  @Autowired private Organizations organizations;
  @Autowired private BaseModels baseModels;
  @Autowired private JdbcClient jdbc;

  private SignedIn admin;

  @BeforeEach
  void signIn() {
    admin = people.user(Role.ORGADMIN);
  }

  @Test
  void saysWhomToAskWhereNoLanguageCanBeTrained() {
    SignedIn sysop = people.user(Role.SYSOP);
    List<BaseModel> all = baseModels.all();
    OffsetDateTime past = OffsetDateTime.parse("2020-01-01T00:00:00Z");
    try {
      all.forEach(
          base ->
              baseModels.change(sysop, base.id(), base.charged(), past, base.transcriptionUntil()));

      Document dialog = page("/custom-models/new", admin);

      assertThat(dialog.select("#locale option").eachText()).containsExactly("Choose a language");
      assertThat(dialog.select("#locale-error").text())
          .contains("No language can be trained", "Ask your system operator");
      assertThat(dialog.select("#create-custom-model-form button[type=submit]").hasAttr("disabled"))
          .isTrue();
    } finally {
      all.forEach(
          base ->
              baseModels.change(
                  sysop,
                  base.id(),
                  base.charged(),
                  base.adaptationUntil(),
                  base.transcriptionUntil()));
    }
  }

  @Test
  void saysWhatToDoWhereThereIsNothing() {
    Document page = page("/custom-models", admin);

    assertThat(page.select("h1").text()).isEqualTo("Custom models");
    assertThat(page.select(".page-caption").text()).isEqualTo("Create custom models");
    assertThat(page.select("#getting-started").text()).isEqualTo("Getting Started");
    assertThat(page.select("#new-custom-model").text()).isEqualTo("New Custom Model");
    assertThat(page.select("#about-custom-models summary").text()).contains("About Custom Models");
    assertThat(page.select("#models .empty h2").text()).isEqualTo("No custom models yet");
    assertThat(page.select("#models table")).isEmpty();
  }

  @Test
  void showsAModelInItsRow() {
    CustomModelId id = fixtures.trained(admin, "<b>Medical</b> & co");

    Document page = page("/custom-models", admin);

    assertThat(page.select("thead th").eachText())
        .containsExactly("Name", "Training Status", "Base Language", "Last Modified", "Actions");
    assertThat(page.select("thead a[title]").eachAttr("title"))
        .containsExactly(
            "Training progress indicator",
            "The language this custom model is based on. You’ll select this model variant when"
                + " uploading.");
    assertThat(page.select("tbody tr")).hasSize(1);
    assertThat(page.select("tbody th a").text()).isEqualTo("<b>Medical</b> & co");
    assertThat(page.select("tbody th a").attr("href")).isEqualTo("/custom-models/" + id);
    assertThat(page.select("tbody .status-emerald").text()).isEqualTo("Success");
    assertThat(page.select("tbody td[data-label=Base Language]").text()).isEqualTo("English");
    assertThat(page.select("tbody .wide-only a").eachAttr("title"))
        .containsExactly("Edit", "Delete");
    assertThat(page.select("#models-poll")).isEmpty();
  }

  @Test
  void showsEveryChangeOfARowAtOnceAndNobodyAnothersRights() {
    CustomModelId id = fixtures.trained(admin, "Before");
    SignedIn member = people.user(admin.organization(), Role.USER);
    SignedIn other = people.user(Role.ORGADMIN);
    fixtures.share(id, other.organization(), Permission.USE);

    for (int twice = 0; twice < 2; twice++) {
      assertThat(page("/custom-models", admin).select("tbody .actions a[href$=/delete]"))
          .isNotEmpty();
      assertThat(page("/custom-models", member).select("tbody .actions a[href$=/delete]"))
          .isEmpty();
      Elements shared = page("/custom-models", other).select("#models tbody");
      assertThat(shared.select(".actions a[href$=/delete]")).isEmpty();
      assertThat(shared.select(".grid-note").text())
          .contains("Shared by " + organizations.get(admin.organization()).name());
    }
    assertThat(page("/custom-models", admin).select("tbody .grid-note")).isEmpty();
    assertThat(
            page("/custom-models", reader("UTC", Languages.DUTCH)).select("tbody .status").text())
        .isEqualTo("Geslaagd");

    models.rename(id, "After", admin);
    fixtures.feed(id);
    fixtures.queue(id);

    Elements rows = page("/custom-models", admin).select("#models tbody");
    assertThat(rows.select("th a").text()).isEqualTo("After");
    assertThat(rows.select(".status").text()).contains("Queued");
    assertThat(page("/custom-models", other).select("#models tbody th a").text())
        .isEqualTo("After");
  }

  @Test
  void saysInTheReadersZoneWhenAModelWasChanged() {
    CustomModelId id = fixtures.model(admin, "A");
    OffsetDateTime at = models.get(id, admin).modifiedAt();

    for (String zone : List.of("Asia/Tokyo", "America/New_York")) {
      ZonedDateTime there = at.atZoneSameInstant(ZoneId.of(zone));
      assertThat(
              page("/custom-models", reader(zone, Locale.ENGLISH))
                  .select("tbody td[data-label=Last Modified] time")
                  .text())
          .startsWith(there.getDayOfMonth() + " ")
          .endsWith(there.format(DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH)));
    }
  }

  @Test
  void tellsWhyATrainingFailedInTheReadersLanguage() {
    CustomModelId id = fixtures.failed(admin, "A");

    Elements told =
        page("/custom-models/" + id, reader("UTC", Locale.forLanguageTag("nl"))).select("#failure");

    assertThat(told.text()).startsWith("Iets in de gegevens is niet bruikbaar.");
    assertThat(told.select("samp").text()).isEqualTo("a.txt, line 3: no letters");
    assertThat(told.select("code").text()).isEqualTo("validation_failed");
  }

  private SignedIn reader(String zone, Locale language) {
    return new SignedIn(
        admin.user(),
        admin.organization(),
        admin.role(),
        admin.displayName(),
        ZoneId.of(zone),
        language,
        Theme.SYSTEM,
        false,
        "");
  }

  @Test
  void namesWhatGoesWithAModelAndWhatStays() {
    CustomModelId id = fixtures.trained(admin, "Going");
    terms.addAll(id, "stent\nbypass\n", admin);
    CustomModelId other = fixtures.model(admin, "Staying");
    dataset("alone.txt", id);
    UUID shared = dataset("shared.txt", id);
    link(shared, other);

    Document dialog = page("/custom-models/" + id + "/delete", admin);

    assertThat(dialog.select("#going li").eachText())
        .containsExactly("1 dataset with its files", "2 vocabulary terms", "1 trained version");
    assertThat(dialog.select("#staying").text()).endsWith(": shared.txt");
    assertThat(dialog.select("button.btn-danger[autofocus]").text()).isEqualTo("Delete");
    assertThat(page("/custom-models/" + other + "/delete", admin).select("#going")).isEmpty();
  }

  private UUID dataset(String name, CustomModelId model) {
    UUID id = Ids.next();
    jdbc.sql(
            """
            insert into dataset (
              id, organization_id, upload_id, name, name_key, pair_key, type, rest_kind, status,
              sha256, size_bytes, clips, error_count, warning_count, created_at, created_by)
            values (
              :id, :organization, :id, :name, :name, :name, 'TRANSCRIPT', 'Language', 'READY',
              'none', 0, 0, 0, 0, current_timestamp, :user)
            """)
        .param("id", id)
        .param("organization", admin.organization().value())
        .param("name", name)
        .param("user", admin.user().value())
        .update();
    link(id, model);
    return id;
  }

  private void link(UUID dataset, CustomModelId model) {
    jdbc.sql(
            """
            insert into model_dataset (model_id, dataset_id, purpose)
            values (:model, :dataset, 'TRAIN')
            """)
        .param("model", model.value())
        .param("dataset", dataset)
        .update();
  }

  @Test
  void asksAgainForRowsUnderWayUntilNoneIs() {
    CustomModelId running = fixtures.running(admin, "A");
    CustomModelId queued = fixtures.queued(admin, "B");
    CustomModelId idle = fixtures.model(admin, "C");

    String url = page("/custom-models", admin).select("#models-poll").attr("hx-get");
    assertThat(url).contains(running.toString(), queued.toString()).doesNotContain(idle.toString());
    Document answer = fragment(url, admin);
    assertThat(answer.select("#state-" + running + " progress").attr("value")).isEqualTo("0");
    states.progress(running, 0.425, "Align");
    Document onward = fragment(url, admin);
    assertThat(onward.select("#state-" + running + " progress").attr("value")).isEqualTo("42");
    assertThat(onward.select("#state-" + running).text()).contains("42 %", "Align");
    assertThat(answer.select("#state-" + queued).text())
        .isEqualTo("Ready to Run Queued, begins automatically");
    assertThat(answer.select("#models-poll")).hasSize(1);

    fixtures.succeed(running, admin, CustomModelFixtures.BETTER);
    String later = fragment(url, admin).select("#models-poll").attr("hx-get");
    assertThat(later).contains(queued.toString()).doesNotContain(running.toString());
    assertThat(fragment("/custom-models/states?id=" + running, admin).select("#models-poll"))
        .isEmpty();
    assertThat(fragment(url, people.user(Role.ORGADMIN)).select(".status")).isEmpty();
  }

  @Test
  void sortsFiltersAndPagesByItsAddress() {
    for (int i = 0; i < 30; i++) {
      fixtures.model(admin, "Model %02d".formatted(i));
    }
    fixtures.fed(admin, "100 % Étude_Court");

    assertThat(names("/custom-models?sort=name&dir=asc", admin))
        .hasSize(25)
        .startsWith("100 % Étude_Court", "Model 00");
    assertThat(names("/custom-models?sort=name&dir=asc&page=2", admin))
        .containsExactly("Model 24", "Model 25", "Model 26", "Model 27", "Model 28", "Model 29");
    assertThat(names("/custom-models?sort=name&dir=desc&page=2", admin))
        .containsExactly(
            "Model 04", "Model 03", "Model 02", "Model 01", "Model 00", "100 % Étude_Court");
  }

  @ParameterizedTest
  @CsvSource({
    "étude,1",
    "ÉTUDE_c,1",
    "%,1",
    "_,1",
    "model 0,10",
    "zzz,0",
    "'\\',0",
    "O'Neil,0",
    "model,25",
  })
  void findsNamesThatContainWhatIsTyped(String text, int found) {
    for (int i = 0; i < 25; i++) {
      fixtures.model(admin, "Model %02d".formatted(i));
    }
    fixtures.fed(admin, "100 % Étude_Court");

    assertThat(names("/custom-models?name={text}", admin, text)).hasSize(found);
  }

  @Test
  void filtersByStatusAndLanguageAndShowsChips() {
    fixtures.fed(admin, "fed");
    fixtures.model(admin, "new");
    fixtures.failed(admin, "failed");

    Document page = page("/custom-models?status=ready-to-run&language=en-US&name=f", admin);

    assertThat(page.select("tbody th a").eachText()).containsExactly("fed");
    assertThat(page.select(".chip-value").eachText())
        .containsExactly("f", "Ready to Run", "English");
    assertThat(page.select(".chip-remove").get(1).attr("href"))
        .isEqualTo("/custom-models?name=f&language=en-US");
    assertThat(page("/custom-models?status=success", admin).select(".empty h2").text())
        .isEqualTo("Nothing matches these filters");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "page=0",
        "page=-5",
        "page=99999999999999",
        "page=two",
        "size=0",
        "size=1000000",
        "sort=id;drop",
        "dir=sideways",
        "status=nothing",
        "language=xx",
        "page=&size=&sort=&dir=&name=&status=&language="
      })
  void fallsBackToTheNearestValidPage(String query) {
    fixtures.model(admin, "Only");

    assertThat(names("/custom-models?" + query, admin)).containsExactly("Only");
  }

  @Test
  void answersAFragmentWithTheSameRowsAndACleanAddress() {
    fixtures.model(admin, "Court");

    MvcTestResult answer =
        web.get()
            .uri("/custom-models?name=court&status=&language=")
            .header("HX-Request", "true")
            .with(as(admin))
            .exchange();

    assertThat(answer).hasStatusOk().hasHeader("HX-Push-Url", "/custom-models?name=court");
    Document fragment = parsed(answer);
    assertThat(fragment.select("h1")).isEmpty();
    assertThat(fragment.select("#models tbody th a").eachText()).containsExactly("Court");
  }

  @Test
  void marksSharedModelsWhichNobodyDeletesOrChanges() {
    SignedIn owner = people.user(Role.RESELLER);
    CustomModelId id = fixtures.trained(owner, "Shared model");
    fixtures.share(id, admin.organization(), Permission.USE);

    Document grid = page("/custom-models", admin);
    assertThat(grid.select(".grid-note").eachText())
        .contains("Shared by Organization " + owner.organization());
    assertThat(grid.select("tbody .wide-only a").eachAttr("title")).containsExactly("Edit");

    Document details = page("/custom-models/" + id, admin);
    assertThat(details.select("#model-name").hasAttr("disabled")).isTrue();
    assertThat(details.select("#train, #model-settings")).isEmpty();
    assertThat(details.select(".banner-body").text())
        .contains("Choose it in the language list")
        .as("nothing is uploaded here")
        .doesNotContain(".wav");
    assertThat(details.select(".tabs a").eachText())
        .containsExactly("Overview", "Tests", "Versions", "Sharing", "Usage");
    assertThat(get("/custom-models/" + id + "/vocabulary", admin)).hasStatus(404);
    assertThat(get("/custom-models/" + id + "/delete", admin)).hasStatus(403);
    assertThat(post("/custom-models/" + id + "/name", admin, "name", "Mine")).hasStatus(403);
  }

  @Test
  void offersDeleteToAdministratorsAlone() {
    SignedIn user = people.user(admin.organization(), Role.USER);
    CustomModelId id = fixtures.model(admin, "A");

    assertThat(page("/custom-models", user).select("tbody .wide-only a").eachAttr("title"))
        .containsExactly("Edit");
    assertThat(get("/custom-models/" + id + "/delete", user)).hasStatus(403);
    assertThat(post("/custom-models/" + id + "/delete", user)).hasStatus(403);

    Document question = page("/custom-models/" + id + "/delete", admin);
    assertThat(question.select("#delete-model .dialog-title").text())
        .isEqualTo("Delete confirmation");
    assertThat(question.select("#delete-model p").get(0).text())
        .isEqualTo("Are you sure you want to delete this model?");
    MvcTestResult deleted = post("/custom-models/" + id + "/delete", admin);
    assertThat(deleted).hasStatus(302).hasHeader("Location", "/custom-models");
    assertThat(models.find(id, admin)).isEmpty();
  }

  @Test
  void comesBackToThePageOfTheGridAfterDeletingInADialog() {
    CustomModelId id = fixtures.model(admin, "A");

    MvcTestResult answer =
        web.post()
            .uri("/custom-models/" + id + "/delete")
            .header("HX-Request", "true")
            .header("HX-Current-URL", "https://elsewhere.example/custom-models?page=2&name=a")
            .with(as(admin))
            .with(csrf())
            .exchange();

    assertThat(answer).hasHeader("HX-Redirect", "/custom-models?page=2&name=a");
  }

  @Test
  void createsAModelAndOffersTheNextStep() {
    Document form = page("/custom-models/new", admin);
    assertThat(form.select("#create-custom-model-form .btn.smoke").text()).isEqualTo("Close");
    assertThat(form.select("#create-custom-model-form button[type=submit]").text())
        .isEqualTo("Create");
    assertThat(form.select("#name").attr("placeholder")).isEqualTo("Name");
    assertThat(form.select("#locale option").eachAttr("value")).containsExactly("", "en-US");

    MvcTestResult answer =
        post("/custom-models", admin, "name", "Legal NL", "locale", "en-US", "domain", "Legal");

    assertThat(answer).hasStatus(302);
    String model = String.valueOf(answer.getResponse().getHeader("Location"));
    assertThat(page(model, admin).select("#next-step").text()).contains("Next step: Upload");
    assertThat(page(model, admin).select("#next-step a.btn").attr("href"))
        .isEqualTo(model + "/datasets/new");
    assertThat(names("/custom-models", admin)).containsExactly("Legal NL");
  }

  @ParameterizedTest
  @CsvSource({"'',en-US,#name-error", "' ',en-US,#name-error", "A,'',#locale-error"})
  void saysAtTheFieldWhatIsMissing(String name, String locale, String error) {
    MvcTestResult answer = post("/custom-models", admin, "name", name, "locale", locale);

    assertThat(answer).hasStatus(422);
    assertThat(parsed(answer).select(error)).hasSize(1);
    assertThat(names("/custom-models", admin)).isEmpty();
  }

  @Test
  void refusesANameOf257CharactersAndTakes256() {
    assertThat(post("/custom-models", admin, "name", "🎙".repeat(257), "locale", "en-US"))
        .hasStatus(422);
    assertThat(post("/custom-models", admin, "name", "🎙".repeat(256), "locale", "en-US"))
        .hasStatus(302);
    assertThat(names("/custom-models", admin)).containsExactly("🎙".repeat(256));
  }

  @Test
  void warnsOfANameThatIsUsed() {
    fixtures.model(admin, "Legal NL");

    assertThat(fragment("/custom-models/name-check?name=legal nl", admin).text())
        .isEqualTo("Another model has this name already");
    assertThat(fragment("/custom-models/name-check?name=other", admin).text()).isEmpty();
  }

  @Test
  void warnsOfANameThatIsUsedOnceItIsGiven() {
    CustomModelId other = fixtures.model(admin, "Other");
    fixtures.model(admin, "Legal NL");

    assertThat(toasts(post("/custom-models", admin, "name", "LEGAL NL", "locale", "en-US")))
        .contains("Another model has this name already");
    String rename = "/custom-models/" + other + "/name";
    assertThat(toasts(post(rename, admin, "name", "Legal NL")))
        .contains("Another model has this name already");
    assertThat(toasts(post(rename, admin, "name", "Yet another")))
        .contains("Custom model updated successfully")
        .doesNotContain("name already");
  }

  private static String toasts(MvcTestResult answer) {
    return String.valueOf(answer.getMvcResult().getFlashMap().get("toasts"));
  }

  @Test
  void showsThePlansLimitBeforeItHurts() {
    SignedIn user =
        people.user(people.organization(null, new Limits(1, Long.MAX_VALUE)), Role.USER);
    assertThat(page("/custom-models/new", user).text())
        .contains("room for 1 custom model; 0 used so far");
    fixtures.model(user, "A");

    Document full = page("/custom-models/new", user);
    assertThat(full.text()).contains("The one custom model of your plan is used");
    assertThat(full.select("#create-custom-model-form button[type=submit]").hasAttr("disabled"))
        .isTrue();
    assertThat(post("/custom-models", user, "name", "B", "locale", "en-US")).hasStatus(409);
  }

  @ParameterizedTest
  @CsvSource({
    "model,Not Running,true,false",
    "fed,Ready to Run,true,false",
    "queued,Ready to Run,false,false",
    "running,Running,false,false",
    "trained,Success,false,true",
    "failed,Failed,true,false",
  })
  void showsTheHeadOfEachState(String state, String status, boolean train, boolean expanded) {
    CustomModelId id =
        switch (state) {
          case "model" -> fixtures.model(admin, "A");
          case "fed" -> fixtures.fed(admin, "A");
          case "queued" -> fixtures.queued(admin, "A");
          case "running" -> fixtures.running(admin, "A");
          case "trained" -> fixtures.trained(admin, "A");
          default -> fixtures.failed(admin, "A");
        };

    Document page = page("/custom-models/" + id, admin);

    assertThat(page.select("#model-status .status-badge").text()).isEqualTo(status);
    assertThat(page.select("[data-banner] summary").text()).startsWith(status);
    assertThat(page.select(".tabs a").eachText())
        .containsExactly(
            "Overview",
            "Datasets",
            "Vocabulary",
            "Training",
            "Tests",
            "Versions",
            "Sharing",
            "Usage");
    assertThat(page.select("[data-banner]").hasAttr("open")).isEqualTo(expanded);
    assertThat(page.select("#train").eachText())
        .isEqualTo(train ? List.of("Train the Language") : List.of());
    boolean locked = state.equals("queued") || state.equals("running");
    assertThat(page.select("#model-name").hasAttr("disabled")).isEqualTo(locked);
    assertThat(page.select("#model-header").hasAttr("hx-trigger")).isEqualTo(locked);
    assertThat(page.select(".fact-name").eachText())
        .containsExactly("Name", "Training Status", "Base Language Model", "Last Modified");
    assertThat(page.select("[data-banner]").text().contains("a.txt, line 3"))
        .isEqualTo(state.equals("failed"));
  }

  @Test
  void updatesNameAndSettings() {
    CustomModelId id = fixtures.model(admin, "A");

    assertThat(post("/custom-models/" + id + "/name", admin, "name", "B", "tab", "VOCABULARY"))
        .hasStatus(302)
        .hasHeader("Location", "/custom-models/" + id + "/vocabulary");
    assertThat(
            post(
                "/custom-models/" + id + "/settings",
                admin,
                "domain",
                "Media",
                "autoTrain",
                "true"))
        .hasStatus(302);

    ModelView model = models.get(id, admin);
    assertThat(model.name()).isEqualTo("B");
    assertThat(model.domain()).isEqualTo("Media");
    assertThat(model.autoTrain()).isTrue();
    assertThat(post("/custom-models/" + id + "/name", admin, "name", " ")).hasStatus(422);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "/header", "/delete", "/vocabulary", "/vocabulary/export", "/versions"})
  void knowsNoModelOfOthers(String path) {
    CustomModelId foreign = fixtures.trained(people.user(Role.ORGADMIN), "Secret");

    for (String id : List.of(foreign.toString(), "no-id", "00000000-0000-0000-0000-000000000000")) {
      MvcTestResult answer =
          web.get()
              .uri("/custom-models/" + id + path)
              .headers(
                  path.equals("/header")
                      ? headers -> headers.set("HX-Request", "true")
                      : headers -> {})
              .with(as(admin))
              .exchange();
      assertThat(answer).hasStatus(404);
    }
  }

  @Test
  void listsVersionsAndAcceptsOne() {
    CustomModelId id = fixtures.trained(admin, "A");
    ModelVersion second = fixtures.retrain(id, admin, CustomModelFixtures.UNMEASURED);

    assertThat(page("/custom-models", admin).select("#state-" + id).text())
        .contains("A new version waits for Accept");
    assertThat(page("/custom-models/" + id, admin).select("[data-banner] summary").text())
        .contains("A new version waits for Accept");
    Document page = page("/custom-models/" + id + "/versions", admin);
    assertThat(page.select("tbody tr")).hasSize(2);
    assertThat(page.select("tbody tr").get(0).text())
        .contains("Waits for Accept", "unmeasured", "perplexity 85.5");
    assertThat(page.select("tbody tr").get(1).text())
        .contains("In use", "20.0 %", "30.0 %, on 1,000 words");
    assertThat(page.select("tbody .actions a").eachText())
        .containsExactly("Accept", "Export", "Copy to Version 2", "Export", "Copy to Version 1");
    assertThat(
            page("/custom-models/" + id + "/versions", people.user(admin.organization(), Role.USER))
                .select("tbody .actions a"))
        .isEmpty();

    assertThat(post("/custom-models/" + id + "/versions/" + second.id() + "/accept", admin))
        .hasStatus(302);
    assertThat(versions.accepted(id).orElseThrow().id()).isEqualTo(second.id());
    assertThat(
            page("/custom-models/" + id + "/versions", admin).select("tbody .actions a").eachText())
        .containsExactly("Export", "Copy to Version 2", "Roll back", "Export", "Copy to Version 1");
  }

  @Test
  void importsAVocabularyAndSaysWhichLinesAreNone() {
    CustomModelId id = fixtures.model(admin, "A");

    MvcTestResult answer =
        post(
            "/custom-models/" + id + "/vocabulary/import",
            admin,
            "list",
            "term,weight\nstent,2\n=x,1\n");

    assertThat(answer).hasStatus(302);
    Document page =
        parsed(
            web.get()
                .uri("/custom-models/" + id + "/vocabulary")
                .cookie(answer.getResponse().getCookie("diction"))
                .with(as(admin))
                .exchange());
    assertThat(page.select("#imported").text())
        .contains("Terms added: 1", "Line 3:", "cannot begin with =");
    assertThat(page.select("#terms tbody th").eachText()).containsExactly("stent");
    assertThat(text(get("/custom-models/" + id + "/vocabulary/export", admin)))
        .contains("stent,,,,2.0");
    assertThat(terms.all(admin.organization(), id)).hasSize(1);
  }

  @Test
  void importsWhatIsTypedAndAFileTogether() throws Exception {
    CustomModelId id = fixtures.model(admin, "A");

    assertThat(
            web.post()
                .uri("/custom-models/" + id + "/vocabulary/import")
                .multipart()
                .file("file", "term,weight\nstent,2\nbypass,1\n".getBytes(UTF_8))
                .param("list", "term,weight\nstent,3\ncatheter,1\n")
                .with(as(admin))
                .with(csrf())
                .exchange())
        .hasStatus(302);

    assertThat(terms.all(admin.organization(), id))
        .extracting(VocabularyTerm::term)
        .containsExactly("bypass", "catheter", "stent");
    assertThat(page("/custom-models/" + id + "", admin).select("#activity").text())
        .contains("2 new, 0 changed", "1 new, 1 changed");
  }

  @Test
  void asksBeforeATermIsDeletedAndComesBackToTheListAsItWas() {
    CustomModelId id = fixtures.model(admin, "A");
    terms.add(id, "stent", "", "", 1, admin);
    String list = "/custom-models/" + id + "/vocabulary";
    String delete = page(list, admin).select("#terms a[data-tooltip=Delete]").attr("href");

    Document question = page(delete, admin);
    assertThat(question.select("dialog").text()).contains("Delete stent from the vocabulary");
    assertThat(terms.all(admin.organization(), id)).hasSize(1);

    assertThat(
            web.post()
                .uri(question.select("dialog form").attr("action"))
                .header("HX-Request", "true")
                .header("HX-Current-URL", "http://localhost" + list + "?term=st&sort=weight")
                .with(as(admin))
                .with(csrf())
                .exchange())
        .hasHeader("HX-Redirect", list + "?term=st&sort=weight");
    assertThat(terms.all(admin.organization(), id)).isEmpty();
  }

  @Test
  void keepsWhatWasTypedWhereItIsRefused() {
    CustomModelId id = fixtures.model(admin, "Medical EN");
    String path = "/custom-models/" + id;

    MvcTestResult name = post(path + "/name", admin, "name", "x".repeat(257));
    assertThat(name).hasStatus(422);
    Document page = parsed(name);
    assertThat(page.select("#model-name").val()).isEqualTo("x".repeat(257));
    assertThat(page.select("#model-name").attr("aria-describedby")).isEqualTo("model-name-error");
    assertThat(page.select("#model-name-error").text()).contains("256", "257");

    MvcTestResult settings =
        post(
            path + "/settings",
            admin,
            "description",
            "y".repeat(4001),
            "domain",
            "Other",
            "otherDomain",
            "Archaeology",
            "autoTrain",
            "true");
    assertThat(settings).hasStatus(422);
    page = parsed(settings);
    assertThat(page.select("#description").val()).hasSize(4001);
    assertThat(page.select("#domain option[selected]").val()).isEqualTo("Other");
    assertThat(page.select("#other-domain").val()).isEqualTo("Archaeology");
    assertThat(page.select("#auto-train").hasAttr("checked")).isTrue();
    assertThat(page.select("#settings-problem").text()).contains("4,001");
    assertThat(page.select("#model-settings [aria-invalid]").eachAttr("id"))
        .containsExactly("description");

    page =
        parsed(post(path + "/settings", admin, "domain", "Other", "otherDomain", "z".repeat(257)));
    assertThat(page.select("#model-settings [aria-invalid]").eachAttr("id"))
        .containsExactly("other-domain");

    fixtures.feed(id);
    fixtures.queue(id);
    page = parsed(post(path + "/settings", admin, "description", "late"));
    assertThat(page.select("#settings-problem").text()).contains("cannot be modified");
    assertThat(page.select("#model-settings [aria-invalid], #settings-problem a")).isEmpty();
  }

  @Test
  void leadsToTheAlignmentOnHomeWhereverItSpeaksOfIt() {
    CustomModelId id = fixtures.model(admin, "A");

    assertThat(page("/custom-models", admin).select("#about-custom-models a").eachAttr("href"))
        .containsExactly("/?mode=alignment", "/help/custom-models");
    assertThat(
            page("/custom-models/guide", admin)
                .select("#custom-models-guide li a")
                .eachAttr("href"))
        .containsExactly("/?mode=alignment");
    Document details = page("/custom-models/" + id, admin);
    assertThat(details.select("details[data-banner] a").eachAttr("href"))
        .containsExactly("/?mode=alignment");
    assertThat(details.select("details[data-banner]").text())
        .contains(".wav .mp3 .m4a .flac", ".vtt .srt .txt", ".jsonl", "10 files of 10 GB");
    assertThat(page("/?mode=alignment", admin).select("#force-alignment-form")).hasSize(1);
  }

  @Test
  void neverChangesLanguageOrOwnerOfAModel() {
    CustomModelId id = fixtures.model(admin, "A");
    ModelView before = models.get(id, admin);
    for (String form : List.of("/name", "/settings")) {
      assertThat(
              post(
                  "/custom-models/" + id + form,
                  admin,
                  "name",
                  "B",
                  "locale",
                  "nl-NL",
                  "organizationId",
                  people.organization().toString()))
          .hasStatus(302);
    }
    ModelView after = models.get(id, admin);
    assertThat(after.locale()).isEqualTo(before.locale());
    assertThat(after.owner()).isEqualTo(before.owner());
    assertThat(page("/custom-models/" + id, admin).select("[name=locale]")).isEmpty();
  }

  @Test
  void takesAnOfferedDomainOrOneInOwnWords() {
    CustomModelId id = fixtures.model(admin, "A");
    assertThat(page("/custom-models/new", admin).select("#domain option").eachAttr("value"))
        .containsExactly(
            "",
            "Medical",
            "Legal",
            "Financial services",
            "Technical support",
            "Accent or dialect",
            "Media",
            "Other");

    post(
        "/custom-models/" + id + "/settings",
        admin,
        "domain",
        "Other",
        "otherDomain",
        "Archaeology");
    assertThat(models.get(id, admin).domain()).isEqualTo("Archaeology");
    Document page = page("/custom-models/" + id, admin);
    assertThat(page.select("#domain option[selected]").val()).isEqualTo("Other");
    assertThat(page.select("#other-domain").val()).isEqualTo("Archaeology");

    post("/custom-models/" + id + "/settings", admin, "domain", "Legal", "otherDomain", "left");
    assertThat(models.get(id, admin).domain()).isEqualTo("Legal");
  }

  @Test
  void tellsWhoDidWhatTheNewestFirstAPageAtATime() {
    CustomModelId id = fixtures.model(admin, "A");
    for (int i = 0; i < 21; i++) {
      terms.add(id, "term" + i, "", "", 1, admin);
    }

    Document page = page("/custom-models/" + id, admin);
    assertThat(page.select(".timeline li")).hasSize(20);
    assertThat(page.select(".timeline li").get(0).text())
        .contains(admin.displayName(), "added to the vocabulary", "term20");
    String older = page.select("#activity a[rel=next]").attr("href");
    assertThat(page(older.replaceAll("#.*", ""), admin).select(".timeline li").eachText())
        .hasSize(2)
        .last(InstanceOfAssertFactories.STRING)
        .contains("created the model");
    assertThat(page("/custom-models/" + id + "?activity=zzz", admin).select(".timeline li"))
        .hasSize(20);
  }

  @Test
  void saysWithWhomAModelIsSharedAndWhatTheyLoseByItsEnd() {
    CustomModelId id = fixtures.model(admin, "A");
    SignedIn customer = people.user(Role.USER);
    String name = organizations.get(customer.organization()).name();
    assertThat(page("/custom-models/" + id, admin).select("#sharing-title")).isEmpty();
    fixtures.share(id, customer.organization(), Permission.USE);

    assertThat(page("/custom-models/" + id, admin).select("tbody tr").text())
        .contains(name, "Use in Transcription");
    Document shared = page("/custom-models/" + id, customer);
    assertThat(shared.select("form")).noneMatch(form -> form.id().startsWith("model-settings"));
    assertThat(shared.select(".timeline, #sharing-title")).isEmpty();
    assertThat(page("/custom-models/" + id + "/delete", admin).select("dialog").text())
        .contains("Are you sure you want to delete this model?", name);
  }

  @Test
  void marksAModelWhoseVersionHasExpired() {
    CustomModelId id = fixtures.trained(admin, "A");
    fixtures.expire(id);

    assertThat(page("/custom-models", admin).select("#state-" + id).text())
        .contains("Success", "has expired");
    Document page = page("/custom-models/" + id, admin);
    assertThat(page.select("details.banner").text())
        .contains("does not transcribe any more")
        .doesNotContain("Choose it in the language list");
    assertThat(page.select("#train").text()).isEqualTo("Train the Language");
  }

  @Test
  void doesNotAskToChooseATrainedModelThatNobodyCanChoose() {
    CustomModelId waiting = fixtures.running(admin, "A");
    fixtures.succeed(waiting, admin, CustomModelFixtures.WORSE);
    assertThat(page("/custom-models/" + waiting, admin).select("details.banner").text())
        .contains("none of its versions is in use")
        .doesNotContain("Choose it in the language list");

    CustomModelId archived = fixtures.trained(admin, "B");
    assertThat(post("/custom-models/" + archived + "/archive", admin)).hasStatus3xxRedirection();
    assertThat(page("/custom-models/" + archived, admin).select("details.banner").text())
        .contains("no STT session offers it")
        .doesNotContain("Choose it in the language list");
  }

  @Test
  void saysWhyATrainingDidNotStartByItself() {
    CustomModelId id = fixtures.fed(admin, "A");
    assertThat(page("/custom-models/" + id, admin).select("#auto-obstacle")).isEmpty();

    fixtures.refuseAutomaticStart(id);

    assertThat(page("/custom-models/" + id, admin).select("#auto-obstacle").text())
        .startsWith("Training did not start by itself.")
        .contains("no training credits left")
        .doesNotContain("??");
  }

  @Test
  void showsWhatThePlanStillAllows() {
    SignedIn user = people.user(people.organization(null, new Limits(5, 1L << 30)), Role.USER);
    fixtures.model(user, "one");
    Document page = page("/custom-models", user);
    assertThat(page.select("#plan").text()).contains("1 of 5", "0 B of 1.0 GB", "0 left");
    assertThat(page.select("#plan").hasAttr("open")).isTrue();
    assertThat(fragment("/custom-models", user).select("#plan")).isEmpty();
  }

  @Test
  void explainsItselfInGuideAndHelp() {
    assertThat(page("/custom-models/guide", admin).select("#custom-models-guide h3").eachText())
        .containsExactly(
            "What are custom models", "What you need", "Only have audio files", "After training");
    assertThat(page("/help/custom-models", admin).select("h1").text())
        .isEqualTo("When a custom model pays off");
    assertThat(page("/help/custom-models", admin).select("main").text())
        .contains("Make one model for each domain", "What vocabulary alone achieves");
    assertThat(page("/custom-models", admin).select("#about-custom-models a").eachAttr("href"))
        .contains("/help/custom-models");
  }

  private List<String> names(String url, SignedIn user, Object... variables) {
    return parsed(web.get().uri(url, variables).with(as(user)).exchange())
        .select("#models tbody th a")
        .eachText();
  }

  private Document page(String url, SignedIn user) {
    MvcTestResult answer = get(url, user);
    assertThat(answer).hasStatusOk();
    return parsed(answer);
  }

  private Document fragment(String url, SignedIn user) {
    MvcTestResult answer =
        web.get().uri(url).header("HX-Request", "true").with(as(user)).exchange();
    assertThat(answer).hasStatusOk();
    return parsed(answer);
  }

  private MvcTestResult get(String url, SignedIn user) {
    return web.get().uri(url).with(as(user)).exchange();
  }

  private MvcTestResult post(String url, SignedIn user, String... namesAndValues) {
    var request = web.post().uri(url).with(as(user)).with(csrf());
    for (int i = 0; i < namesAndValues.length; i += 2) {
      request = request.param(namesAndValues[i], namesAndValues[i + 1]);
    }
    return request.exchange();
  }

  private static Document parsed(MvcTestResult answer) {
    return Jsoup.parse(text(answer));
  }

  private static String text(MvcTestResult answer) {
    try {
      return answer.getResponse().getContentAsString(StandardCharsets.UTF_8);
    } catch (UnsupportedEncodingException e) {
      throw new IllegalStateException(e);
    }
  }
}
