package io.diction.api.evaluation;

import io.diction.api.answer.ApiCode;
import io.diction.api.answer.ApiError;
import io.diction.api.answer.Body;
import io.diction.api.answer.DetailCode;
import io.diction.api.answer.EntityKind;
import io.diction.api.dataset.GivenDatasets;
import io.diction.api.hook.EntityEvents;
import io.diction.api.hook.Stage;
import io.diction.api.model.ModelReferences;
import io.diction.api.model.ReferencedModel;
import io.diction.api.model.ReferencedModel.Version;
import io.diction.api.property.Described;
import io.diction.api.transcription.EvaluationTranscriptions;
import io.diction.audit.Audit;
import io.diction.catalog.BaseModels;
import io.diction.dataset.Dataset;
import io.diction.dataset.DatasetKind;
import io.diction.dataset.PlanRoom;
import io.diction.evaluation.OrderedTests;
import io.diction.evaluation.OrderedTests.Measured;
import io.diction.identity.Ids;
import io.diction.identity.SignedIn;
import io.diction.project.MemberKind;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What callers do with evaluations as a whole. */
@Service
class ApiEvaluations {
  static final Described.Kind KIND =
      new Described.Kind(EntityKind.EVALUATION, MemberKind.EVALUATION);
  private static final String AUDITED = "evaluation";
  private static final int MOST_OPEN = 1000;

  private final EvaluationList list;
  private final EvaluationRows rows;
  private final EvaluationTranscriptions transcriptions;
  private final OrderedTests tests;
  private final ModelReferences models;
  private final GivenDatasets datasets;
  private final BaseModels baseModels;
  private final Described described;
  private final PlanRoom plan;
  private final EntityEvents events;
  private final Audit audit;

  ApiEvaluations(
      EvaluationList list,
      EvaluationRows rows,
      EvaluationTranscriptions transcriptions,
      OrderedTests tests,
      ModelReferences models,
      GivenDatasets datasets,
      BaseModels baseModels,
      Described described,
      PlanRoom plan,
      EntityEvents events,
      Audit audit) {
    this.list = list;
    this.rows = rows;
    this.transcriptions = transcriptions;
    this.tests = tests;
    this.models = models;
    this.datasets = datasets;
    this.baseModels = baseModels;
    this.described = described;
    this.plan = plan;
    this.events = events;
    this.audit = audit;
  }

  List<String> locales() {
    return baseModels.locales();
  }

  /** Makes an evaluation, which waits for its turn as a test of the portal. */
  @Transactional
  public UUID create(NewEvaluation asked, SignedIn who) {
    // Who deletes a model or a dataset asks under the same locks for what measures it.
    models.hold(who, asked.model1(), asked.model2());
    plan.hold(who.organization());
    if (rows.open(who.organization()) >= MOST_OPEN) {
      throw ApiError.of(
              ApiCode.FORBIDDEN,
              "%d evaluations are under way; more cannot be.".formatted(MOST_OPEN))
          .inner(DetailCode.QUOTA_VIOLATION);
    }
    String locale = asked.locale();
    ReferencedModel model1 = models.requireUsable(asked.model1(), "model1", locale, who);
    ReferencedModel model2 = models.requireUsable(asked.model2(), "model2", locale, who);
    Dataset dataset =
        datasets.require(
            asked.dataset(), "dataset", locale, who, DatasetKind.ACOUSTIC, DatasetKind.AUDIO_FILES);
    boolean same = model1.kind() == model2.kind() && model1.id().equals(model2.id());
    UUID id = Ids.next();
    String name = asked.said().displayName();
    tests.start(
        id,
        name,
        locale,
        same
            ? List.of(measured(model1, who))
            : List.of(measured(model1, who), measured(model2, who)),
        dataset,
        who);
    UUID first = transcriptions.add(id, 0, model1, asked.dataset().id(), name + " (model1)", who);
    UUID second =
        same
            ? first
            : transcriptions.add(id, 1, model2, asked.dataset().id(), name + " (model2)", who);
    rows.add(
        new EvaluationRows.Added(
            id, who.organization(), locale, model1, model2, asked.dataset().id(), first, second));
    described.add(KIND, id, locale, asked.said(), who);
    events.record(EntityKind.EVALUATION, id, who.organization(), Stage.CREATION);
    audit.record(who, "evaluation.create", AUDITED, id, name);
    return id;
  }

  private Measured measured(ReferencedModel model, SignedIn who) {
    UUID base = model.base().id().value();
    Version version = model.version();
    return version == null
        ? new Measured(
            base,
            null,
            null,
            0,
            model.base().languageName() + " " + model.base().name(),
            model.base().packSha256(),
            who.organization())
        : new Measured(
            base,
            version.model().value(),
            version.id().value(),
            version.number(),
            model.displayName() + " #" + version.number(),
            version.artifactSha256(),
            version.owner());
  }

  @Transactional(readOnly = true)
  public EvaluationRow get(UUID id, SignedIn who) {
    return list.find(who.organization(), id).orElseThrow(ApiError::notFound);
  }

  @Transactional
  public void change(UUID id, Body body, SignedIn who) {
    described.change(KIND, id, get(id, who).locale(), body, who);
  }

  /** One that does not exist is deleted already; one under way is called off. */
  @Transactional
  public void delete(UUID id, SignedIn who) {
    Optional<EvaluationRow> known = list.find(who.organization(), id);
    if (known.isEmpty()) {
      return;
    }
    plan.hold(who.organization());
    if (tests.remove(who.organization(), id)) {
      audit.record(who, "evaluation.delete", AUDITED, id, known.get().displayName());
    }
  }
}
