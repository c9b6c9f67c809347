package io.diction.training;

import io.diction.catalog.BaseModels;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.CustomModels;
import io.diction.custommodel.ModelView;
import io.diction.identity.SignedIn;
import io.diction.jobs.Job;
import io.diction.jobs.JobLogLine;
import io.diction.jobs.JobState;
import io.diction.jobs.Jobs;
import io.diction.training.TrainingView.Earlier;
import io.diction.training.TrainingView.Latest;
import io.diction.training.TrainingView.Mark;
import io.diction.training.TrainingView.Phase;
import io.diction.training.TrainingView.StageLine;
import io.diction.training.run.Recipe;
import io.diction.training.run.RecordedRun;
import io.diction.training.run.RecordedStage;
import io.diction.training.run.RunRows;
import io.diction.web.GridPage;
import io.diction.web.GridQuery;
import io.diction.web.Refusal.NotFound;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Shows how trainings of a model went and go. */
@Service
class TrainingMonitor {
  private static final int LINES = 500;

  /** Before that much is done, the pace so far says little. */
  private static final double TELLING_FRACTION = 0.05;

  private final CustomModels models;
  private final BaseModels baseModels;
  private final RunRows rows;
  private final Recipe recipe;
  private final Jobs jobs;
  private final Clock clock;

  TrainingMonitor(
      CustomModels models,
      BaseModels baseModels,
      RunRows rows,
      Recipe recipe,
      Jobs jobs,
      Clock clock) {
    this.models = models;
    this.baseModels = baseModels;
    this.rows = rows;
    this.recipe = recipe;
    this.jobs = jobs;
    this.clock = clock;
  }

  @Transactional(readOnly = true)
  public TrainingView view(CustomModelId id, SignedIn who) {
    ModelView model = requireOwn(id, who);
    return new TrainingView(
        model, rows.latest(who.organization(), id).map(this::latest).orElse(null));
  }

  /** Trainings of a model before the latest. */
  @Transactional(readOnly = true)
  public GridPage<Earlier> earlier(CustomModelId id, GridQuery query, SignedIn who) {
    requireOwn(id, who);
    long total = Math.max(0, rows.count(who.organization(), id) - 1);
    GridQuery within = query.within(total);
    List<Earlier> found =
        rows.earlier(who.organization(), id, within).stream()
            .map(run -> new Earlier(run, elapsed(run)))
            .toList();
    return new GridPage<>(found, total, within);
  }

  /**
   * A part of a training's log.
   *
   * @param sections its lines by the stages that wrote them
   * @param last number of its last line
   * @param more whether there are later lines, or may be soon
   */
  record Log(CustomModelId model, UUID run, List<LogSection> sections, int last, boolean more) {
    Log {
      sections = List.copyOf(sections);
    }

    public List<JobLogLine> lines() {
      return sections.stream().flatMap(section -> section.lines().stream()).toList();
    }
  }

  /** Lines of a training's log after a number. */
  @Transactional(readOnly = true)
  public Log log(CustomModelId id, UUID run, int after, SignedIn who) {
    requireOwn(id, who);
    RecordedRun found =
        rows.find(who.organization(), run)
            .filter(known -> known.model().equals(id))
            .orElseThrow(NotFound::new);
    int from = Math.max(0, after);
    // The line before tells whether the first one begins a section.
    int known = Math.max(0, from - 1);
    List<JobLogLine> lines =
        jobs.log(found.organization(), found.job(), known, LINES + from - known);
    List<LogSection> sections = LogSection.of(lines, rows.stages(found.id()), from);
    int last = lines.isEmpty() ? after : Math.max(from, lines.get(lines.size() - 1).number());
    boolean full = lines.size() == LINES + from - known;
    return new Log(id, run, sections, last, full || !found.hasEnded());
  }

  /** All lines so far, each with its time in UTC. */
  @Transactional(readOnly = true)
  public String wholeLog(CustomModelId id, UUID run, SignedIn who) {
    StringBuilder text = new StringBuilder();
    Log part = log(id, run, 0, who);
    while (!part.lines().isEmpty()) {
      part.lines()
          .forEach(line -> text.append(line.at()).append(' ').append(line.line()).append('\n'));
      part = log(id, run, part.last(), who);
    }
    return text.toString();
  }

  /** How others train is theirs: whoever a model is shared with sees no more than its figures. */
  private ModelView requireOwn(CustomModelId id, SignedIn who) {
    ModelView model = models.get(id, who);
    if (!model.isOwn()) {
      throw new NotFound();
    }
    return model;
  }

  private Latest latest(RecordedRun run) {
    Job job = jobs.find(run.organization(), run.job()).orElse(null);
    Phase phase = phase(run, job);
    double fraction = phase == Phase.SUCCEEDED ? 1 : job == null ? 0 : job.fraction();
    double elapsed = elapsed(run);
    return new Latest(
        run,
        baseModels.get(run.baseModel()),
        phase,
        phase == Phase.QUEUED ? jobs.place(run.organization(), run.job()) : 0,
        fraction,
        phase == Phase.SUCCEEDED ? 100 : (int) Math.min(99, Math.floor(fraction * 100)),
        elapsed,
        phase == Phase.RUNNING ? left(fraction, elapsed, run.estimatedSeconds()) : null,
        phase.isUnderWay() && job != null && job.cancelRequested(),
        stages(run, phase, fraction));
  }

  private static Phase phase(RecordedRun run, @Nullable Job job) {
    if (run.outcome() != null) {
      return switch (run.outcome()) {
        case SUCCEEDED -> Phase.SUCCEEDED;
        case FAILED -> Phase.FAILED;
        case CANCELLED -> Phase.CANCELLED;
      };
    }
    return job != null && job.state() == JobState.QUEUED ? Phase.QUEUED : Phase.RUNNING;
  }

  /** By the estimate at first, then by the pace so far. */
  private static @Nullable Double left(double fraction, double elapsed, double estimated) {
    if (fraction >= TELLING_FRACTION) {
      return elapsed / fraction * (1 - fraction);
    }
    return estimated > elapsed ? estimated - elapsed : null;
  }

  private double elapsed(RecordedRun run) {
    if (run.startedAt() == null) {
      return 0;
    }
    OffsetDateTime end = run.endedAt() == null ? OffsetDateTime.now(clock) : run.endedAt();
    return Math.max(0, Duration.between(run.startedAt(), end).toMillis() / 1000.0);
  }

  private List<StageLine> stages(RecordedRun run, Phase phase, double fraction) {
    List<RecordedStage> begun = rows.stages(run.id());
    List<StageLine> lines = new ArrayList<>();
    List<Recipe.Stage> all = recipe.stages();
    double before = 0;
    for (int position = 0; position < all.size(); position++) {
      RecordedStage stage = position < begun.size() ? begun.get(position) : null;
      Recipe.Stage planned = all.get(position);
      Mark mark = mark(stage, phase);
      lines.add(
          new StageLine(
              planned.key(),
              mark,
              seconds(stage, phase),
              mark == Mark.NOW ? percent(fraction - before, planned.share()) : null));
      before += planned.share();
    }
    return lines;
  }

  /** A stage is done when the next one begins, not when it says so. */
  private static int percent(double done, double share) {
    return share <= 0 ? 0 : (int) Math.max(0, Math.min(99, Math.floor(100 * done / share)));
  }

  private static Mark mark(@Nullable RecordedStage stage, Phase phase) {
    if (stage == null) {
      return Mark.WAIT;
    }
    if (stage.isFinished()) {
      return Mark.DONE;
    }
    return switch (phase) {
      case RUNNING -> Mark.NOW;
      case FAILED -> Mark.FAILED;
      case QUEUED, SUCCEEDED, CANCELLED -> Mark.STOPPED;
    };
  }

  /** Worked when finished; since it was begun when under way; negative when there is no figure. */
  private double seconds(@Nullable RecordedStage stage, Phase phase) {
    if (stage == null) {
      return -1;
    }
    if (stage.isFinished()) {
      return stage.workedSeconds();
    }
    return phase == Phase.RUNNING
        ? Duration.between(stage.startedAt(), OffsetDateTime.now(clock)).toMillis() / 1000.0
        : -1;
  }
}
