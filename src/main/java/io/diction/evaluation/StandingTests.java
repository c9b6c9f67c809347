package io.diction.evaluation;

import io.diction.audit.Audit;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.CustomModels;
import io.diction.custommodel.ModelData;
import io.diction.custommodel.ModelVersion;
import io.diction.custommodel.ModelView;
import io.diction.custommodel.Versions;
import io.diction.custommodel.details.ModelTab;
import io.diction.dataset.DatasetId;
import io.diction.dataset.TestData;
import io.diction.dataset.TestData.TestClip;
import io.diction.dataset.TestData.TestSet;
import io.diction.evaluation.run.TestSubject;
import io.diction.identity.Ids;
import io.diction.identity.SignedIn;
import io.diction.notification.News;
import io.diction.notification.News.Audience;
import io.diction.notification.News.Kind;
import io.diction.notification.Notifications;
import io.diction.training.StandingData;
import io.diction.training.TestWanted;
import io.diction.training.TrainingFinished;
import io.diction.training.run.Outcome;
import io.diction.web.Refusal;
import io.diction.web.Refusal.Invalid;
import io.diction.web.Refusal.NotAllowed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Async;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionOperations;

/** Tests that begin by themselves: each new version on the data that somebody chose once. */
@Service
class StandingTests implements StandingData {
  private static final Logger log = LoggerFactory.getLogger(StandingTests.class);

  private final StandingRows rows;
  private final CustomModels customModels;
  private final TestData data;
  private final ModelData models;
  private final Versions versions;
  private final TestChoices choices;
  private final TestQueue queue;
  private final Notifications notifications;
  private final Audit audit;
  private final TransactionOperations transaction;

  StandingTests(
      StandingRows rows,
      CustomModels customModels,
      TestData data,
      ModelData models,
      Versions versions,
      TestChoices choices,
      TestQueue queue,
      Notifications notifications,
      Audit audit,
      TransactionOperations transaction) {
    this.rows = rows;
    this.customModels = customModels;
    this.data = data;
    this.models = models;
    this.versions = versions;
    this.choices = choices;
    this.queue = queue;
    this.notifications = notifications;
    this.audit = audit;
    this.transaction = transaction;
  }

  /** What the versions of a model are measured with; datasets that are gone are not in it. */
  @Transactional(readOnly = true)
  public List<DatasetId> of(CustomModelId model) {
    return rows.of(model);
  }

  /** What can be chosen; nothing for those whom the model is shared with. */
  @Transactional(readOnly = true)
  public List<TestSet> offer(ModelView model) {
    return model.isOwn() ? data.list(model.id(), model.owner()) : List.of();
  }

  @Override
  @Transactional(readOnly = true)
  public List<TestSet> standing(ModelView model) {
    return standing(model, data.list(model.id(), model.owner()));
  }

  private List<TestSet> standing(ModelView model, List<TestSet> known) {
    List<DatasetId> chosen = rows.of(model.id());
    return known.stream().filter(set -> chosen.contains(set.id())).toList();
  }

  @Transactional
  public void set(CustomModelId id, List<DatasetId> datasets, SignedIn who) {
    ModelView model = customModels.get(id, who);
    if (!model.isOwn()) {
      throw new NotAllowed("evaluation.not-allowed");
    }
    // One choice after the other, and no dataset is deleted meanwhile.
    models.lock(model.id());
    List<DatasetId> known = offer(model).stream().map(TestSet::id).toList();
    if (!known.containsAll(datasets)) {
      throw new Invalid("evaluation.refused.unknown-dataset");
    }
    rows.set(model.id(), datasets.stream().distinct().toList());
    audit.record(
        who, "custom-model.standing-test", "custom-model", model.id().value(), model.name());
  }

  /** In the transaction that asks for the training. */
  @EventListener
  void on(TestWanted wanted) {
    rows.wanted(wanted.run().value(), wanted.model());
  }

  /** Run again where it did not come to its end: only with the test in the queue is it done. */
  @Async
  @TransactionalEventListener
  void on(TrainingFinished finished) {
    UUID training = finished.run().value();
    Optional<ModelView> model =
        finished.outcome() == Outcome.SUCCEEDED
            ? models.findForWork(finished.model())
            : Optional.empty();
    if (model.isEmpty()) {
      transaction.executeWithoutResult(status -> rows.take(training));
    } else {
      test(model.get(), training);
    }
  }

  private void test(ModelView model, UUID training) {
    List<TestSet> known = data.list(model.id(), model.owner());
    List<TestSet> standing = standing(model, known);
    List<TestSet> sets = standing.isEmpty() && rows.isWanted(training) ? known : standing;
    List<ModelVersion> all = versions.ofModel(model);
    if (sets.isEmpty() || all.isEmpty()) {
      transaction.executeWithoutResult(status -> rows.take(training));
      return;
    }
    try {
      List<SaidClip> clips = clips(model, sets);
      transaction.executeWithoutResult(
          status -> {
            rows.take(training);
            queue.add(plan(model, sets, all), clips);
          });
    } catch (Refusal full) {
      // Nobody waits for an answer: no room, or too much to test in one go.
      transaction.executeWithoutResult(
          status -> {
            rows.take(training);
            tell(model, full);
          });
    } catch (IOException problem) {
      throw new UncheckedIOException("cannot read test data of " + model.id(), problem);
    }
  }

  private void tell(ModelView model, Refusal why) {
    log.info("No standing test of model {}: {}", model.id(), why.code().code());
    notifications.tell(
        model.owner(),
        Audience.ADMINISTRATORS,
        new News(
            Kind.TEST_NOT_STARTED,
            model.name(),
            model.ownerName(),
            "",
            null,
            ModelTab.TESTS.path(model.id())));
  }

  private List<SaidClip> clips(ModelView model, List<TestSet> sets) throws IOException {
    List<SaidClip> clips = new ArrayList<>();
    for (TestClip clip :
        data.clips(model.id(), model.owner(), sets.stream().map(TestSet::id).toList())) {
      clips.add(SaidClip.of(clip));
    }
    return clips;
  }

  private TestQueue.Plan plan(ModelView model, List<TestSet> sets, List<ModelVersion> all) {
    UUID run = Ids.next();
    ModelVersion newest = all.get(0);
    List<TestSubject> subjects = new ArrayList<>();
    subjects.add(choices.base(run, 0, newest.baseModel(), model));
    all.stream()
        .filter(version -> version.id().equals(model.acceptedVersion()))
        .filter(version -> version.number() < newest.number())
        .findFirst()
        .ifPresent(used -> subjects.add(TestChoices.version(run, subjects.size(), used, model)));
    subjects.add(TestChoices.version(run, subjects.size(), newest, model));
    return new TestQueue.Plan(
        run,
        model.id().value(),
        true,
        model.locale(),
        model.owner(),
        null,
        NewTest.name("", sets.stream().map(TestSet::name)),
        subjects,
        newest.baseModel().value());
  }
}
