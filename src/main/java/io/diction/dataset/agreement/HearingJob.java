package io.diction.dataset.agreement;

import io.diction.custommodel.CustomModelId;
import io.diction.dataset.Dataset;
import io.diction.dataset.DatasetId;
import io.diction.dataset.DatasetKey;
import io.diction.dataset.DatasetType;
import io.diction.dataset.Datasets;
import io.diction.dataset.TrainingData.Pair;
import io.diction.dataset.agreement.AgreementRows.Hearing;
import io.diction.dataset.agreement.AgreementRows.Outcome;
import io.diction.dataset.agreement.ComparedClip.Origin;
import io.diction.dataset.agreement.ComparedClip.State;
import io.diction.dataset.finding.Finding;
import io.diction.dataset.finding.FindingRows;
import io.diction.jobs.JobContext;
import io.diction.jobs.JobHandler;
import io.diction.speech.CancelledException;
import io.diction.speech.audio.AudioDecoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Compares what is said with what is written, clip by clip, once a dataset was validated. What was
 * compared is kept at once: after a crash, or when one line was changed, only the rest is heard.
 * One runs at a time, on one thread, so that trainings and transcriptions keep most of the machine.
 */
@Component
class HearingJob implements JobHandler {
  static final String KIND = "dataset-agreement";

  private static final String STAGE = "validate";
  private static final int KEPT_AT_ONCE = 25;
  private static final int MOST_FINDINGS = 5_000;

  /** Of more clips with other words somebody mixed up the files altogether. */
  private static final int MOST_DIFFERING = 500;

  /** In which the words of a clip are looked for, before and after it. */
  private static final int NEAREST = 5;

  private final Datasets datasets;
  private final TranscribedClips transcribed;
  private final Hearings hearings;
  private final AgreementRows rows;
  private final FindingRows findings;
  private final AudioDecoder decoder;
  private final TransactionTemplate transaction;

  HearingJob(
      Datasets datasets,
      TranscribedClips transcribed,
      Hearings hearings,
      AgreementRows rows,
      FindingRows findings,
      AudioDecoder decoder,
      TransactionTemplate transaction) {
    this.datasets = datasets;
    this.transcribed = transcribed;
    this.hearings = hearings;
    this.rows = rows;
    this.findings = findings;
    this.decoder = decoder;
    this.transaction = transaction;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public int parallel() {
    return 1;
  }

  @Override
  public void run(JobContext context) throws IOException {
    Optional<Dataset> found =
        datasets
            .findForWork(context.organization(), new DatasetId(context.subject()))
            .filter(dataset -> !dataset.status().isUnderWay());
    List<CustomModelId> models = found.map(datasets::models).orElse(List.of());
    if (found.isPresent() && !models.isEmpty()) {
      context.report(0, STAGE, found.get().name());
      Run run = new Run(found.get(), models.get(0), context);
      try {
        run.run();
      } catch (CancelledException stopped) {
        if (!run.isGone) {
          throw stopped;
        }
      }
    }
  }

  /** One dataset as it was when the job began. */
  private final class Run {
    private final Dataset dataset;
    private final DatasetKey id;
    private final CustomModelId model;
    private final JobContext context;
    private final List<ComparedClip> waiting = new ArrayList<>();
    private int next;
    private boolean ended;

    /** Whether somebody deleted the dataset meanwhile. */
    private volatile boolean isGone;

    Run(Dataset dataset, CustomModelId model, JobContext context) {
      this.dataset = dataset;
      this.id = dataset.key();
      this.model = model;
      this.context = context;
      next = rows.lastNumber(id) + 1;
    }

    void run() throws IOException {
      List<Pair> pairs = transcribed.of(dataset, model);
      String language = hearings.language(model).orElse("");
      String other = transcribed.otherLanguage(dataset, pairs, language).orElse("");
      List<Finding> told = new ArrayList<>();
      if (!other.isEmpty()) {
        told.add(AgreementFindings.language(dataset, other, language));
      }
      Optional<Hearings.Opened> opened =
          pairs.isEmpty()
              ? Optional.empty()
              : hearings.open(model, dataset.organization(), context.progress(STAGE, 0, 0.05));
      if (opened.isEmpty()) {
        Outcome outcome = pairs.isEmpty() ? Outcome.NO_SOUND : Outcome.NO_BASE;
        rows.removeOf(id, rows.identities(id));
        end(told, new Hearing(context.jobId(), outcome, other, 0, 0, ""));
        return;
      }
      Hearings.Opened ears = opened.get();
      Comparison comparison =
          new Comparison(
              ears,
              decoder,
              this::take,
              transcribed.lengthsMs(dataset, model),
              context.progress(STAGE, 0.05, 0.9));
      compare(comparison, pairs);
      ears.hearing().keepFor("dataset-" + dataset.id(), rows.keys(id));
      beyondEnd(pairs).ifPresent(told::add);
      told.addAll(AgreementFindings.of(dataset, rows.worst(id, MOST_FINDINGS)));
      Hearing hearing =
          new Hearing(
              context.jobId(),
              Outcome.HEARD,
              other,
              comparison.seconds(),
              comparison.cutSeconds(),
              ears.base());
      end(told, hearing);
    }

    private void compare(Comparison comparison, List<Pair> pairs) throws IOException {
      Map<String, Pair> wanted = new LinkedHashMap<>();
      pairs.forEach(pair -> wanted.putIfAbsent(comparison.identity(pair), pair));
      Set<String> present = rows.identities(id);
      Set<String> gone = new HashSet<>(present);
      gone.removeAll(wanted.keySet());
      rows.removeOf(id, gone);
      List<Pair> left = new ArrayList<>();
      wanted.forEach(
          (identity, pair) -> {
            if (!present.contains(identity)) {
              left.add(pair);
            }
          });
      try {
        comparison.run(left);
      } finally {
        // A job that is stopped goes on from here.
        endKeeping();
      }
      propose(comparison, wanted);
    }

    /** Nothing is kept any more after that: the thread that listens may be a little behind. */
    private synchronized void endKeeping() {
      ended = true;
      keep();
    }

    /** On the thread that listens. */
    private synchronized void take(List<ComparedClip> clips) {
      if (ended) {
        throw new CancelledException();
      }
      waiting.addAll(clips);
      if (waiting.size() >= KEPT_AT_ONCE) {
        keep();
      }
    }

    private void keep() {
      if (!waiting.isEmpty()) {
        List<ComparedClip> kept = List.copyOf(waiting);
        waiting.clear();
        transaction.executeWithoutResult(
            status -> {
              isGone |= !rows.hold(id);
              if (!isGone) {
                rows.add(id, next, kept);
              }
            });
        if (isGone) {
          throw new CancelledException();
        }
        next += kept.size();
      }
    }

    private void propose(Comparison comparison, Map<String, Pair> pairs) throws IOException {
      List<ComparedClip> differing = new ArrayList<>();
      for (ComparedClip clip : rows.worst(id, MOST_FINDINGS)) {
        if (clip.state() == State.DIFFERS && clip.origin() == Origin.GIVEN) {
          differing.add(clip);
        }
      }
      boolean told = differing.stream().allMatch(clip -> clip.swapWith() != null);
      if (told || differing.size() > MOST_DIFFERING) {
        return;
      }
      differing.sort(Comparator.comparing(ComparedClip::file).thenComparing(ComparedClip::startMs));
      Map<ComparedClip, Pair> byClip = new LinkedHashMap<>();
      for (ComparedClip clip : differing) {
        byClip.put(clip, Objects.requireNonNull(pairs.get(clip.identity())));
      }
      for (Comparison.Swap swap : comparison.swaps(byClip, NEAREST)) {
        rows.swapWith(id, swap.clip(), swap.other());
      }
    }

    private Optional<Finding> beyondEnd(List<Pair> pairs) {
      if (dataset.type() == DatasetType.MANIFEST) {
        return Optional.empty();
      }
      Long length = datasets.partner(model, dataset).map(Dataset::durationMs).orElse(null);
      if (length == null) {
        return Optional.empty();
      }
      List<Pair> beyond = pairs.stream().filter(pair -> pair.startMs() >= length).toList();
      return beyond.isEmpty()
          ? Optional.empty()
          : Optional.of(
              AgreementFindings.beyondEnd(dataset, beyond.size(), beyond.get(0).startMs(), length));
    }

    /** Unless it is being validated again, after which it is compared again. */
    private void end(List<Finding> told, Hearing hearing) {
      transaction.executeWithoutResult(
          status -> {
            boolean same =
                datasets
                    .findForWork(dataset.organization(), dataset.id())
                    .filter(now -> !now.status().isUnderWay())
                    .filter(now -> Objects.equals(now.endedAt(), dataset.endedAt()))
                    .isPresent();
            if (same && rows.hold(id)) {
              findings.replace(id, AgreementFindings.RULES, told);
              rows.hearing(id, hearing);
            }
          });
    }
  }
}
