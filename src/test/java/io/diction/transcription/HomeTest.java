package io.diction.transcription;

import static io.diction.organization.OrganizationFixtures.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import io.diction.custommodel.CustomModelFixtures;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.ModelVersion;
import io.diction.custommodel.Permission;
import io.diction.custommodel.Versions;
import io.diction.identity.Ids;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.jobs.JobState;
import io.diction.organization.Organization.Limits;
import io.diction.organization.OrganizationFixtures;
import io.diction.testing.PortalTest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.support.TransactionOperations;

@PortalTest
@Import({OrganizationFixtures.class, CustomModelFixtures.class})
class HomeTest {
  @Autowired private MockMvcTester web;
  @Autowired private OrganizationFixtures people;
  @Autowired private CustomModelFixtures fixtures;
  @Autowired private Versions versions;
  @Autowired private SessionRows sessions;
  @Autowired private TransactionOperations transaction;
  @Autowired private ApplicationEventPublisher events;
  @Autowired private JdbcClient jdbc;
  @Autowired private Clock clock;

  @Test
  void saysWhatToDoWhereThereIsNothing() {
    Document home = home(people.user(Role.USER), "/");

    assertThat(home.select("#attention").text()).contains("Nothing needs you");
    assertThat(home.select("#ready").text()).contains("No custom model is ready yet");
    assertThat(home.select("#ready a").attr("href")).isEqualTo("/custom-models");
  }

  @Test
  void tellsWhatNeedsAttentionWithAWayToIt() {
    SignedIn user = people.user(Role.USER);
    CustomModelId failed = fixtures.failed(user, "Failed");
    CustomModelId awaiting = fixtures.trained(user, "Awaiting");
    fixtures.retrain(awaiting, user, CustomModelFixtures.BETTER);
    CustomModelId stuck = fixtures.fed(user, "Stuck");
    fixtures.refuseAutomaticStart(stuck);
    CustomModelId over = fixtures.trained(user, "Over");
    fixtures.expire(over);
    CustomModelId fed = fixtures.fed(user, "Fed");
    fixtures.model(user, "Calm");

    Document home = home(user, "/");
    assertThat(home.select("#attention .item").eachText())
        .containsExactlyInAnyOrder(
            "Failed The training failed",
            "Awaiting A new version waits for Accept",
            "Stuck The training did not start by itself",
            "Fed Has data and is ready to be trained",
            home.select("#attention .item:contains(Over)").text());
    assertThat(home.select("#attention .item:contains(Over)").text()).contains("expired on");
    assertThat(home.select("#attention .item:contains(Fed)").text())
        .isEqualTo("Fed Has data and is ready to be trained");
    assertThat(home.select("#attention a").eachAttr("href"))
        .containsExactlyInAnyOrder(
            "/custom-models/" + fed,
            "/custom-models/" + failed,
            "/custom-models/" + awaiting + "/versions",
            "/custom-models/" + stuck,
            "/custom-models/" + over);
    assertThat(home(people.user(Role.USER), "/").select("#attention .item")).isEmpty();

    fixtures.refuseAutomaticStart(awaiting);
    assertThat(home(user, "/").select("#attention .item:contains(Awaiting)").eachText())
        .containsExactly(
            "Awaiting The training did not start by itself",
            "Awaiting A new version waits for Accept");
  }

  @Test
  void leavesArchivedModelsAlone() {
    SignedIn user = people.user(Role.USER);
    fixtures.failed(user, "Failed");
    fixtures.fed(user, "Fed");
    fixtures.expire(fixtures.trained(user, "Over"));
    assertThat(home(user, "/").select("#attention .item")).hasSize(3);

    jdbc.sql("update custom_model set archived_at = :now where organization_id = :organization")
        .param("now", OffsetDateTime.now(clock))
        .param("organization", user.organization().value())
        .update();

    assertThat(home(user, "/").select("#attention .item")).isEmpty();
  }

  @Test
  void tellsOfFilesThatWereRejectedOrWaitAndOfSessionsThatFailed() {
    SignedIn user = people.user(Role.USER);
    CustomModelId model = fixtures.model(user, "Wards");
    UUID rejected = dataset(user, model, "broken.wav", "REJECTED");
    UUID waiting = dataset(user, model, "ward.zip", "NEEDS_REVIEW");
    dataset(user, model, "fine.wav", "READY");
    sessions.add(session(user, JobState.FAILED, SessionKind.TRANSCRIPTION, "holiday.wav"));
    sessions.add(session(user, JobState.FAILED, SessionKind.ALIGNMENT, "book.wav"));

    Document home = home(user, "/");
    assertThat(home.select("#attention .item").eachText())
        .containsExactlyInAnyOrder(
            "ward.zip A validation report waits for review, in Wards",
            "broken.wav Rejected: nothing of it can be used, in Wards",
            "holiday.wav The transcription failed",
            "book.wav The alignment failed");
    assertThat(home.select("#attention a").eachAttr("href"))
        .contains(
            "/custom-models/" + model + "/datasets/" + rejected,
            "/custom-models/" + model + "/datasets/" + waiting);
    assertThat(home(people.user(Role.USER), "/").select("#attention .item")).isEmpty();
  }

  private UUID dataset(SignedIn user, CustomModelId model, String name, String status) {
    UUID id = Ids.next();
    jdbc.sql(
            """
            insert into dataset (id, organization_id, upload_id, name, name_key, pair_key, type,
                                 rest_kind, status, sha256, size_bytes, clips, error_count,
                                 warning_count, created_at, created_by)
            values (:id, :organization, :id, :name, :name, :name, 'AUDIO', 'AudioFiles', :status,
                    'aa', 1, 0, 0, 0, :now, :user)
            """)
        .param("id", id)
        .param("organization", user.organization().value())
        .param("name", name)
        .param("status", status)
        .param("now", OffsetDateTime.now(clock))
        .param("user", user.user().value())
        .update();
    jdbc.sql("insert into model_dataset (model_id, dataset_id, purpose) values (:m, :d, 'TRAIN')")
        .param("m", model.value())
        .param("d", id)
        .update();
    return id;
  }

  @Test
  void offersTheModelsReadyToUseOwnAndShared() {
    SignedIn user = people.user(Role.USER);
    SignedIn reseller = people.user(Role.RESELLER);
    CustomModelId own = fixtures.trained(user, "Own");
    CustomModelId shared = fixtures.trained(reseller, "Shared");
    fixtures.share(shared, user.organization(), Permission.USE);
    CustomModelId seen = fixtures.trained(reseller, "Seen");
    fixtures.share(seen, user.organization(), Permission.VIEW);

    Document home = home(user, "/");
    assertThat(home.select("#ready .item").eachText())
        .containsExactly("Own (English)", "Shared (English)");
    Document chosen = home(user, "/?model=model:" + own);
    assertThat(chosen.select("#session-model option[selected]").text()).isEqualTo("Own (English)");
    assertThat(chosen.select("#session-model optgroup").eachAttr("label"))
        .containsExactly(
            "English: base models", "English: custom models", "English: shared with you");
    assertThat(chosen.select("#session-model optgroup[label$='custom models'] option").eachText())
        .containsExactly("Own (English)");
    assertThat(
            chosen
                .select(
                    "#session-model optgroup[label$='shared with you'][data-locale=en-US] option")
                .eachText())
        .containsExactly("Shared (English)");
    assertThat(chosen.select("#session-language optgroup").attr("label")).isEqualTo("English");
    assertThat(chosen.select("#session-language optgroup option").eachText())
        .containsExactly("English", "Own (English)", "Shared (English)");
  }

  @Test
  void preselectsWhatWasChosenLast() {
    SignedIn user = people.user(Role.USER);
    fixtures.trained(user, "Another");
    CustomModelId model = fixtures.trained(user, "Chosen");
    transcribed(user, model, 1_000);

    assertThat(home(user, "/").select("#session-model option[selected]").text())
        .isEqualTo("Chosen (English)");
    fixtures.expire(model);
    Document home = home(user, "/");
    assertThat(home.select("#session-model option[selected]").text()).startsWith("English");
    assertThat(home.select("#model-gone").text())
        .isEqualTo("Version 1 of Chosen has expired. Choose another model.");
    assertThat(home.select("#session-model optgroup").eachAttr("label"))
        .containsExactly("English: base models", "English: custom models");
  }

  @Test
  void preselectsTheOrganizationsDefaultWhateverWasChosenLast() {
    SignedIn user = people.user(Role.USER);
    SignedIn reseller = people.user(Role.RESELLER);
    CustomModelId given = fixtures.trained(reseller, "Given");
    fixtures.share(given, user.organization(), Permission.USE);
    transcribed(user, fixtures.trained(user, "Chosen"), 1_000);
    makeDefault(user, given);

    Document home = home(user, "/");

    assertThat(home.select("#session-model option[selected]").text()).isEqualTo("Given (English)");
    assertThat(home.select("#session-model option[data-preferred]").eachText())
        .containsExactly("Given (English)");
  }

  /** The list ends at 200 models by name; the default is in it, wherever its name comes. */
  @Test
  void preselectsTheDefaultBehindMoreModelsThanAreListed() {
    SignedIn user = people.user(Role.USER);
    for (int i = 0; i < 200; i++) {
      fixtures.trained(user, "Court " + i);
    }
    CustomModelId last = fixtures.trained(user, "Zoology");
    assertThat(home(user, "/").select("#session-model").text()).doesNotContain("Zoology");

    makeDefault(user, last);

    assertThat(home(user, "/").select("#session-model option[selected]").text())
        .isEqualTo("Zoology (English)");
  }

  @Test
  void saysThatTheDefaultHasEndedUntilTheUserHasChosenAnew() {
    SignedIn reseller = people.user(Role.RESELLER);
    SignedIn user =
        people.user(people.organization(reseller.organization(), Limits.NONE), Role.USER);
    CustomModelId given = fixtures.trained(reseller, "Given");
    fixtures.share(given, user.organization(), Permission.USE);
    makeDefault(user, given);
    assertThat(home(user, "/").select("#default-gone")).isEmpty();

    assertThat(
            web.post()
                .uri("/custom-models/{id}/sharing/{of}/remove", given, user.organization().value())
                .param("when", "NOW")
                .with(as(reseller))
                .with(csrf())
                .exchange())
        .hasStatus(302);

    assertThat(home(user, "/").select("#default-gone").text()).contains("Given");
    assertThat(home(user, "/").select("#session-model option[selected]").text())
        .as("nothing takes its place silently")
        .doesNotContain("Given");
    CustomModelId own = fixtures.trained(user, "Own");
    transcribed(user, own, 1_000);
    assertThat(home(user, "/").select("#default-gone")).isEmpty();
    SignedIn colleague = people.user(user.organization(), Role.USER);
    assertThat(home(colleague, "/").select("#default-gone").text()).contains("Given");
  }

  @Test
  void saysThatTheDefaultHasExpired() {
    SignedIn user = people.user(Role.USER);
    CustomModelId own = fixtures.trained(user, "Court");
    makeDefault(user, own);

    fixtures.expire(own);

    assertThat(home(user, "/").select("#default-gone").text()).contains("Court");
  }

  @Test
  void saysWhyTheModelUsedLastIsGoneUntilTheUserHasChosenAnew() {
    SignedIn user = people.user(Role.ORGADMIN);
    CustomModelId archived = fixtures.trained(user, "Court");
    CustomModelId another = fixtures.trained(user, "Wards");
    transcribed(user, archived, 1_000);
    assertThat(home(user, "/").select("#model-gone")).isEmpty();

    assertThat(
            web.post()
                .uri("/custom-models/{id}/archive", archived)
                .with(as(user))
                .with(csrf())
                .exchange())
        .hasStatus(302);

    assertThat(home(user, "/").select("#model-gone").text())
        .isEqualTo(
            "Court is archived, so that nothing can be recognised with it. Choose another model.");
    transcribed(user, another, 1_000);
    assertThat(home(user, "/").select("#model-gone")).as("chosen anew").isEmpty();
    jdbc.sql("delete from model_access where model_id = :id").param("id", another.value()).update();
    assertThat(home(user, "/").select("#model-gone").text())
        .as("nothing is known of it but what the session says")
        .isEqualTo(
            "Used (English), which you used last, cannot be used any more. Choose another model.");
  }

  @Test
  void saysThatAModelMayOnlyBeLookedAtNow() {
    SignedIn reseller = people.user(Role.RESELLER);
    SignedIn user =
        people.user(people.organization(reseller.organization(), Limits.NONE), Role.USER);
    CustomModelId given = fixtures.trained(reseller, "Given");
    assign(reseller, user, given, "DEFAULT", "USE");
    transcribed(user, given, 1_000);
    Document before = home(user, "/");
    assertThat(before.select("#session-model option[selected]").text())
        .isEqualTo("Given (English)");
    assertThat(before.select("#model-gone, #default-gone")).isEmpty();

    assign(reseller, user, given, "OPTIONAL", "VIEW");

    Document home = home(user, "/");
    assertThat(home.select("#session-model option[selected]").text()).doesNotContain("Given");
    assertThat(home.select("#model-gone").text())
        .contains("lets you only look at Given now", "Choose another model");
    SignedIn colleague = people.user(user.organization(), Role.USER);
    Document theirs = home(colleague, "/");
    assertThat(theirs.select("#model-gone")).isEmpty();
    assertThat(theirs.select("#default-gone").text())
        .contains("default for this language, Given, has ended", "lets you only look at Given now");

    assign(reseller, user, given, "DEFAULT", "USE");
    assertThat(home(user, "/").select("#model-gone, #default-gone")).isEmpty();
    assertThat(home(colleague, "/").select("#model-gone, #default-gone")).isEmpty();

    fixtures.expire(given);
    assertThat(home(user, "/").select("#model-gone").text())
        .as("what it is now, not what it was once")
        .isEqualTo("Version 1 of Given has expired. Choose another model.");
  }

  private void assign(
      SignedIn reseller, SignedIn to, CustomModelId model, String use, String permission) {
    assertThat(
            web.post()
                .uri("/custom-models/{id}/sharing/organizations", model)
                .param("organization", to.organization().value().toString())
                .param("use", use)
                .param("permission", permission)
                .with(as(reseller))
                .with(csrf())
                .exchange())
        .hasStatus(302);
  }

  private void makeDefault(SignedIn user, CustomModelId model) {
    jdbc.sql(
            """
            update model_access
            set default_for_language = true, default_locale = 'en-US'
            where model_id = :model and organization_id = :organization
            """)
        .param("model", model.value())
        .param("organization", user.organization().value())
        .update();
  }

  private Document home(SignedIn user, String url) {
    var answer = web.get().uri(url).with(as(user)).exchange();
    assertThat(answer).hasStatusOk();
    return Jsoup.parse(
        new String(answer.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8));
  }

  @Test
  void countsWhatTheOwnOrganizationTranscribedWithAModel() {
    SignedIn user = people.user(Role.USER);
    SignedIn customer = people.user(Role.USER);
    CustomModelId model = fixtures.trained(user, "Used");
    fixtures.share(model, customer.organization(), Permission.USE);
    String path = "/custom-models/" + model + "/usage";
    assertThat(home(user, path).select("main").text()).contains("Not used yet");

    transcribed(user, model, 90_000);
    transcribed(people.user(user.organization(), Role.USER), model, 30_000);
    transcribed(customer, model, 5_000);

    Document page = home(user, path);
    assertThat(page.select(".stat").eachText())
        .containsExactly("Transcribed 2:00", "Sessions 2", "Users 2");
    assertThat(page.select("#usage tbody tr").text()).startsWith("1 2:00 2");
    assertThat(home(customer, path).select(".stat").eachText())
        .containsExactly("Transcribed 0:05", "Sessions 1", "Users 1");
  }

  private void transcribed(SignedIn who, CustomModelId model, long audioMs) {
    SttSession session =
        session(
            who,
            JobState.SUCCEEDED,
            SessionKind.TRANSCRIPTION,
            "a.wav",
            versions.accepted(model).orElseThrow(),
            audioMs);
    transaction.executeWithoutResult(
        status -> {
          sessions.add(session);
          events.publishEvent(session.transcribed(OffsetDateTime.now(clock)));
        });
  }

  private SttSession session(SignedIn who, JobState state, SessionKind kind, String name) {
    return session(who, state, kind, name, null, 1_000);
  }

  private SttSession session(
      SignedIn who,
      JobState state,
      SessionKind kind,
      String name,
      @Nullable ModelVersion version,
      long audioMs) {
    return new SttSession(
        Ids.next(),
        kind,
        who.organization().value(),
        who.user().value(),
        name,
        "en-US",
        null,
        version == null ? null : version.model().value(),
        version == null ? null : version.id().value(),
        "Used (English)",
        "0".repeat(64),
        "0".repeat(64),
        1,
        audioMs,
        Ids.next(),
        state,
        state == JobState.FAILED ? "invalid_audio_format" : null,
        state == JobState.FAILED ? "no audio" : null,
        null,
        OffsetDateTime.now(clock),
        OffsetDateTime.now(clock),
        null,
        null,
        null,
        false,
        null,
        null,
        "",
        null);
  }
}
