package io.diction.dataset.dry;

import io.diction.custommodel.CustomModelId;
import io.diction.dataset.Datasets;
import io.diction.dataset.TrainingData.Pair;
import io.diction.dataset.agreement.Hearings;
import io.diction.dataset.agreement.TrialComparison;
import io.diction.dataset.agreement.TrialComparison.Result;
import io.diction.dataset.check.ArchiveLimits;
import io.diction.dataset.check.DataCheck;
import io.diction.dataset.check.DataCheck.Outcome;
import io.diction.dataset.check.Duplicates;
import io.diction.dataset.file.CheckedRows;
import io.diction.dataset.finding.Finding;
import io.diction.identity.OrganizationId;
import io.diction.speech.CancelledException;
import io.diction.speech.Progress;
import io.diction.speech.audio.AudioDecoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** All that the report of an upload to a model would say. */
@Component
class DryChecks {
  /** Comparing takes several times as long as the measures, where there is something to compare. */
  private static final double CHECKED = 0.3;

  private final DataCheck check;
  private final AudioDecoder decoder;
  private final Datasets datasets;
  private final Hearings hearings;
  private final CheckedRows checked;
  private final TransactionTemplate transaction;

  DryChecks(
      AudioDecoder decoder,
      ArchiveLimits archive,
      Datasets datasets,
      Hearings hearings,
      CheckedRows checked,
      TransactionTemplate transaction) {
    this.check = new DataCheck(decoder, archive);
    this.decoder = decoder;
    this.datasets = datasets;
    this.hearings = hearings;
    this.checked = checked;
    this.transaction = transaction;
  }

  DryReport report(
      OrganizationId organization, CustomModelId model, DryUpload upload, Progress progress)
      throws IOException {
    DryCheck dry =
        new DryCheck(
            check,
            upload,
            () -> hearings.base(model),
            (name, recording) -> datasets.hasPartner(model, organization, name, recording));
    Outcome outcome = dry.run(progress.part(0, CHECKED));
    List<Finding> findings = new ArrayList<>(outcome.findings());
    findings.addAll(copies(organization, model, outcome, progress));
    return DryReport.of(
        new Outcome(findings, outcome.items(), outcome.audioSeconds(), outcome.transcribed()),
        compared(organization, model, upload, dry, progress.part(CHECKED, 1)));
  }

  private List<Finding> copies(
      OrganizationId organization, CustomModelId model, Outcome outcome, Progress progress) {
    Duplicates duplicates = new Duplicates(outcome.items());
    transaction.executeWithoutResult(
        status -> checked.ofModel(organization, model.value(), duplicates::addElsewhere));
    return duplicates.findings("", progress);
  }

  private Result compared(
      OrganizationId organization,
      CustomModelId model,
      DryUpload upload,
      DryCheck dry,
      Progress progress)
      throws IOException {
    Result nothing = new Result(List.of(), Map.of(), 0);
    List<Pair> pairs = dry.heard().pairs();
    if (pairs.isEmpty()) {
      return nothing;
    }
    try {
      Optional<TrialComparison> trial =
          hearings.trial(
              model,
              organization,
              decoder,
              upload.folder().resolve("clips"),
              progress.part(0, 0.1));
      return trial.isEmpty()
          ? nothing
          : trial
              .get()
              .compare(
                  pairs.get(0).name(),
                  pairs,
                  dry.heard().lengthsMs(),
                  dry::told,
                  progress.part(0.1, 1));
    } catch (CancelledException stopped) {
      // What was measured until then is told.
      return nothing;
    }
  }
}
