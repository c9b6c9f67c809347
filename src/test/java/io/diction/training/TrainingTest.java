package io.diction.training;

import static io.diction.organization.OrganizationFixtures.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.diction.catalog.BaseModelFixtures;
import io.diction.catalog.BaseModelId;
import io.diction.custommodel.CustomModelFixtures;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.CustomModels;
import io.diction.custommodel.ModelSettings;
import io.diction.custommodel.ModelStatus;
import io.diction.custommodel.ModelVersion;
import io.diction.custommodel.ModelView;
import io.diction.custommodel.Permission;
import io.diction.custommodel.Versions;
import io.diction.dataset.DatasetBecameReady;
import io.diction.dataset.DatasetId;
import io.diction.identity.Ids;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.jobs.AllJobs;
import io.diction.jobs.Job;
import io.diction.organization.OrganizationFixtures;
import io.diction.organization.plan.CreditFixtures;
import io.diction.organization.plan.Credits;
import io.diction.storage.Blobs;
import io.diction.storage.StorageProbe;
import io.diction.storage.StorageProbe.FullDisk;
import io.diction.testing.PortalTest;
import io.diction.training.run.Recipe;
import io.diction.training.run.RunId;
import io.diction.vocabulary.VocabularyTerms;
import io.diction.web.ErrorCode;
import io.diction.web.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.RequestBuilder;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.transaction.support.TransactionOperations;

@PortalTest
@TestPropertySource(
    properties = {"diction.jobs.parallel.training=1", "diction.training.minimum.terms=3"})
@Import({
  OrganizationFixtures.class,
  CreditFixtures.class,
  CustomModelFixtures.class,
  BaseModelFixtures.class,
  TrainingTest.Recipes.class
})
class TrainingTest {
  @TestConfiguration(proxyBeanMethods = false)
  static class Recipes {
    @Bean
    @Primary
    ScriptedRecipe scriptedRecipe() {
      return new ScriptedRecipe();
    }
  }

  @Autowired private OrganizationFixtures people;
  @Autowired private CustomModelFixtures fixtures;
  @Autowired private BaseModelFixtures bases;
  @Autowired private CustomModels models;
  @Autowired private Versions versions;
  @Autowired private CreditFixtures wallets;
  @Autowired private Credits credits;
  @Autowired private Training training;
  @Autowired private VocabularyTerms vocabulary;
  @Autowired private AllJobs allJobs;
  @Autowired private TrainingSettings settings;
  @Autowired private ScriptedRecipe recipe;
  @Autowired private Blobs blobs;
  @Autowired private MockMvc mvc;
  @Autowired private ApplicationEventPublisher events;
  @Autowired private TransactionOperations transaction;
  @Autowired private JdbcClient jdbc;

  private final CountDownLatch release = new CountDownLatch(1);
  private SignedIn user;
  private BaseModelId base;

  @BeforeEach
  void signIn() {
    user = people.user(Role.USER);
    base = bases.charged();
    wallets.grant(user.organization(), 2);
  }

  @AfterEach
  void letGo() {
    release.countDown();
  }

  private RunId start(CustomModelId model) {
    return training.start(model, base.value(), user);
  }

  private ModelView view(CustomModelId model) {
    return models.get(model, user);
  }

  private void awaitStatus(CustomModelId model, ModelStatus status) {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              assertThat(view(model).status()).isEqualTo(status);
              assertThat(view(model).queued()).isFalse();
            });
  }

  private long balance() {
    return credits.balance(user.organization());
  }

  @Test
  void endsInAnAcceptedVersionAndUsesOneCredit() throws IOException {
    CustomModelId model = fixtures.fed(user, "Medical");

    start(model);
    awaitStatus(model, ModelStatus.SUCCESS);

    ModelVersion version = versions.accepted(model).orElseThrow();
    assertThat(version.number()).isEqualTo(1);
    assertThat(version.metrics().customRate()).isEqualTo(0.1);
    assertThat(version.metrics().baseRate()).isEqualTo(0.3);
    assertThat(version.baseModel()).isEqualTo(base);
    assertThat(balance()).isEqualTo(1);
    await().untilAsserted(() -> assertThat(workingFolders()).isEmpty());
  }

  private List<String> workingFolders() throws IOException {
    if (!Files.isDirectory(settings.folder())) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(settings.folder())) {
      return folders.map(folder -> folder.getFileName().toString()).toList();
    }
  }

  @Test
  void costsNothingOnABaseModelThatIsFree() {
    BaseModelId free =
        training.propose(fixtures.fed(user, "First"), user).baseModels().stream()
            .filter(model -> !model.charged())
            .findFirst()
            .orElseThrow()
            .id();
    CustomModelId model = fixtures.fed(user, "Second");

    training.start(model, free.value(), user);
    awaitStatus(model, ModelStatus.SUCCESS);

    assertThat(balance()).isEqualTo(2);
  }

  @Test
  void refusesWithoutDataAndChangesNothing() {
    CustomModelId model = fixtures.model(user, "Empty");

    assertRefused(model, base, ErrorCode.NOT_ENOUGH_DATA);
    assertThat(view(model).status()).isEqualTo(ModelStatus.NOT_RUNNING);
    assertThat(balance()).isEqualTo(2);
  }

  @Test
  void refusesAnExpiredBaseModelAndChangesNothing() {
    CustomModelId model = fixtures.fed(user, "Old");

    assertRefused(model, bases.expired(), ErrorCode.BASE_MODEL_EXPIRED);
    assertRefused(model, new BaseModelId(UUID.randomUUID()), ErrorCode.VALIDATION_FAILED);
    assertThat(view(model).status()).isEqualTo(ModelStatus.READY_TO_RUN);
    assertThat(view(model).queued()).isFalse();
    assertThat(balance()).isEqualTo(2);
  }

  @Test
  void refusesWithoutACreditAndChangesNothing() {
    user = people.user(Role.USER);
    CustomModelId model = fixtures.fed(user, "Poor");

    assertRefused(model, base, ErrorCode.NO_CLAIMS_AVAILABLE);
    assertThat(view(model).status()).isEqualTo(ModelStatus.READY_TO_RUN);
    assertThat(view(model).queued()).isFalse();
    assertThat(balance()).isZero();
  }

  @Test
  void refusesASecondTrainingWhileOneIsQueuedOrRunning() {
    CustomModelId model = fixtures.fed(user, "Twice");
    recipe.hold(model, release);
    start(model);

    assertRefused(model, base, ErrorCode.CONFLICT);
    awaitStatus(model, ModelStatus.RUNNING);
    assertRefused(model, base, ErrorCode.CONFLICT);
    assertThat(balance()).isEqualTo(1);
  }

  @Test
  void refusesWhenNothingIsNewSinceTheLastTraining() {
    CustomModelId model = fixtures.trained(user, "Done");

    assertRefused(model, base, ErrorCode.CONFLICT);
    assertThat(view(model).status()).isEqualTo(ModelStatus.SUCCESS);
  }

  @Test
  void isForTheOwnersPeopleAlone() {
    CustomModelId model = fixtures.fed(user, "Shared");
    SignedIn stranger = people.user(Role.ORGADMIN);
    assertThatThrownBy(() -> training.start(model, base.value(), stranger))
        .isInstanceOf(Refusal.NotFound.class);
    assertThatThrownBy(() -> training.propose(model, stranger))
        .isInstanceOf(Refusal.NotFound.class);

    fixtures.share(model, stranger.organization(), Permission.USE);
    assertThatThrownBy(() -> training.start(model, base.value(), stranger))
        .isInstanceOf(Refusal.NotAllowed.class);
    assertThatThrownBy(() -> training.cancel(model, stranger))
        .isInstanceOf(Refusal.NotAllowed.class);
  }

  private void assertRefused(CustomModelId model, BaseModelId on, ErrorCode code) {
    assertThatThrownBy(() -> training.start(model, on.value(), user))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
  }

  @Test
  void needsAsMuchAsTheInstallationAsksFor() throws Exception {
    CustomModelId model = fixtures.fed(user, "Small");
    recipe.amount(model, new Recipe.Amount(0, 0, 0, 2, true));

    assertRefused(model, base, ErrorCode.NOT_ENOUGH_DATA);
    assertThat(
            page(get("/custom-models/{id}/train", model).with(as(user)), 200)
                .select("[role=alert]")
                .text())
        .contains(
            "A training needs one file or 3 vocabulary terms; there are no files and 2 terms.");

    recipe.amount(model, new Recipe.Amount(0, 0, 0, 3, true));
    start(model);
    awaitStatus(model, ModelStatus.SUCCESS);
  }

  @Test
  void turnsThePagesOfEarlierTrainings() throws Exception {
    CustomModelId model = fixtures.fed(user, "Often");
    recipe.fail(model);
    wallets.grant(user.organization(), 30);
    for (int i = 0; i < 27; i++) {
      start(model);
      awaitStatus(model, ModelStatus.FAILED);
    }

    Document page = page(get("/custom-models/{id}/training", model).with(as(user)), 200);
    assertThat(page.select("#earlier tbody tr")).hasSize(25);
    assertThat(page.select("#earlier .pager-shown").text()).isEqualTo("1–25 of 26");

    String next = page.select("#earlier a[rel=next]").attr("href");
    assertThat(page(get(next).with(as(user)), 200).select("#earlier tbody tr")).hasSize(1);
    Document fragment = page(get(next).with(as(user)).header("HX-Request", "true"), 200);
    assertThat(fragment.select("main")).isEmpty();
    assertThat(fragment.select("#earlier tbody tr")).hasSize(1);
  }

  @Test
  void givesTheCreditBackWhenItFails() {
    CustomModelId model = fixtures.fed(user, "Bad");
    recipe.fail(model);

    start(model);
    awaitStatus(model, ModelStatus.FAILED);

    assertThat(view(model).errorCode()).isEqualTo("validation_failed");
    assertThat(view(model).errorText()).isEqualTo("a.txt, line 3: no letters.");
    assertThat(balance()).isEqualTo(2);
    assertThat(view(model).offersTraining()).isTrue();
  }

  @Test
  void saysThatTheDiskIsFullAndTrainsOnceItIsNot() {
    CustomModelId model = fixtures.fed(user, "Large");
    try (FullDisk full = StorageProbe.fill(blobs)) {
      assertThat(full).isNotNull();
      start(model);
      awaitStatus(model, ModelStatus.FAILED);
      assertThat(view(model).errorCode()).isEqualTo("storage_full");
      assertThat(balance()).isEqualTo(2);
    }

    start(model);

    awaitStatus(model, ModelStatus.SUCCESS);
    assertThat(balance()).isEqualTo(1);
  }

  @Test
  void trainsAgainByItsOwnRulesWhatFailed() {
    CustomModelId model = fixtures.fed(user, "Again");
    recipe.fail(model);
    start(model);
    awaitStatus(model, ModelStatus.FAILED);
    UUID failed = view(model).job();
    recipe.play(model, (stage, progress) -> {});

    assertThat(allJobs.retry(failed)).isTrue();
    awaitStatus(model, ModelStatus.SUCCESS);

    assertThat(view(model).job()).isNotEqualTo(failed);
    assertThat(balance()).isEqualTo(1);
    assertThat(allJobs.retry(failed)).isFalse();
    assertThat(balance()).isEqualTo(1);
  }

  @Test
  void offersNoSecondTryWhileTheModelIsInTrainingAgain() {
    CustomModelId model = fixtures.fed(user, "Twice");
    recipe.fail(model);
    start(model);
    awaitStatus(model, ModelStatus.FAILED);
    Job failed = allJobs.find(view(model).job()).orElseThrow();
    assertThat(allJobs.retryable(List.of(failed))).containsExactly(failed.id());
    recipe.hold(model, release);
    start(model);
    awaitStatus(model, ModelStatus.RUNNING);

    assertThat(allJobs.retryable(List.of(failed))).isEmpty();
    assertThat(allJobs.retry(failed.id())).isFalse();
  }

  @Test
  void endsInFailureWithAReferenceWhenSomethingIsWrongWithUs() {
    CustomModelId model = fixtures.fed(user, "Broken");
    recipe.play(
        model,
        (stage, progress) -> {
          throw new IllegalStateException("a defect");
        });

    start(model);
    awaitStatus(model, ModelStatus.FAILED);

    assertThat(view(model).errorCode()).isEqualTo("internal_error");
    assertThat(view(model).errorText()).contains("Reference").doesNotContain("a defect");
    assertThat(balance()).isEqualTo(2);
  }

  @Test
  void cancelsAQueuedTrainingAtOnce() {
    CustomModelId busy = fixtures.fed(user, "Busy");
    recipe.hold(busy, release);
    start(busy);
    awaitStatus(busy, ModelStatus.RUNNING);
    CustomModelId model = fixtures.fed(user, "Waiting");
    start(model);
    assertThat(view(model).queued()).isTrue();
    assertThat(balance()).isZero();

    assertThat(training.cancel(model, user)).isTrue();

    assertThat(view(model).queued()).isFalse();
    assertThat(view(model).status()).isEqualTo(ModelStatus.READY_TO_RUN);
    assertThat(balance()).isEqualTo(1);
    assertThat(recipe.begun).doesNotContain(model);
  }

  @Test
  void cancelsARunningTrainingSoonAndKeepsTheEarlierVersion() {
    CustomModelId model = fixtures.trained(user, "Again");
    fixtures.retrain(model, user, CustomModelFixtures.BETTER);
    fixtures.feed(model);
    recipe.hold(model, release);
    start(model);
    awaitStatus(model, ModelStatus.RUNNING);

    assertThat(training.cancel(model, user)).isTrue();
    await()
        .atMost(Duration.ofSeconds(3))
        .untilAsserted(() -> assertThat(view(model).status()).isEqualTo(ModelStatus.SUCCESS));

    assertThat(balance()).isEqualTo(2);
    assertThat(view(model).acceptedNumber()).isEqualTo(1);
    assertThat(training.cancel(model, user)).isFalse();
  }

  @Test
  void givesOrganizationsTheirTurns() throws Exception {
    SignedIn other = people.user(Role.USER);
    wallets.grant(other.organization(), 1);
    wallets.grant(user.organization(), 1);
    CustomModelId first = fixtures.fed(user, "First");
    CustomModelId second = fixtures.fed(user, "Second");
    CustomModelId third = fixtures.fed(user, "Third");
    CustomModelId others = fixtures.fed(other, "Other");
    recipe.hold(first, release);
    List.of(first, second, third).forEach(this::start);
    awaitStatus(first, ModelStatus.RUNNING);
    training.start(others, base.value(), other);
    Document waiting = page(get("/custom-models/{id}", third).with(as(user)), 200);
    assertThat(waiting.select("details.banner summary").text()).contains("place 3");

    release.countDown();
    awaitStatus(third, ModelStatus.SUCCESS);

    assertThat(recipe.begun).containsSubsequence(first, others, second, third);
  }

  @Test
  void asksBeforeItStarts() throws Exception {
    CustomModelId model = fixtures.fed(user, "<i>Medical</i>");

    Document dialog = page(get("/custom-models/{id}/train", model).with(as(user)), 200);

    assertThat(dialog.select("#train h2").text()).isEqualTo("Train the language confirmation");
    assertThat(dialog.select("dialog").text())
        .contains(
            "Are you sure you want to start the training process for <i>Medical</i>? This process"
                + " may take a long time to complete and it will use your credits, and you will"
                + " not be able to modify the custom model until it is finished.")
        .contains("Costs 1 or none, depending on the base model; you have 2")
        .containsPattern("Duration about .*minute")
        .containsPattern("Disk about \\d+ MB");
    assertThat(dialog.select("option").eachText())
        .anyMatch(option -> option.endsWith("1 credit"))
        .anyMatch(option -> option.endsWith("free"));
    assertThat(dialog.select("option[selected]").val()).isEqualTo(base.toString());
    assertThat(dialog.select("option").text()).doesNotContain("20100101");
    assertThat(dialog.select("button[type=submit]").eachText()).contains("Train");
    assertThat(dialog.select("#train .dialog-foot a").text()).isEqualTo("Cancel");
  }

  @Test
  void saysWhatIsMissingInsteadOfStarting() throws Exception {
    CustomModelId model = fixtures.model(user, "Empty");

    Document dialog = page(get("/custom-models/{id}/train", model).with(as(user)), 200);
    assertThat(dialog.select("[role=alert]").text())
        .contains("not_enough_data", "There is not enough data to train with.");
    assertThat(dialog.select("dialog button[type=submit]").hasAttr("disabled")).isTrue();

    Document refused = page(confirm(model).header("HX-Request", "true"), 422);
    assertThat(refused.select("dialog [role=alert]").text()).contains("not_enough_data");
  }

  @Test
  void startsFromTheDialogAndShowsTheProgress() throws Exception {
    CustomModelId model = fixtures.fed(user, "Watched");
    recipe.hold(model, release);

    String tab = "/custom-models/" + model + "/training";
    assertThat(mvc.perform(confirm(model)).andReturn().getResponse().getRedirectedUrl())
        .isEqualTo(tab);
    awaitStatus(model, ModelStatus.RUNNING);
    await()
        .untilAsserted(
            () ->
                assertThat(page(get(tab).with(as(user)), 200).select(".log").text())
                    .contains("half of validate"));
    Document running = page(get(tab).with(as(user)), 200);
    assertThat(running.select("[aria-current=step]").text()).startsWith("Validate");
    assertThat(running.select("[aria-current=step] .tabular").text())
        .as("of this stage alone: half, once that is written down")
        .isIn("0 %", "50 %");
    assertThat(running.select(".log-stage").eachText()).containsExactly("Validate");
    assertThat(running.select("progress").size()).isPositive();
    assertThat(running.select("#training-progress").attr("hx-trigger")).isNotEmpty();

    release.countDown();
    awaitStatus(model, ModelStatus.SUCCESS);
    MvcResult poll =
        mvc.perform(get(tab + "?seen=running").with(as(user)).header("HX-Request", "true"))
            .andReturn();
    assertThat(poll.getResponse().getHeader("HX-Refresh")).isEqualTo("true");
    Document done = page(get(tab).with(as(user)), 200);
    assertThat(done.select("tr[data-model=base]").text()).contains("30.0 %");
    assertThat(done.select("tr[data-model=custom]").text()).contains("10.0 %");
    assertThat(done.select("#training-progress").attr("hx-trigger")).isEmpty();
    assertThat(done.select(".log-stage").eachText())
        .as("each stage has a section of its own")
        .containsExactly("Validate", "Package");
  }

  /** What is ticked in the dialog is kept with the training that it was ticked for. */
  @Test
  void keepsFromTheDialogThatATestIsWanted() throws Exception {
    for (boolean wanted : List.of(true, false)) {
      CustomModelId model = fixtures.fed(user, "Tested " + wanted);
      recipe.hold(model, release);

      MockHttpServletRequestBuilder asked = confirm(model);
      mvc.perform(wanted ? asked.param("test", "true") : asked).andReturn();

      assertThat(view(model).isLocked()).isTrue();
      assertThat(
              jdbc.sql("select count(*) from test_after_training where model_id = :model")
                  .param("model", model.value())
                  .query(Integer.class)
                  .single())
          .isEqualTo(wanted ? 1 : 0);
    }
  }

  @Test
  void givesItsWholeLogAsAFile() throws Exception {
    CustomModelId model = fixtures.fed(user, "Logged");
    RunId run = start(model);
    awaitStatus(model, ModelStatus.SUCCESS);

    MvcResult log =
        mvc.perform(
                get("/custom-models/{id}/training/log.txt?run={run}", model, run).with(as(user)))
            .andReturn();
    assertThat(log.getResponse().getContentType()).startsWith("text/plain");
    assertThat(log.getResponse().getHeader("Content-Disposition")).startsWith("attachment");
    assertThat(log.getResponse().getContentAsString())
        .contains("half of validate", "half of package");
  }

  @Test
  void startsByItselfOnceDataIsValidIfTheModelIsSetTo() {
    CustomModelId asked = fixtures.fed(user, "By hand");
    CustomModelId model = fixtures.fed(user, "By itself");
    models.change(model, new ModelSettings("", "", true), user);

    dataBecomesReady(asked);
    dataBecomesReady(model);

    awaitStatus(model, ModelStatus.SUCCESS);
    assertThat(view(asked).status()).isEqualTo(ModelStatus.READY_TO_RUN);
    assertThat(view(asked).isLocked()).isFalse();
    assertThat(credits.balance(user.organization())).isLessThan(2);
  }

  @Test
  void waitsWithStartingByItselfWhileDataIsStillBeingChecked() {
    CustomModelId model = fixtures.fed(user, "Unsettled");
    recipe.amount(model, new Recipe.Amount(60, 0, 1, 0, false));
    models.change(model, new ModelSettings("", "", true), user);
    CustomModelId other = fixtures.fed(user, "Settled");
    models.change(other, new ModelSettings("", "", true), user);

    dataBecomesReady(model);
    dataBecomesReady(other);

    awaitStatus(other, ModelStatus.SUCCESS);
    assertThat(view(model).status()).isEqualTo(ModelStatus.READY_TO_RUN);
    assertThat(view(model).autoObstacle()).isNull();
  }

  @Test
  void startsByItselfForVocabularyAlone() {
    CustomModelId model = fixtures.model(user, "Terms");
    models.change(model, new ModelSettings("", "", true), user);

    vocabulary.add(model, "Xarelto", "", "", 1, user);

    awaitStatus(model, ModelStatus.SUCCESS);
    assertThat(balance()).isEqualTo(1);
  }

  @Test
  void startsByItselfWhenItIsSetToAfterItsDataCame() throws Exception {
    CustomModelId model = fixtures.fed(user, "Later");
    recipe.hold(model, release);
    assertThat(page(get("/custom-models/{id}", model).with(as(user)), 200).select("#train"))
        .hasSize(1);

    models.change(model, new ModelSettings("", "", true), user);

    assertThat(page(get("/custom-models/{id}", model).with(as(user)), 200).select("#train"))
        .isEmpty();
    awaitStatus(model, ModelStatus.RUNNING);
    assertThat(training.cancel(model, user)).isTrue();
    awaitStatus(model, ModelStatus.READY_TO_RUN);
    assertThat(page(get("/custom-models/{id}", model).with(as(user)), 200).select("#train"))
        .as("called off, nothing begins by itself until something changes")
        .hasSize(1);
  }

  @Test
  void startsByItselfAgainForDataThatPassedWhileItTrained() {
    CustomModelId model = fixtures.fed(user, "Busy");
    recipe.hold(model, release);
    models.change(model, new ModelSettings("", "", true), user);
    awaitStatus(model, ModelStatus.RUNNING);

    fixtures.feed(model);
    dataBecomesReady(model);
    release.countDown();

    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(versions.list(model, user)).hasSize(2));
    assertThat(balance()).isZero();
  }

  @Test
  void neverShowsTheButtonWhileItIsAboutToStartByItself() throws Exception {
    CustomModelId model = fixtures.fed(user, "Unsettled");
    recipe.amount(model, new Recipe.Amount(60, 0, 1, 0, false));
    models.change(model, new ModelSettings("", "", true), user);

    Document page = page(get("/custom-models/{id}", model).with(as(user)), 200);

    assertThat(page.select("#model-status").text()).startsWith("Ready to Run");
    assertThat(page.select("#train")).isEmpty();
    assertThat(page.select("details.banner .banner-body").text()).contains("begins by itself");
  }

  @Test
  void triesAgainToStartByItselfOnceACreditCame() {
    SignedIn poor = people.user(Role.USER);
    CustomModelId model = fixtures.model(poor, "Poor");
    models.change(model, new ModelSettings("", "", true), poor);
    vocabulary.add(model, "Xarelto", "", "", 1, poor);
    await().untilAsserted(() -> assertThat(models.get(model, poor).autoObstacle()).isNotNull());

    wallets.grant(poor.organization(), 1);
    models.change(model, new ModelSettings("again", "", true), poor);

    await()
        .untilAsserted(
            () -> assertThat(models.get(model, poor).status()).isEqualTo(ModelStatus.SUCCESS));
  }

  @Test
  void saysInTheDialogWhomToAskWhereNoCreditIsLeft() throws Exception {
    SignedIn poor = people.user(Role.USER);
    CustomModelId model = fixtures.fed(poor, "Poor");

    Document dialog = page(get("/custom-models/{id}/train", model).with(as(poor)), 200);
    MvcResult answer =
        mvc.perform(
                post("/custom-models/{id}/train", model)
                    .with(as(poor))
                    .with(csrf())
                    .param("base", base.value().toString()))
            .andReturn();

    assertThat(dialog.select("dialog").text()).contains("you have 0");
    assertThat(Jsoup.parse(answer.getResponse().getContentAsString()).select("[role=alert]").text())
        .contains("no training credits left", "administrator of your organization", "operator")
        .contains("no-claims-available");
    Document again = Jsoup.parse(answer.getResponse().getContentAsString());
    assertThat(again.select("option[selected]").val()).isEqualTo(base.value().toString());
    assertThat(again.select("dialog button[type=submit]").hasAttr("disabled"))
        .as("another base model is free")
        .isFalse();
    assertThat(models.get(model, poor).status()).isEqualTo(ModelStatus.READY_TO_RUN);
    assertThat(models.get(model, poor).queued()).isFalse();
  }

  @Test
  void saysThatItDidNotStartByItselfForLackOfACredit() throws Exception {
    SignedIn poor = people.user(Role.USER);
    CustomModelId model = fixtures.fed(poor, "Poor");
    models.change(model, new ModelSettings("", "", true), poor);
    dataBecomesReady(model);
    await()
        .untilAsserted(
            () ->
                assertThat(models.get(model, poor).autoObstacle())
                    .isEqualTo("no-claims-available"));

    assertThat(models.get(model, poor).status()).isEqualTo(ModelStatus.READY_TO_RUN);
    Document page = page(get("/custom-models/{id}", model).with(as(poor)), 200);
    assertThat(page.select("#auto-obstacle").text()).contains("did not start by itself");
    assertThat(page.select("#train")).hasSize(1);
    assertThat(page.select(".timeline").text()).contains("could not start a training by itself");
  }

  private void dataBecomesReady(CustomModelId model) {
    transaction.executeWithoutResult(
        status ->
            events.publishEvent(
                new DatasetBecameReady(new DatasetId(Ids.next()), model, user.organization())));
  }

  @Test
  void showsItsPagesToTheOwnersPeopleAlone() throws Exception {
    CustomModelId model = fixtures.fed(user, "Private");
    SignedIn stranger = people.user(Role.ORGADMIN);
    for (String path : List.of("train", "training", "training/cancel")) {
      page(get("/custom-models/{id}/" + path, model).with(as(stranger)), 404);
    }
  }

  private MockHttpServletRequestBuilder confirm(CustomModelId model) {
    return post("/custom-models/{id}/train", model)
        .param("base", base.toString())
        .with(as(user))
        .with(csrf());
  }

  private Document page(RequestBuilder request, int expectedStatus) throws Exception {
    MvcResult result = mvc.perform(request).andReturn();
    assertThat(result.getResponse().getStatus()).isEqualTo(expectedStatus);
    return Jsoup.parse(result.getResponse().getContentAsString());
  }
}
