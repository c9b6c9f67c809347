package io.diction.evaluation.guard;

import io.diction.custommodel.ModelVersion;
import io.diction.custommodel.ModelView;
import io.diction.custommodel.VersionGuard;
import io.diction.evaluation.guard.GuardResult.Figures;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Speaks against versions that lost too much on the guard set, and against those not measured. */
@Component
class GuardVerdicts implements VersionGuard {
  private final GuardSets sets;
  private final GuardResultRows results;

  GuardVerdicts(GuardSets sets, GuardResultRows results) {
    this.sets = sets;
    this.results = results;
  }

  @Override
  public boolean guards(ModelView model) {
    return sets.guard(model.owner(), model.locale()).isPresent();
  }

  @Override
  public Optional<Objection> objection(ModelView model, ModelVersion version) {
    return sets.guard(model.owner(), model.locale())
        .flatMap(guard -> objection(guard, version, model));
  }

  private Optional<Objection> objection(Guard guard, ModelVersion version, ModelView model) {
    String name = guard.set().name();
    Optional<GuardResult> found =
        results.latest(model.owner(), version.id().value(), guard.set().dataSha256());
    if (found.isEmpty()) {
      return Optional.of(
          new Objection("evaluation.guard.objection.unmeasured", version.number(), name));
    }
    if (!found.get().isFinished()) {
      return Optional.of(
          new Objection("evaluation.guard.objection.under-way", version.number(), name));
    }
    Figures figures = found.get().figures();
    if (figures == null) {
      return Optional.of(
          new Objection("evaluation.guard.objection.failed", version.number(), name));
    }
    GuardResult.Outcome outcome = figures.outcome(guard.points());
    if (!outcome.isObjection() && figures.isTaught()) {
      return Optional.of(
          new Objection(
              "evaluation.guard.objection.trained", version.number(), name, figures.trained()));
    }
    return outcome.isObjection()
        ? Optional.of(
            new Objection(
                outcome == GuardResult.Outcome.EXCEEDED
                    ? "evaluation.guard.objection.lost"
                    : "evaluation.guard.objection.doubtful",
                version.number(),
                name,
                figures.lost(),
                100 * figures.baseRate(),
                100 * figures.customRate(),
                100 * figures.low(),
                100 * figures.high(),
                guard.points(),
                figures.words()))
        : Optional.empty();
  }
}
