package io.diction.training;

import io.diction.catalog.BaseModel;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.ModelView;
import io.diction.dataset.LeakCheck;
import io.diction.dataset.LeakCheck.Leaks;
import io.diction.dataset.TestData;
import io.diction.dataset.TestData.TestSet;
import io.diction.identity.SignedIn;
import io.diction.web.Refusal;
import io.diction.web.Refusal.Invalid;
import io.diction.web.Refusal.LimitReached;
import io.diction.web.Refusal.WrongState;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** The dialog that confirms a training. What stands in the way is shown in it. */
@Component
class TrainingDialog {
  private final Training training;
  private final LeakCheck leaks;
  private final TestData tests;
  private final ObjectProvider<StandingData> standing;
  private final MessageSource messages;

  TrainingDialog(
      Training training,
      LeakCheck leaks,
      TestData tests,
      ObjectProvider<StandingData> standing,
      MessageSource messages) {
    this.training = training;
    this.leaks = leaks;
    this.tests = tests;
    this.standing = standing;
    this.messages = messages;
  }

  /** Why a training does not start, in words. */
  record Obstacle(String code, String sentence, String remedy) {}

  /**
   * What the dialog shows.
   *
   * @param chosen base model preselected; null when there is none
   * @param leaks what is in training and test data alike
   * @param hopeless whether the obstacle stands in the way of every base model that is offered
   * @param test what the new version is tested with
   */
  record View(
      TrainingProposal proposal,
      @Nullable UUID chosen,
      @Nullable Obstacle obstacle,
      boolean hopeless,
      Leaks leaks,
      TestAhead test) {
    /** The base models to choose from. */
    public List<Choice> choices() {
      return proposal.baseModels().stream()
          .map(
              base ->
                  new Choice(
                      base.id().value(),
                      base.name(),
                      String.join(", ", base.capabilities()),
                      base.charged(),
                      base.adaptationUntil()))
          .toList();
    }
  }

  /**
   * A test of the version that will be made.
   *
   * @param data what it is measured with; empty where there is nothing
   * @param isStanding whether it begins without being asked for
   * @param isWanted whether it is asked for
   */
  record TestAhead(List<TestSet> data, boolean isStanding, boolean isWanted) {
    private static final int NAMED = 3;

    public boolean isOffered() {
      return !isStanding && !data.isEmpty();
    }

    public String names() {
      return data.stream().limit(NAMED).map(TestSet::name).collect(Collectors.joining(", "));
    }

    /** How many are not named. */
    public int others() {
      return Math.max(0, data.size() - NAMED);
    }
  }

  /** A base model as the list shows it. */
  record Choice(UUID id, String name, String capabilities, boolean charged, OffsetDateTime until) {}

  View open(CustomModelId model, SignedIn who) {
    TrainingProposal proposal = training.propose(model, who);
    return view(proposal, proposal.obstacle(), newest(proposal), true);
  }

  /** Starts the training; if that is refused, says why. */
  Optional<View> confirm(CustomModelId model, UUID base, boolean test, SignedIn who) {
    try {
      if (test) {
        training.startWithTest(model, base, who);
      } else {
        training.start(model, base, who);
      }
      return Optional.empty();
    } catch (Invalid | LimitReached | WrongState refused) {
      TrainingProposal proposal = training.propose(model, who);
      return Optional.of(view(proposal, refused, offered(proposal, base), test));
    }
  }

  private View view(
      TrainingProposal proposal, @Nullable Refusal obstacle, @Nullable UUID chosen, boolean test) {
    ModelView model = proposal.model();
    return new View(
        proposal,
        chosen,
        obstacle(obstacle),
        proposal.obstacle() != null,
        leaks.of(model),
        ahead(model, test));
  }

  private TestAhead ahead(ModelView model, boolean wanted) {
    List<TestSet> fixed =
        standing.stream().flatMap(known -> known.standing(model).stream()).toList();
    return fixed.isEmpty()
        ? new TestAhead(tests.list(model.id(), model.owner()), false, wanted)
        : new TestAhead(fixed, true, wanted);
  }

  /** What was chosen, while it can still be trained on. */
  private static @Nullable UUID offered(TrainingProposal proposal, UUID base) {
    return proposal.baseModels().stream().anyMatch(each -> each.id().value().equals(base))
        ? base
        : newest(proposal);
  }

  private static @Nullable UUID newest(TrainingProposal proposal) {
    return proposal.baseModels().stream()
        .findFirst()
        .map(BaseModel::id)
        .map(id -> id.value())
        .orElse(null);
  }

  private @Nullable Obstacle obstacle(@Nullable Refusal refusal) {
    return refusal == null
        ? null
        : new Obstacle(
            refusal.code().code(),
            text(refusal.messageKey(), refusal.arguments()),
            text(refusal.code().remedyKey()));
  }

  private String text(String key, Object... arguments) {
    return messages.getMessage(key, arguments, LocaleContextHolder.getLocale());
  }
}
