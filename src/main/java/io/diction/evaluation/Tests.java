package io.diction.evaluation;

import io.diction.audit.Audit;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.CustomModels;
import io.diction.custommodel.ModelView;
import io.diction.custommodel.Permission;
import io.diction.evaluation.figures.Figures;
import io.diction.evaluation.run.TestRows;
import io.diction.evaluation.run.TestRun;
import io.diction.evaluation.run.TestSubject;
import io.diction.evaluation.run.UtteranceRows;
import io.diction.identity.OrganizationId;
import io.diction.identity.SignedIn;
import io.diction.jobs.Jobs;
import io.diction.storage.Blobs;
import io.diction.web.GridPage;
import io.diction.web.GridQuery;
import io.diction.web.Refusal.NotFound;
import io.diction.web.Refusal.WrongState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The tests of a model, as far as somebody may see them. Recordings, words and speakers are for the
 * organization that tested; the model's owner and those it is shared with see the figures of each
 * other's tests alone.
 */
@Service
public class Tests {
  private static final String AUDITED = "custom-model";
  private static final int MOST_HISTORY = 50;

  private final CustomModels models;
  private final TestRows runs;
  private final UtteranceRows utterances;
  private final FinishedTest finished;
  private final Jobs jobs;
  private final Blobs blobs;
  private final Audit audit;
  private final ApplicationEventPublisher events;

  Tests(
      CustomModels models,
      TestRows runs,
      UtteranceRows utterances,
      FinishedTest finished,
      Jobs jobs,
      Blobs blobs,
      Audit audit,
      ApplicationEventPublisher events) {
    this.models = models;
    this.runs = runs;
    this.utterances = utterances;
    this.finished = finished;
    this.jobs = jobs;
    this.blobs = blobs;
    this.audit = audit;
    this.events = events;
  }

  /**
   * A test as somebody sees it.
   *
   * @param figures null until it has ended well, and in lists
   * @param whole whether more than the figures is shown
   */
  public record Seen(
      ModelView model,
      TestRun run,
      List<TestSubject> subjects,
      @Nullable Figures figures,
      boolean whole) {
    public Seen {
      subjects = List.copyOf(subjects);
    }

    public Figures requireFigures() {
      if (figures == null) {
        throw new WrongState("evaluation.refused.not-ready");
      }
      return figures;
    }
  }

  @Transactional(readOnly = true)
  public Seen get(CustomModelId id, UUID run, SignedIn who) {
    ModelView model = models.get(id, who);
    TestRun found =
        runs.find(run, id.value(), model.owner(), who.organization()).orElseThrow(NotFound::new);
    Figures figures = found.isReady() ? finished.read(found) : null;
    return seen(model, found, runs.subjects(List.of(run)), figures, who);
  }

  /** The same where recordings and words are wanted; a test of others has none to show. */
  @Transactional(readOnly = true)
  public Seen getWhole(CustomModelId id, UUID run, SignedIn who) {
    Seen seen = get(id, run, who);
    if (!seen.whole()) {
      throw new NotFound();
    }
    return seen;
  }

  private static Seen seen(
      ModelView model,
      TestRun run,
      List<TestSubject> subjects,
      @Nullable Figures figures,
      SignedIn who) {
    return new Seen(
        model, run, subjects, figures, run.organizationId().equals(who.organization().value()));
  }

  /** The newest first. */
  @Transactional(readOnly = true)
  public GridPage<Seen> page(CustomModelId id, GridQuery query, SignedIn who) {
    ModelView model = models.get(id, who);
    long total = runs.count(id.value(), model.owner(), who.organization());
    GridQuery within = query.within(total);
    List<TestRun> found =
        runs.page(id.value(), model.owner(), who.organization(), within.size(), within.offset());
    Map<UUID, List<TestSubject>> subjects =
        runs.subjects(found.stream().map(TestRun::id).toList()).stream()
            .collect(Collectors.groupingBy(TestSubject::runId));
    List<Seen> rows = new ArrayList<>();
    for (TestRun run : found) {
      rows.add(seen(model, run, subjects.getOrDefault(run.id(), List.of()), null, who));
    }
    return new GridPage<>(rows, total, within);
  }

  /** The standing tests of a model, for its owner's people; others are told of none. */
  @Transactional(readOnly = true)
  History history(ModelView model) {
    List<TestRun> tests =
        model.isOwn() ? runs.standing(model.id().value(), model.owner(), MOST_HISTORY) : List.of();
    Map<UUID, List<TestSubject>> subjects =
        runs.subjects(tests.stream().map(TestRun::id).toList()).stream()
            .collect(Collectors.groupingBy(TestSubject::runId));
    List<History.Point> points = new ArrayList<>();
    String data = "";
    for (TestRun run : tests) {
      List<TestSubject> measured = subjects.get(run.id());
      TestSubject newest = measured.get(measured.size() - 1);
      Double rate = newest.rate();
      Double base = measured.get(0).rate();
      if (rate == null || base == null) {
        continue;
      }
      points.add(
          new History.Point(
              run.id(),
              newest.number(),
              rate,
              base,
              !data.isEmpty() && !data.equals(run.dataSha256()),
              run.createdAt()));
      data = run.dataSha256();
    }
    return new History(points);
  }

  /** Whether somebody may have this model tested. */
  public static boolean mayTest(ModelView model) {
    return model.permission().includes(Permission.USE);
  }

  @Transactional
  public void cancel(CustomModelId id, UUID run, SignedIn who) {
    Seen seen = getWhole(id, run, who);
    if (!jobs.cancel(who.organization(), seen.run().jobId())) {
      throw new WrongState("evaluation.refused.finished");
    }
    audit.record(who, "custom-model.cancel-test", AUDITED, id.value(), seen.run().name());
  }

  /** Its recordings go with it, as far as nothing else refers to them. */
  @Transactional
  public void delete(CustomModelId id, UUID run, SignedIn who) {
    Seen seen = getWhole(id, run, who);
    if (!remove(seen.run())) {
      throw new NotFound();
    }
    audit.record(who, "custom-model.delete-test", AUDITED, id.value(), seen.run().name());
  }

  /**
   * Ends it first where it is under way: its next group of utterances finds nothing to write to.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  boolean remove(TestRun run) {
    OrganizationId organization = new OrganizationId(run.organizationId());
    List<String> audio = utterances.audio(run.id());
    if (!run.isFinished()) {
      jobs.cancel(organization, run.jobId());
    }
    if (!runs.delete(run.id())) {
      return false;
    }
    blobs.releaseAll(organization, audio);
    events.publishEvent(new TestRemoved(organization, run.id()));
    return true;
  }
}
