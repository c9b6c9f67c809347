package io.diction.dataset;

import io.diction.custommodel.CustomModelId;
import io.diction.dataset.finding.Finding;
import io.diction.dataset.finding.FindingRows;
import io.diction.web.ErrorCode;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Keeps the warnings about recordings without a transcript and transcripts without a recording
 * true, as datasets of a model come and go. Looks only at those of the same name.
 */
@Component
class Pairing {
  private final DatasetRows rows;
  private final PairRows pairs;
  private final FindingRows findings;

  Pairing(DatasetRows rows, PairRows pairs, FindingRows findings) {
    this.rows = rows;
    this.pairs = pairs;
    this.findings = findings;
  }

  /** A dataset of the model is ready. */
  void added(CustomModelId model, Dataset dataset) {
    if (dataset.type() == DatasetType.MANIFEST) {
      return;
    }
    boolean paired = false;
    for (DatasetRows.Partner partner : rows.partners(model, dataset.id())) {
      if (match(dataset.type(), partner.type())) {
        paired = true;
        findings.remove(partner.id().value(), rule(partner.type()));
      }
    }
    if (paired) {
      findings.remove(dataset.id().value(), Finding.REJECTED_AUDIO);
    } else if (!findings.has(dataset.id().value(), Finding.REJECTED_AUDIO)) {
      warn(dataset.id(), dataset.name(), dataset.type());
    }
  }

  /**
   * A text came with a recording of its name that is of no use: its words must not train unless
   * somebody wants that.
   */
  boolean hasLostRecording(Dataset text) {
    return pairs.rejectedRecording(text.id()).isPresent();
  }

  /** Says so at the text. */
  void warnOfLostRecording(DatasetId text, String name) {
    findings.remove(text.value(), Finding.UNMATCHED_TRANSCRIPT);
    pairs
        .rejectedRecording(text)
        .map(
            recording ->
                Finding.warning(
                    ErrorCode.UNMATCHED_TRANSCRIPT, Finding.REJECTED_AUDIO, name, recording))
        .ifPresent(finding -> findings.add(text.value(), finding));
  }

  /** A dataset is about to leave the model. */
  void removing(CustomModelId model, Dataset dataset) {
    List<DatasetRows.Partner> partners = rows.partners(model, dataset.id());
    for (DatasetRows.Partner partner : partners) {
      boolean stillPaired =
          partners.stream()
              .anyMatch(other -> !other.equals(partner) && match(other.type(), partner.type()));
      if (match(dataset.type(), partner.type()) && !stillPaired) {
        warn(partner.id(), partner.name(), partner.type());
      }
    }
  }

  private void warn(DatasetId dataset, String name, DatasetType type) {
    String rule = rule(type);
    if (!findings.has(dataset.value(), rule)) {
      ErrorCode code =
          type == DatasetType.AUDIO ? ErrorCode.UNMATCHED_AUDIO : ErrorCode.UNMATCHED_TRANSCRIPT;
      findings.add(dataset.value(), Finding.warning(code, rule, name));
    }
  }

  private static String rule(DatasetType type) {
    return switch (type) {
      case AUDIO -> Finding.UNMATCHED_AUDIO;
      case TEST -> "unmatched_test";
      case TRANSCRIPT, MANIFEST -> Finding.UNMATCHED_TRANSCRIPT;
    };
  }

  private static boolean match(DatasetType one, DatasetType other) {
    return one != DatasetType.MANIFEST
        && other != DatasetType.MANIFEST
        && (one == DatasetType.AUDIO) != (other == DatasetType.AUDIO);
  }
}
