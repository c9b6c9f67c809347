package io.diction.dataset.agreement;

import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.ModelData;
import io.diction.dataset.Dataset;
import io.diction.dataset.DatasetId;
import io.diction.dataset.DatasetKey;
import io.diction.dataset.Datasets;
import io.diction.dataset.agreement.AgreementRows.Hearing;
import io.diction.dataset.agreement.ComparedClip.Origin;
import io.diction.dataset.agreement.ComparedClip.State;
import io.diction.dataset.finding.ReasonTexts;
import io.diction.dataset.report.ClipLines;
import io.diction.identity.SignedIn;
import io.diction.jobs.Job;
import io.diction.jobs.JobState;
import io.diction.jobs.Jobs;
import io.diction.speech.align.Agreement;
import io.diction.web.GridPage;
import io.diction.web.GridQuery;
import io.diction.web.Refusal.NotFound;
import io.diction.web.Refusal.WrongState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What was heard in a dataset, as people are shown it, and what they do about it. */
@Service
class Agreements {
  private final Datasets datasets;
  private final ModelData models;
  private final AgreementRows rows;
  private final Jobs jobs;
  private final ClipLines lines;
  private final CutClips cut;
  private final ReasonTexts reasons;

  Agreements(
      Datasets datasets,
      ModelData models,
      AgreementRows rows,
      Jobs jobs,
      ClipLines lines,
      CutClips cut,
      ReasonTexts reasons) {
    this.reasons = reasons;
    this.cut = cut;
    this.datasets = datasets;
    this.models = models;
    this.rows = rows;
    this.jobs = jobs;
    this.lines = lines;
  }

  /** How far listening is. */
  enum Stage {
    /** Nobody asked for it, or it has not begun. */
    WAITING,
    RUNNING,
    HEARD,
    NO_SOUND,
    NO_BASE,
    STOPPED;

    public boolean isUnderWay() {
      return this == WAITING || this == RUNNING;
    }
  }

  /**
   * How it went, or goes.
   *
   * @param percent of it that is done
   * @param differing clips with something to look at
   * @param clips all that were compared
   * @param language that the texts are rather in; empty where it is the model's
   */
  record Status(Stage stage, int percent, int differing, int clips, String language) {}

  /** A word, and whether it was heard. */
  record Word(String text, boolean isSaid) {}

  /**
   * A clip with its words.
   *
   * @param other the clip whose words are rather said here
   * @param fault why it could not be heard, in the reader's language; or empty
   */
  record Shown(ComparedClip clip, List<Word> words, @Nullable ComparedClip other, String fault) {
    Shown {
      words = List.copyOf(words);
    }

    /** Whether it has words that stand somewhere. */
    public boolean isWritten() {
      return !clip.spoken().isEmpty();
    }
  }

  @Transactional(readOnly = true)
  public Status status(Dataset dataset) {
    DatasetKey id = dataset.key();
    Optional<Job> job = jobs.latest(dataset.organization(), HearingJob.KIND, dataset.id().value());
    Optional<Hearing> hearing = rows.findHearing(id);
    Map<State, Integer> counts = rows.counts(id);
    int clips = counts.values().stream().mapToInt(Integer::intValue).sum();
    int fine = counts.getOrDefault(State.FINE, 0) + counts.getOrDefault(State.UNHEARD, 0);
    return new Status(
        stage(dataset, job, hearing),
        job.map(running -> (int) Math.floor(100 * running.fraction())).orElse(0),
        clips - fine,
        clips,
        hearing.map(Hearing::language).orElse(""));
  }

  private static Stage stage(Dataset dataset, Optional<Job> job, Optional<Hearing> hearing) {
    JobState state = job.map(Job::state).orElse(null);
    if (state == JobState.RUNNING) {
      return Stage.RUNNING;
    }
    if (state == JobState.QUEUED || dataset.status().isUnderWay()) {
      return Stage.WAITING;
    }
    if (state == JobState.FAILED || state == JobState.CANCELLED || hearing.isEmpty()) {
      return Stage.STOPPED;
    }
    return switch (hearing.get().outcome()) {
      case HEARD -> Stage.HEARD;
      case NO_BASE -> Stage.NO_BASE;
      case NO_SOUND -> Stage.NO_SOUND;
    };
  }

  @Transactional(readOnly = true)
  public GridPage<Shown> page(Dataset dataset, GridQuery query) {
    DatasetKey id = dataset.key();
    GridPage<ComparedClip> page = rows.page(id, query);
    List<Shown> shown = new ArrayList<>();
    for (ComparedClip clip : page.rows()) {
      Integer other = clip.swapWith();
      shown.add(
          new Shown(
              clip,
              words(clip),
              other == null
                  ? null
                  : rows.find(id, other)
                      .filter(found -> found.state() == State.DIFFERS)
                      .orElse(null),
              reasons.of(clip.fault())));
    }
    return new GridPage<>(shown, page.total(), page.query());
  }

  /** As they are written where each is one that is spoken, else as they are spoken. */
  private static List<Word> words(ComparedClip clip) {
    String[] written = clip.words().strip().split("\\s+");
    String[] spoken = clip.spoken().split(" ");
    String[] shown = written.length == spoken.length ? written : spoken;
    List<Word> words = new ArrayList<>();
    for (int i = 0; i < shown.length; i++) {
      words.add(
          new Word(shown[i], i >= clip.heard().size() || Agreement.isSaid(clip.heard().get(i))));
    }
    return words;
  }

  @Transactional(readOnly = true)
  public ComparedClip get(Dataset dataset, int number) {
    return rows.find(dataset.key(), number).orElseThrow(NotFound::new);
  }

  /** Where the words of a clip can be edited. */
  Optional<ClipLines.Line> line(CustomModelId model, Dataset dataset, int number)
      throws IOException {
    ComparedClip clip = get(dataset, number);
    return clip.origin() == Origin.GIVEN
        ? lines.find(dataset, written(clip))
        : lines.find(dataset, cut.part(model, dataset, clip));
  }

  void swap(CustomModelId model, DatasetId id, int number, SignedIn who) throws IOException {
    Dataset dataset = datasets.get(model, id, who);
    Integer other = get(dataset, number).swapWith();
    if (other == null) {
      throw new NotFound();
    }
    lines.swap(model, id, written(get(dataset, number)), written(get(dataset, other)), who);
  }

  void leaveOut(CustomModelId model, DatasetId id, int number, SignedIn who) throws IOException {
    Dataset dataset = datasets.get(model, id, who);
    ComparedClip clip = get(dataset, number);
    if (clip.origin() == Origin.GIVEN) {
      lines.leaveOut(model, id, written(clip), who);
    } else {
      lines.leaveOut(model, id, cut.part(model, dataset, clip), who);
    }
  }

  private static ClipLines.Clip written(ComparedClip clip) {
    if (clip.origin() != Origin.GIVEN) {
      throw new NotFound();
    }
    return new ClipLines.Clip(clip.file(), clip.startMs(), clip.words());
  }

  /** Stops listening; what was heard stays. */
  @Transactional
  public void stop(CustomModelId model, DatasetId id, SignedIn who) {
    models.requireEditable(model, who);
    Dataset dataset = datasets.get(model, id, who);
    jobs.latest(dataset.organization(), HearingJob.KIND, id.value())
        .ifPresent(job -> jobs.cancel(dataset.organization(), job.id()));
  }

  /** Listens to what is left. */
  @Transactional
  public void goOn(CustomModelId model, DatasetId id, SignedIn who) {
    models.requireEditable(model, who);
    Dataset dataset = datasets.get(model, id, who);
    if (status(dataset).stage() != Stage.STOPPED) {
      throw new WrongState("agreement.under-way", dataset.name());
    }
    var unused = jobs.submit(HearingJob.KIND, dataset.organization(), id.value());
  }
}
