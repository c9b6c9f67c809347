package io.diction.evaluation.guard;

import static io.diction.organization.OrganizationFixtures.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.diction.custommodel.CustomModelFixtures;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.CustomModels;
import io.diction.custommodel.ModelVersion;
import io.diction.custommodel.Versions;
import io.diction.dataset.DatasetFixtures;
import io.diction.dataset.clip.ClipFixtures;
import io.diction.evaluation.guard.GuardResult.Figures;
import io.diction.identity.Ids;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.jobs.Job;
import io.diction.jobs.JobState;
import io.diction.jobs.Jobs;
import io.diction.organization.OrganizationFixtures;
import io.diction.storage.Blobs;
import io.diction.testing.PortalTest;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.transaction.support.TransactionOperations;

/** What guard sets do to versions, without any recognition. */
@PortalTest
@TestPropertySource(properties = "diction.jobs.here=false")
@Import({
  OrganizationFixtures.class,
  CustomModelFixtures.class,
  DatasetFixtures.class,
  ClipFixtures.class
})
class GuardSetsTest {
  private static final Figures LOST = new Figures(1000, 80, 130, 0.03, 0.07, true, 120, 0, 0);
  private static final Figures BY_CHANCE =
      new Figures(1000, 80, 130, -0.01, 0.11, false, 120, 0, 0);
  private static final Figures KEPT = new Figures(1000, 80, 90, 0.002, 0.018, true, 120, 0, 0);
  private static final Figures ONE_CLIP = new Figures(9, 1, 1, 0, 0, false, 1, 0, 0);

  @Autowired private MockMvc mvc;
  @Autowired private OrganizationFixtures people;
  @Autowired private CustomModelFixtures models;
  @Autowired private DatasetFixtures datasets;
  @Autowired private ClipFixtures clips;
  @Autowired private CustomModels customModels;
  @Autowired private Versions versions;
  @Autowired private GuardSets sets;
  @Autowired private GuardRows rows;
  @Autowired private GuardResultRows results;
  @Autowired private GuardJob job;
  @Autowired private Jobs jobs;
  @Autowired private Blobs blobs;
  @Autowired private JdbcClient jdbc;
  @Autowired private TransactionOperations transaction;

  private SignedIn admin;
  private CustomModelId model;

  @BeforeEach
  void makeModel() {
    admin = people.user(Role.ORGADMIN);
    model = models.trained(admin, "Court");
  }

  /** What is offered to every organization would be seen by other tests. */
  @AfterEach
  void withdraw() {
    jdbc.sql("update guard_set set offered = false").update();
  }

  @Test
  void makesASetOfTestDataThatOutlivesItsDataset() throws Exception {
    UUID dataset = testData(model, admin);
    assertThat(page("/custom-models/" + model + "/tests", admin).select("#guard").text())
        .contains("held to no guard set");

    assertThat(make(dataset, admin).getStatus()).isEqualTo(302);

    GuardSet set = sets.guard(admin.organization(), "en-US").orElseThrow().set();
    assertThat(set.clips()).isEqualTo(1);
    assertThat(page("/guard-sets", admin).select("main").text())
        .contains("calls.zip", "1 utterance", "at most 2 percentage points");
    assertThat(page("/custom-models/" + model + "/tests", admin).select("#guard").text())
        .contains("at most 2 percentage points");
    customModels.delete(model, admin);
    String audio = rows.audio(set.id()).get(0);
    assertThat(blobs.isUsed(admin.organization(), audio)).isTrue();
    assertThat(rows.clips(set).get(0).file()).isNotEmptyFile();

    assertThat(send("/guard-sets/" + set.id() + "/delete", admin).getStatus()).isEqualTo(302);

    assertThat(blobs.isUsed(admin.organization(), audio)).isFalse();
    assertThat(sets.guard(admin.organization(), "en-US")).isEmpty();
  }

  @Test
  void isTheMatterOfAdministrators() throws Exception {
    UUID dataset = testData(model, admin);
    SignedIn user = people.user(admin.organization(), Role.USER);
    assertThat(make(dataset, user).getStatus()).isEqualTo(403);
    assertThat(make(UUID.randomUUID(), admin).getStatus()).isEqualTo(422);
    make(dataset, admin);
    GuardSet set = sets.guard(admin.organization(), "en-US").orElseThrow().set();
    assertThat(send("/guard-sets/" + set.id() + "/offer", admin).getStatus()).isEqualTo(403);
    SignedIn stranger = people.user(Role.ORGADMIN);
    for (String deed : List.of("/offer", "/delete")) {
      assertThat(send("/guard-sets/" + set.id() + deed, stranger).getStatus()).isEqualTo(404);
    }
    assertThat(choose(set.id().toString(), "2", stranger).getStatus()).isEqualTo(404);
    assertThat(choose(set.id().toString(), "NaN", admin).getStatus()).isEqualTo(422);
    assertThat(choose(set.id().toString(), "-1", admin).getStatus()).isEqualTo(422);
  }

  @Test
  void servesEveryOrganizationWhereItIsOffered() throws Exception {
    SignedIn operator = people.user(Role.SYSOP);
    CustomModelId own = models.trained(operator, "Everyday");
    make(own, testData(own, operator), operator);
    GuardSet set = sets.guard(operator.organization(), "en-US").orElseThrow().set();
    assertThat(sets.guard(admin.organization(), "en-US")).isEmpty();

    assertThat(send("/guard-sets/" + set.id() + "/offer", operator).getStatus()).isEqualTo(302);

    assertThat(sets.guard(admin.organization(), "en-US").orElseThrow().set())
        .isEqualTo(rows.find(set.id()).orElseThrow());
    assertThat(page("/guard-sets", admin).text()).contains("for every organization");
    // Who wants none has none.
    assertThat(choose("", "2", admin).getStatus()).isEqualTo(302);
    assertThat(sets.guard(admin.organization(), "en-US")).isEmpty();
    assertThat(choose(set.id().toString(), "3.5", admin).getStatus()).isEqualTo(302);
    assertThat(sets.guard(admin.organization(), "en-US").orElseThrow().points()).isEqualTo(3.5);
  }

  @Test
  void holdsAVersionBackUntilSomebodyGivesAReason() throws Exception {
    GuardSet set = guard();
    ModelVersion second = models.retrain(model, admin, CustomModelFixtures.BETTER);
    String accept = "/custom-models/" + model + "/versions/" + second.id() + "/accept";
    assertThat(page(accept, admin).select("#accept-objection-text").text())
        .contains("was not measured with the guard set");
    measured(set, second, LOST);
    assertThat(
            page("/custom-models/" + model + "/versions", admin).select("tbody tr").get(0).text())
        .contains("held back");
    assertThat(
            page("/custom-models/" + model + "/versions/" + second.id(), admin)
                .select("#guard")
                .text())
        .contains("lost more than it may", "13.0 %", "8.0 %", "+5.0 points", "+3.0 to +7.0");

    MockHttpServletResponse asked = send(accept, admin);

    assertThat(asked.getStatus()).isEqualTo(200);
    assertThat(
            Jsoup.parse(asked.getContentAsString(StandardCharsets.UTF_8))
                .select("#accept-objection-text")
                .text())
        .contains(
            "13.0 %",
            "8.0 %", "lost 5.0 points", "+3.0 to +7.0", "and 2 may be lost", "train again");
    assertThat(versions.accepted(model).orElseThrow().number()).isEqualTo(1);
    MockHttpServletResponse sure =
        mvc.perform(post(accept).param("reason", "Only for the ward").with(as(admin)).with(csrf()))
            .andReturn()
            .getResponse();
    assertThat(sure.getStatus()).isEqualTo(302);
    assertThat(versions.accepted(model).orElseThrow().number()).isEqualTo(2);
    assertThat(
            jdbc.sql(
                    """
                    select detail from audit_entry
                    where action = 'custom-model.accept-despite' and object_id = :model
                    """)
                .param("model", model.value())
                .query(String.class)
                .single())
        .isEqualTo("Only for the ward");
    // Going back never waits.
    ModelVersion first = versions.list(model, admin).get(1);
    assertThat(
            send("/custom-models/" + model + "/versions/" + first.id() + "/accept", admin)
                .getStatus())
        .isEqualTo(302);
  }

  /**
   * A reason answers the guard set; that it is worse on its own test data is asked all the same.
   */
  @Test
  void asksForBothWhereAVersionLostTooMuchAndIsWorseOnItsTestData() throws Exception {
    GuardSet set = guard();
    ModelVersion worse = models.retrain(model, admin, CustomModelFixtures.WORSE);
    measured(set, worse, LOST);
    String accept = "/custom-models/" + model + "/versions/" + worse.id() + "/accept";
    String reason = "Only for the \"ward\"";

    assertThat(parsed(accept(accept, "", true)).select("#accept-objection")).hasSize(1);
    Document asked = parsed(accept(accept, reason, false));

    assertThat(asked.select("#accept-worse-text").text())
        .contains("version 2 gets 30.0 % of the words wrong, the base model 20.0 %");
    assertThat(asked.select("#accept-worse form").attr("action")).isEqualTo(accept);
    assertThat(asked.select("input[name=reason]").val()).isEqualTo(reason);
    assertThat(versions.accepted(model).orElseThrow().number()).isEqualTo(1);
    boolean sure = asked.select("#accept-worse input[name=sure]").val().equals("true");
    assertThat(accept(accept, asked.select("input[name=reason]").val(), sure).getStatus())
        .isEqualTo(302);
    assertThat(versions.accepted(model).orElseThrow().number()).isEqualTo(2);
    assertThat(
            jdbc.sql(
                    """
                    select detail from audit_entry
                    where action = 'custom-model.accept-despite' and object_id = :model
                    """)
                .param("model", model.value())
                .query(String.class)
                .single())
        .isEqualTo(reason);
  }

  @Test
  void letsAVersionPassThatKeptEnoughAndSaysWhereNothingCanBeTold() throws Exception {
    GuardSet set = guard();
    for (Figures figures : List.of(KEPT, ONE_CLIP)) {
      ModelVersion next = models.retrain(model, admin, CustomModelFixtures.BETTER);
      measured(set, next, figures);
      String place = "/custom-models/" + model + "/versions/" + next.id();
      assertThat(page(place, admin).select("#guard .status-badge").text())
          .isEqualTo(figures == KEPT ? "kept what it may not lose" : "too little speech to tell");
      assertThat(send(place + "/accept", admin).getStatus()).isEqualTo(302);
      assertThat(versions.accepted(model).orElseThrow().number()).isEqualTo(next.number());
    }
  }

  @Test
  void asksTwiceWhereALossMayBeChance() throws Exception {
    GuardSet set = guard();
    CustomModelId other = models.trained(admin, "Ward");
    ModelVersion first = versions.list(other, admin).get(0);
    end(measured(set, first, BY_CHANCE));
    assertThat(versions.accepted(other)).isEmpty();
    String place = "/custom-models/" + other + "/versions/" + first.id();
    assertThat(page(place, admin).select("#guard .status-badge").text())
        .isEqualTo("lost more than it may, possibly by chance");

    String asked = send(place + "/accept", admin).getContentAsString(StandardCharsets.UTF_8);

    assertThat(Jsoup.parse(asked).select("#accept-objection-text").text())
        .contains("lost 5.0 points", "With 1,000 words that may be chance", "-1.0 to +11.0");
  }

  @Test
  void holdsBackWhatWasTrainedOnTheGuardSet() throws Exception {
    GuardSet set = guard();
    ModelVersion next = models.retrain(model, admin, CustomModelFixtures.BETTER);
    measured(set, next, new Figures(800, 80, 70, -0.02, -0.01, true, 90, 0, 30));
    String place = "/custom-models/" + model + "/versions/" + next.id();
    assertThat(page(place, admin).select("#guard").text())
        .contains("30 left out: they train the model");

    String asked = send(place + "/accept", admin).getContentAsString(StandardCharsets.UTF_8);

    assertThat(Jsoup.parse(asked).select("#accept-objection-text").text())
        .contains("30 of its utterances train the model");
    assertThat(versions.accepted(model).orElseThrow().number()).isEqualTo(1);
  }

  @Test
  void refusesChoicesThatNoFormMakes() throws Exception {
    assertThat(choose("no-set", "2", admin).getStatus()).isEqualTo(400);
    for (String locale : List.of("xx-XX", "x".repeat(100))) {
      assertThat(
              mvc.perform(
                      post("/guard-sets/choice")
                          .param("locale", locale)
                          .param("points", "2")
                          .with(as(admin))
                          .with(csrf()))
                  .andReturn()
                  .getResponse()
                  .getStatus())
          .isEqualTo(404);
    }
  }

  @Test
  void letsTheFirstVersionWaitUntilItIsMeasured() {
    GuardSet set = guard();
    CustomModelId other = models.trained(admin, "Ward");
    ModelVersion first = versions.list(other, admin).get(0);
    assertThat(versions.accepted(other)).isEmpty();

    GuardResult result = measured(set, first, KEPT);
    end(result);

    assertThat(versions.accepted(other).orElseThrow().id()).isEqualTo(first.id());

    CustomModelId worse = models.trained(admin, "Theatre");
    ModelVersion lost = versions.list(worse, admin).get(0);
    end(measured(set, lost, LOST));
    assertThat(versions.accepted(worse)).isEmpty();
    assertThat(customModels.get(worse, admin).awaitingAcceptance()).isTrue();
  }

  @Test
  void measuresOnceWhatSomebodyAsksForAndEndsWithItsSet() throws Exception {
    GuardSet set = guard();
    ModelVersion second = models.retrain(model, admin, CustomModelFixtures.BETTER);
    String place = "/custom-models/" + model + "/versions/" + second.id();
    assertThat(page(place, admin).select("#guard form[action$=guard]")).hasSize(1);

    assertThat(send(place + "/guard", admin).getStatus()).isEqualTo(302);

    assertThat(page(place, admin).select("#guard [role=status]").text()).contains("Under way");
    assertThat(send(place + "/guard", admin).getStatus()).isEqualTo(409);
    assertThat(send(place + "/accept", admin).getContentAsString()).contains("is being measured");
    GuardResult result =
        results.latest(admin.organization(), second.id().value(), set.dataSha256()).orElseThrow();
    sets.delete(set.id(), admin);
    assertThat(jobs.find(admin.organization(), result.jobId()).orElseThrow().state())
        .isEqualTo(JobState.CANCELLED);
    assertThat(send(place + "/accept", admin).getStatus()).isEqualTo(302);
  }

  @Test
  void showsTheEndOfAMeasurementByItselfAndCancelsIt() throws Exception {
    GuardSet set = guard();
    ModelVersion second = models.retrain(model, admin, CustomModelFixtures.BETTER);
    String place = "/custom-models/" + model + "/versions/" + second.id();
    assertThat(send(place + "/guard/cancel", admin).getStatus()).isEqualTo(404);
    assertThat(page(place, admin).select("#guard[hx-get]")).isEmpty();
    assertThat(send(place + "/guard", admin).getStatus()).isEqualTo(302);

    Document running = page(place, admin);
    assertThat(running.select("#guard").attr("hx-get")).isEqualTo(place);
    assertThat(running.select("#guard").attr("hx-select")).isEqualTo("#guard");
    String cancel = running.select("#guard form[action$=cancel]").attr("action");
    assertThat(send(cancel, admin).getStatus()).isEqualTo(302);

    GuardResult result =
        results.latest(admin.organization(), second.id().value(), set.dataSha256()).orElseThrow();
    assertThat(jobs.find(admin.organization(), result.jobId()).orElseThrow().state())
        .isEqualTo(JobState.CANCELLED);
    assertThat(send(cancel, admin).getStatus()).isEqualTo(409);
    Document ended = page(place, admin);
    assertThat(ended.select("#guard[hx-get], #guard form[action$=cancel]")).isEmpty();
    assertThat(ended.select("#guard form[action$=guard]")).hasSize(1);
    assertThat(ended.select("#guard .status-badge").text()).isEqualTo("Cancelled");
  }

  private GuardSet guard() {
    try {
      make(testData(model, admin), admin);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
    return sets.guard(admin.organization(), "en-US").orElseThrow().set();
  }

  private UUID testData(CustomModelId of, SignedIn who) {
    UUID dataset = datasets.mendable(of, who, UUID.randomUUID());
    clips.add(dataset);
    jdbc.sql("update dataset set status = 'READY' where id = :id").param("id", dataset).update();
    return dataset;
  }

  private GuardResult measured(GuardSet set, ModelVersion version, @Nullable Figures figures) {
    UUID id = Ids.next();
    UUID queued = jobs.submit(GuardJob.KIND, admin.organization(), id);
    results.add(
        new GuardResult(
            id,
            admin.organization().value(),
            version.model().value(),
            version.id().value(),
            set.id(),
            set.name(),
            set.dataSha256(),
            queued,
            JobState.QUEUED,
            null,
            null,
            null,
            "",
            OffsetDateTime.now(ZoneOffset.UTC)));
    if (figures != null) {
      results.measured(id, figures);
    }
    jdbc.sql("update guard_result set state = 'SUCCEEDED', finished_at = created_at where id = :id")
        .param("id", id)
        .update();
    return results.find(admin.organization(), id).orElseThrow();
  }

  /** As the jobs do once it has run. */
  private void end(GuardResult result) {
    jdbc.sql("update job set state = 'SUCCEEDED' where id = :id")
        .param("id", result.jobId())
        .update();
    Job ended = jobs.find(admin.organization(), result.jobId()).orElseThrow();
    transaction.executeWithoutResult(status -> job.ended(ended));
  }

  private MockHttpServletResponse make(UUID dataset, SignedIn who) throws Exception {
    return make(model, dataset, who);
  }

  private MockHttpServletResponse make(CustomModelId of, UUID dataset, SignedIn who)
      throws Exception {
    return mvc.perform(
            post("/custom-models/" + of + "/tests/guard")
                .param("dataset", dataset.toString())
                .with(as(who))
                .with(csrf()))
        .andReturn()
        .getResponse();
  }

  private MockHttpServletResponse choose(String set, String points, SignedIn who) throws Exception {
    return mvc.perform(
            post("/guard-sets/choice")
                .param("locale", "en-US")
                .param("set", set)
                .param("points", points)
                .with(as(who))
                .with(csrf()))
        .andReturn()
        .getResponse();
  }

  private MockHttpServletResponse accept(String path, String reason, boolean sure)
      throws Exception {
    return mvc.perform(
            post(path)
                .param("reason", reason)
                .param("sure", String.valueOf(sure))
                .with(as(admin))
                .with(csrf()))
        .andReturn()
        .getResponse();
  }

  private static Document parsed(MockHttpServletResponse response) throws Exception {
    return Jsoup.parse(response.getContentAsString(StandardCharsets.UTF_8));
  }

  private MockHttpServletResponse send(String path, SignedIn who) throws Exception {
    return mvc.perform(post(path).with(as(who)).with(csrf())).andReturn().getResponse();
  }

  private Document page(String path, SignedIn who) throws Exception {
    MockHttpServletResponse response =
        mvc.perform(get(path).with(as(who))).andReturn().getResponse();
    assertThat(response.getStatus()).as(path).isEqualTo(200);
    return Jsoup.parse(response.getContentAsString(StandardCharsets.UTF_8));
  }
}
