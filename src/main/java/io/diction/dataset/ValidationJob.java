package io.diction.dataset;

import io.diction.dataset.check.Duplicates;
import io.diction.dataset.check.Journal;
import io.diction.dataset.check.Verdict;
import io.diction.dataset.file.CheckedRows;
import io.diction.dataset.file.ClipNumbers;
import io.diction.dataset.file.FileRows;
import io.diction.dataset.file.ItemRows;
import io.diction.dataset.file.PairedRows;
import io.diction.dataset.finding.Finding;
import io.diction.dataset.finding.FindingRows;
import io.diction.dataset.split.Splits;
import io.diction.jobs.Job;
import io.diction.jobs.JobContext;
import io.diction.jobs.JobHandler;
import io.diction.jobs.JobState;
import io.diction.speech.CancelledException;
import io.diction.speech.Progress;
import io.diction.storage.Blobs;
import io.diction.web.ErrorCode;
import java.io.IOException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Finds out what is wrong with a dataset. What a former attempt left is replaced, so the job can
 * begin again after a crash.
 */
@Component
class ValidationJob implements JobHandler {
  static final String KIND = "dataset-validation";

  /** Where others are validated all the time, copies among the last of them may be missed. */
  private static final int MOST_SEARCHES = 3;

  private final DatasetRows rows;
  private final FileRows files;
  private final FindingRows findings;
  private final ItemRows items;
  private final PairedRows paired;
  private final ClipNumbers numbers;
  private final CheckedRows checked;
  private final ValidationJournal journal;
  private final Datasets datasets;
  private final Pairing pairing;
  private final Validation validation;
  private final Splits splits;
  private final TextTotal textTotal;
  private final Blobs blobs;
  private final TransactionTemplate transaction;
  private final DatasetSettings settings;
  private final Clock clock;

  ValidationJob(
      DatasetRows rows,
      FileRows files,
      FindingRows findings,
      ItemRows items,
      PairedRows paired,
      ClipNumbers numbers,
      CheckedRows checked,
      ValidationJournal journal,
      Datasets datasets,
      Pairing pairing,
      Validation validation,
      Splits splits,
      TextTotal textTotal,
      Blobs blobs,
      TransactionTemplate transaction,
      DatasetSettings settings,
      Clock clock) {
    this.rows = rows;
    this.files = files;
    this.findings = findings;
    this.items = items;
    this.paired = paired;
    this.numbers = numbers;
    this.checked = checked;
    this.journal = journal;
    this.datasets = datasets;
    this.pairing = pairing;
    this.validation = validation;
    this.splits = splits;
    this.textTotal = textTotal;
    this.blobs = blobs;
    this.transaction = transaction;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public int parallel() {
    return settings.parallelValidations();
  }

  @Override
  public void run(JobContext context) throws IOException {
    Optional<Dataset> found =
        rows.find(context.organization(), new DatasetId(context.subject()))
            .filter(dataset -> dataset.status().isUnderWay());
    if (found.isEmpty()) {
      return;
    }
    Dataset dataset = found.get();
    transaction.executeWithoutResult(status -> datasets.start(dataset, now()));
    context.report(0, "validate", dataset.name());
    Verdict verdict;
    try {
      verdict =
          validation.judge(
              dataset, journal.of(dataset, context.jobId()), context.progress("validate", 0, 1));
    } catch (CancelledException stopped) {
      if (rows.find(context.organization(), dataset.id()).isPresent()) {
        throw stopped;
      }
      // It was deleted meanwhile: there is nothing left to be said.
      return;
    }
    boolean written = false;
    for (int tries = 1; !written; tries++) {
      OffsetDateTime since = now();
      List<Finding> copies = copies(dataset, verdict, context.progress("validate", 1, 1));
      context.checkCancelled();
      boolean last = tries == MOST_SEARCHES;
      written =
          Boolean.TRUE.equals(
              transaction.execute(status -> write(dataset, verdict, copies, last ? null : since)));
    }
  }

  /**
   * The same at once, in the transaction that made the dataset. For what is read in a moment: the
   * job finds it done.
   */
  void judgeNow(Dataset dataset) throws IOException {
    rows.start(dataset.key(), now());
    Verdict verdict = validation.judge(dataset, Journal.NONE, Progress.NONE);
    write(dataset, verdict, copies(dataset, verdict, Progress.NONE), null);
  }

  /** Before the transaction that holds the organization: it may take a while. */
  private List<Finding> copies(Dataset dataset, Verdict verdict, Progress progress) {
    Duplicates duplicates = new Duplicates(verdict.items());
    transaction.executeWithoutResult(
        status -> checked.elsewhere(dataset.key(), duplicates::addElsewhere));
    return duplicates.findings(dataset.name(), progress);
  }

  /**
   * @param since when copies were looked for, so that nothing is written where there is more to be
   *     compared with by now; null where that no longer matters
   * @return whether all is done
   */
  private boolean write(
      Dataset dataset, Verdict verdict, List<Finding> copies, @Nullable OffsetDateTime since) {
    DatasetKey key = dataset.key();
    if (!datasets.lockModels(dataset)) {
      return true;
    }
    if (since != null && checked.isMoreElsewhere(key, since)) {
      return false;
    }
    boolean lost = pairing.hasLostRecording(dataset);
    DatasetStatus status =
        rows.findKept(key)
            .map(kept -> status(verdict, kept.kind()))
            .orElseGet(() -> status(verdict, lost || rows.isHeld(key)));
    // Before it is ready: then it would be counted among the others too.
    List<Finding> ofTotal = textTotal.findings(dataset, verdict);
    if (!rows.end(key, status, verdict.durationMs(), verdict.clips().size(), now())) {
      return true;
    }
    List<ClipNumbers.Place> before = numbers.list(key);
    removeFound(dataset);
    blobs.retainAll(dataset.organization(), hashes(verdict.files()));
    files.addFiles(key, verdict.files());
    files.addClips(key, verdict.clips());
    splits.again(key);
    numbers.restore(key, before);
    List<Finding> found = new ArrayList<>(verdict.findings());
    found.addAll(copies);
    found.addAll(ofTotal);
    findings.replace(key, found);
    if (lost) {
      pairing.warnOfLostRecording(dataset);
    }
    items.replace(key, verdict.items());
    paired.words(key, verdict.words(), verdict.lines());
    if (status == DatasetStatus.READY) {
      datasets.becameReady(dataset);
    } else {
      if (status == DatasetStatus.REJECTED && dataset.type() == DatasetType.AUDIO) {
        datasets.recordingRejected(dataset);
      }
      datasets.settled(dataset);
    }
    return true;
  }

  private static DatasetStatus status(Verdict verdict, boolean held) {
    if (!verdict.usable()) {
      return DatasetStatus.REJECTED;
    }
    return held || verdict.findings().stream().anyMatch(Finding::error)
        ? DatasetStatus.NEEDS_REVIEW
        : DatasetStatus.READY;
  }

  /** Nobody is there to decide: what is right is used, and what is wrong left out. */
  private static DatasetStatus status(Verdict verdict, DatasetKind kind) {
    boolean lacksTexts = kind == DatasetKind.ACOUSTIC && verdict.clips().isEmpty();
    return verdict.usable() && !lacksTexts ? DatasetStatus.READY : DatasetStatus.REJECTED;
  }

  private void removeFound(Dataset dataset) {
    List<FileRows.StoredFile> found = new ArrayList<>(files.files(dataset.key()));
    found.removeIf(file -> file.number() == 0);
    blobs.releaseAll(dataset.organization(), hashes(found));
    files.removeFound(dataset.key());
  }

  private static List<String> hashes(List<FileRows.StoredFile> files) {
    return files.stream().map(file -> file.blob().sha256()).toList();
  }

  /** A validation that broke down must not leave its dataset waiting for ever. */
  @Override
  public void ended(Job job) {
    if (job.state() == JobState.FAILED) {
      rows.find(job.organization(), new DatasetId(job.subject()))
          .filter(dataset -> dataset.status().isUnderWay())
          .ifPresent(dataset -> brokeDown(dataset, job));
    }
  }

  private void brokeDown(Dataset dataset, Job job) {
    rows.end(dataset.key(), DatasetStatus.REJECTED, null, 0, now());
    String reason = job.errorText() == null ? "" : job.errorText();
    findings.replace(
        dataset.key(),
        List.of(Finding.error(ErrorCode.INTERNAL_ERROR, "internal_error", dataset.name(), reason)));
    datasets.settled(dataset);
  }

  private OffsetDateTime now() {
    return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS);
  }
}
