package io.diction.dataset;

import io.diction.custommodel.CustomModelId;
import io.diction.dataset.check.Verdict;
import io.diction.dataset.finding.Finding;
import io.diction.dataset.finding.FindingRows;
import io.diction.web.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Warns of more text in one model than trains well, or than is taken elsewhere. */
@Component
class TextTotal {
  private static final String RULE = "text_total";

  private final DatasetRows rows;
  private final ReadyRows ready;
  private final FindingRows findings;
  private final DatasetSettings settings;

  TextTotal(DatasetRows rows, ReadyRows ready, FindingRows findings, DatasetSettings settings) {
    this.rows = rows;
    this.ready = ready;
    this.findings = findings;
    this.settings = settings;
  }

  /** What there is to say of a text that is about to be ready. */
  List<Finding> findings(Dataset dataset, Verdict verdict) {
    return verdict.usable() ? findings(dataset) : List.of();
  }

  /** Others may have become ready since it was validated: it is said as it is now. */
  void confirmed(Dataset dataset) {
    if (dataset.type() == DatasetType.TRANSCRIPT) {
      findings.replace(dataset.key(), Set.of(RULE), findings(dataset));
    }
  }

  private List<Finding> findings(Dataset dataset) {
    List<Finding> found = new ArrayList<>();
    if (dataset.type() == DatasetType.TRANSCRIPT) {
      long most = settings.textTotal().toBytes();
      long before = 0;
      for (CustomModelId model : rows.models(dataset.key())) {
        before = Math.max(before, ready.amount(model, dataset.organization()).textBytes());
      }
      long total = before + dataset.sizeBytes();
      if (total > most) {
        found.add(
            Finding.warning(
                ErrorCode.VALIDATION_FAILED,
                RULE,
                dataset.name(),
                gigabytes(total),
                gigabytes(most)));
      }
    }
    return found;
  }

  private static String gigabytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f", bytes / (double) (1L << 30));
  }
}
