package io.diction.dataset;

import io.diction.dataset.check.Duplicates;
import io.diction.dataset.check.Verdict;
import io.diction.dataset.file.CheckedRows;
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
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Finds out what is wrong with a dataset. What a former attempt left is replaced, so the job can
 * begin again after a crash.
 */
@Component
class ValidationJob implements JobHandler {
  static final String KIND = "dataset-validation";

  private final DatasetRows rows;
  private final FileRows files;
  private final FindingRows findings;
  private final ItemRows items;
  private final PairedRows paired;
  private final CheckedRows checked;
  private final ValidationJournal journal;
  private final Datasets datasets;
  private final Pairing pairing;
  private final Validation validation;
  private final Splits splits;
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
      CheckedRows checked,
      ValidationJournal journal,
      Datasets datasets,
      Pairing pairing,
      Validation validation,
      Splits splits,
      Blobs blobs,
      TransactionTemplate transaction,
      DatasetSettings settings,
      Clock clock) {
    this.rows = rows;
    this.files = files;
    this.findings = findings;
    this.items = items;
    this.paired = paired;
    this.checked = checked;
    this.journal = journal;
    this.datasets = datasets;
    this.pairing = pairing;
    this.validation = validation;
    this.splits = splits;
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
    rows.start(dataset.id(), now());
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
    context.checkCancelled();
    transaction.executeWithoutResult(status -> write(dataset, verdict));
  }

  private void write(Dataset dataset, Verdict verdict) {
    DatasetId id = dataset.id();
    if (!datasets.lockModels(dataset)) {
      return;
    }
    boolean lost = pairing.hasLostRecording(dataset);
    DatasetStatus status = status(verdict, lost || rows.isHeld(id));
    if (!rows.end(id, status, verdict.durationMs(), verdict.clips().size(), now())) {
      return;
    }
    removeFound(dataset);
    for (FileRows.StoredFile file : verdict.files()) {
      blobs.retain(dataset.organization(), file.blob().sha256());
      files.add(id.value(), file);
    }
    verdict.clips().forEach(clip -> files.add(id.value(), clip));
    splits.again(id);
    List<Finding> found = new ArrayList<>(verdict.findings());
    found.addAll(Duplicates.of(verdict.items(), checked.elsewhere(id.value())));
    findings.replace(id.value(), found);
    if (lost) {
      pairing.warnOfLostRecording(id, dataset.name());
    }
    items.replace(id.value(), verdict.items());
    paired.words(id.value(), verdict.words());
    if (status == DatasetStatus.READY) {
      datasets.becameReady(dataset);
    } else {
      if (status == DatasetStatus.REJECTED && dataset.type() == DatasetType.AUDIO) {
        datasets.recordingRejected(dataset);
      }
      datasets.settled(dataset);
    }
  }

  private static DatasetStatus status(Verdict verdict, boolean held) {
    if (!verdict.usable()) {
      return DatasetStatus.REJECTED;
    }
    return held || verdict.findings().stream().anyMatch(Finding::error)
        ? DatasetStatus.NEEDS_REVIEW
        : DatasetStatus.READY;
  }

  private void removeFound(Dataset dataset) {
    for (FileRows.StoredFile file : files.files(dataset.id().value())) {
      if (file.number() > 0) {
        blobs.release(dataset.organization(), file.blob().sha256());
      }
    }
    files.removeFound(dataset.id().value());
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
    rows.end(dataset.id(), DatasetStatus.REJECTED, null, 0, now());
    String reason = job.errorText() == null ? "" : job.errorText();
    findings.replace(
        dataset.id().value(),
        List.of(Finding.error(ErrorCode.INTERNAL_ERROR, "internal_error", dataset.name(), reason)));
    datasets.settled(dataset);
  }

  private OffsetDateTime now() {
    return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS);
  }
}
