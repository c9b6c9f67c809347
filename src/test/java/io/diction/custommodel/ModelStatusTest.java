package io.diction.custommodel;

import static io.diction.custommodel.ModelStatus.FAILED;
import static io.diction.custommodel.ModelStatus.NOT_RUNNING;
import static io.diction.custommodel.ModelStatus.READY_TO_RUN;
import static io.diction.custommodel.ModelStatus.RUNNING;
import static io.diction.custommodel.ModelStatus.SUCCESS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diction.catalog.Language;
import io.diction.identity.Ids;
import io.diction.identity.OrganizationId;
import io.diction.identity.UserId;
import io.diction.web.ErrorCode;
import io.diction.web.Refusal;
import io.diction.web.Refusal.WrongState;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelStatusTest {
  private static final OffsetDateTime NOW = OffsetDateTime.parse("2026-03-01T10:00:00Z");

  private static final Map<ModelStatus, Set<ModelStatus>> MOVES =
      Map.of(
          NOT_RUNNING, Set.of(READY_TO_RUN),
          READY_TO_RUN, Set.of(NOT_RUNNING, RUNNING, SUCCESS, FAILED),
          RUNNING, Set.of(SUCCESS, FAILED, READY_TO_RUN),
          SUCCESS, Set.of(READY_TO_RUN),
          FAILED, Set.of(READY_TO_RUN));

  /** Ways to bring a new model into a state. */
  private static final Map<String, Consumer<CustomModel>> STATES =
      Map.of(
          "new",
          model -> {},
          "fed",
          ModelStatusTest::feed,
          "queued",
          ModelStatusTest::queue,
          "running",
          ModelStatusTest::run,
          "trained",
          ModelStatusTest::train,
          "trained+data",
          model -> {
            train(model);
            feed(model);
          },
          "retraining",
          model -> {
            train(model);
            feed(model);
            queueAgain(model);
            model.start(NOW);
          },
          "failed",
          model -> {
            run(model);
            model.fail(ErrorCode.VALIDATION_FAILED, "line 3", NOW);
          });

  private static final Map<String, Consumer<CustomModel>> ACTIONS =
      Map.of(
          "data", ModelStatusTest::feed,
          "no-data", model -> model.dataChanged(false, NOW),
          "terms", model -> model.vocabularyChanged(true, NOW),
          "rename", model -> model.rename(new ModelName("B"), NOW),
          "queue", ModelStatusTest::queueAgain,
          "start", model -> model.start(NOW),
          "succeed", model -> model.succeed(NOW),
          "fail", model -> model.fail(ErrorCode.INTERNAL_ERROR, "x", NOW),
          "cancel", model -> model.cancel(NOW));

  @Test
  void knowsItsMoves() {
    for (ModelStatus from : ModelStatus.values()) {
      for (ModelStatus to : ModelStatus.values()) {
        assertThat(from.canBecome(to))
            .as("%s to %s", from, to)
            .isEqualTo(MOVES.get(from).contains(to));
      }
    }
  }

  @Test
  void hasTheDocumentedNumbers() {
    assertThat(ModelStatus.values()).extracting(ModelStatus::id).containsExactly(1, 2, 3, 4, 5);
    for (ModelStatus status : ModelStatus.values()) {
      assertThat(ModelStatus.of(status.id())).isEqualTo(status);
    }
  }

  // After each action: the state by number, q for queued, T where training is offered; "refused" is
  // an answer to the user (409, 422), "defect" what no caller does.
  @ParameterizedTest(name = "{0}, {1}: {2}")
  @CsvSource({
    "new,data,2T",
    "new,no-data,1T",
    "new,rename,1T",
    "new,queue,refused",
    "new,start,defect",
    "new,succeed,defect",
    "new,fail,defect",
    "new,cancel,defect",
    "fed,data,2T",
    "fed,no-data,1T",
    "fed,rename,2T",
    "fed,queue,2q",
    "fed,start,defect",
    "fed,succeed,defect",
    "fed,fail,defect",
    "fed,cancel,defect",
    "queued,data,2q",
    "queued,no-data,2q",
    "queued,rename,refused",
    "queued,queue,refused",
    "queued,start,3",
    "queued,succeed,defect",
    "queued,fail,5T",
    "queued,cancel,2T",
    "running,data,3",
    "running,no-data,3",
    "running,rename,refused",
    "running,queue,refused",
    "running,start,3",
    "running,succeed,4",
    "running,fail,5T",
    "running,cancel,2T",
    "trained,data,4T",
    "trained,no-data,4T",
    "trained,rename,4",
    "trained,queue,refused",
    "trained,start,defect",
    "trained,succeed,defect",
    "trained,fail,defect",
    "trained,cancel,defect",
    "trained+data,data,4T",
    "trained+data,no-data,4T",
    "trained+data,rename,4T",
    "trained+data,queue,2q",
    "trained+data,start,defect",
    "trained+data,succeed,defect",
    "trained+data,fail,defect",
    "trained+data,cancel,defect",
    "retraining,data,3",
    "retraining,no-data,3",
    "retraining,rename,refused",
    "retraining,queue,refused",
    "retraining,start,3",
    "retraining,succeed,4",
    "retraining,fail,5T",
    "retraining,cancel,4T",
    "new,terms,2T",
    "fed,terms,2T",
    "queued,terms,2q",
    "running,terms,3",
    "trained,terms,4T",
    "trained+data,terms,4T",
    "retraining,terms,3",
    "failed,terms,5T",
    "failed,data,5T",
    "failed,no-data,5T",
    "failed,rename,5T",
    "failed,queue,2q",
    "failed,start,defect",
    "failed,succeed,defect",
    "failed,fail,defect",
    "failed,cancel,defect",
  })
  void movesAsDocumented(String state, String action, String expected) {
    CustomModel model = model();
    STATES.get(state).accept(model);
    ModelStatus before = model.status();

    switch (expected) {
      case "refused" -> {
        assertThatThrownBy(() -> ACTIONS.get(action).accept(model)).isInstanceOf(Refusal.class);
        assertThat(model.status()).isEqualTo(before);
      }
      case "defect" -> {
        assertThatThrownBy(() -> ACTIONS.get(action).accept(model))
            .isInstanceOf(IllegalStateException.class);
        assertThat(model.status()).isEqualTo(before);
      }
      default -> {
        ACTIONS.get(action).accept(model);
        assertThat(
                model.status().id()
                    + (model.isQueued() ? "q" : "")
                    + (model.offersTraining() ? "T" : ""))
            .isEqualTo(expected);
      }
    }
  }

  /** So that a state or an action that is added needs its rows. */
  @Test
  void hasARowForEveryActionInEveryState() throws NoSuchMethodException {
    String[] rows =
        ModelStatusTest.class
            .getDeclaredMethod("movesAsDocumented", String.class, String.class, String.class)
            .getAnnotation(CsvSource.class)
            .value();
    assertThat(rows).hasSize(STATES.size() * ACTIONS.size()).doesNotHaveDuplicates();
  }

  @Test
  void isReadyForATermAloneAndNotRunningOnceDataAndTermsAreGone() {
    CustomModel model = model();
    model.vocabularyChanged(true, NOW);
    feed(model);

    model.vocabularyChanged(false, NOW);
    assertThat(model.status()).isEqualTo(READY_TO_RUN);
    model.dataChanged(false, NOW);
    assertThat(model.status()).isEqualTo(NOT_RUNNING);
  }

  @Test
  void forgetsWhyItDidNotStartByItselfOnceATrainingIsQueuedOrNotWanted() {
    CustomModel model = model();
    feed(model);
    model.automaticStartRefused(ErrorCode.NO_CLAIMS_AVAILABLE);
    assertThat(model.autoObstacle()).isEqualTo("no-claims-available");

    model.change(new ModelSettings("", "", true), NOW);
    assertThat(model.autoObstacle()).isNotNull();
    queueAgain(model);
    assertThat(model.autoObstacle()).isNull();

    model.cancel(NOW);
    model.automaticStartRefused(ErrorCode.BASE_MODEL_EXPIRED);
    model.change(new ModelSettings("", "", false), NOW);
    assertThat(model.autoObstacle()).isNull();
  }

  @Test
  void forgetsAnErrorWhenTrainingIsAskedForAgain() {
    CustomModel model = model();
    run(model);
    model.fail(ErrorCode.NOT_ENOUGH_DATA, "nothing to train on", NOW);
    assertThat(model.current().errorCode()).isEqualTo("not_enough_data");

    queueAgain(model);

    assertThat(model.current().errorCode()).isNull();
  }

  @Test
  void offersTrainingAgainForDataThatCameWhileItRan() {
    CustomModel model = model();
    run(model);
    feed(model);
    model.succeed(NOW);

    assertThat(model.offersTraining()).isTrue();
  }

  @Test
  void isTrainedAgainWithNothingNewOnlyOnceTheVersionInUseHasExpired() {
    CustomModel model = model();
    train(model);
    assertThatThrownBy(() -> model.queue(Ids.next(), false, NOW)).isInstanceOf(WrongState.class);

    model.queue(Ids.next(), true, NOW);

    assertThat(model.isQueued()).isTrue();
  }

  @Test
  void isNotRunningOnceItsLastVersionAndItsDataAreGone() {
    CustomModel fed = model();
    train(fed);
    fed.lost(new VersionId(Ids.next()), false, NOW);
    assertThat(fed.status()).isEqualTo(READY_TO_RUN);

    CustomModel empty = model();
    train(empty);
    empty.dataChanged(false, NOW);
    empty.lost(new VersionId(Ids.next()), false, NOW);
    assertThat(empty.status()).isEqualTo(NOT_RUNNING);
  }

  private static CustomModel model() {
    return CustomModel.create(
        new CustomModelId(Ids.next()),
        new OrganizationId(Ids.next()),
        new UserId(Ids.next()),
        new ModelName("A"),
        new ModelSettings("", "", false),
        new Language("en-US", "English", "english united states"),
        NOW);
  }

  private static void feed(CustomModel model) {
    model.dataChanged(true, NOW);
  }

  private static void queueAgain(CustomModel model) {
    model.queue(Ids.next(), false, NOW);
  }

  private static void queue(CustomModel model) {
    feed(model);
    queueAgain(model);
  }

  private static void run(CustomModel model) {
    queue(model);
    model.start(NOW);
  }

  private static void train(CustomModel model) {
    run(model);
    model.succeed(NOW);
  }
}
