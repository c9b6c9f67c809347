package io.diction.api.dataset;

import io.diction.api.answer.ApiError;
import io.diction.api.answer.DetailCode;
import io.diction.api.answer.EntityReference;
import io.diction.dataset.Dataset;
import io.diction.dataset.DatasetId;
import io.diction.dataset.DatasetKind;
import io.diction.dataset.KeptDatasets;
import io.diction.identity.SignedIn;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Finds the datasets that requests name: checked ones, of the kinds that they are wanted of. */
@Service
public class GivenDatasets {
  private final DatasetList list;
  private final KeptDatasets kept;

  GivenDatasets(DatasetList list, KeptDatasets kept) {
    this.list = list;
    this.kept = kept;
  }

  /**
   * One that can be used now.
   *
   * @param property that names it
   * @param locale that it has to be of
   * @throws ApiError {@code InvalidDataset} when it does not exist or is of another kind, {@code
   *     InvalidLocale} when of another language, {@code FailedDataset}, {@code InvalidPrerequisite}
   *     before it is checked
   */
  @Transactional(readOnly = true)
  public Dataset require(
      EntityReference reference,
      String property,
      String locale,
      SignedIn who,
      DatasetKind... kinds) {
    DatasetRow row =
        list.find(who.organization(), reference.id())
            .orElseThrow(() -> reference.unknown(property));
    if (Stream.of(kinds).noneMatch(kind -> kind == row.kind())) {
      String wanted = Stream.of(kinds).map(DatasetKind::text).collect(Collectors.joining(" or "));
      throw ApiError.invalid(
              DetailCode.INVALID_DATASET,
              "The dataset is of the kind %s; %s is needed.".formatted(row.kind().text(), wanted))
          .target(property);
    }
    if (!row.locale().equalsIgnoreCase(locale)) {
      throw ApiError.invalid(
              DetailCode.INVALID_LOCALE,
              "The dataset is of %s, not of %s.".formatted(row.locale(), locale))
          .target(property);
    }
    if (row.status().equals("Failed")) {
      throw ApiError.invalid(DetailCode.FAILED_DATASET, "The dataset has failed.").target(property);
    }
    if (row.isUnderWay()) {
      throw ApiError.conflict(
              DetailCode.INVALID_PREREQUISITE,
              "The dataset is not checked yet: its status is %s.".formatted(row.status()))
          .target(property);
    }
    return kept.find(new DatasetId(reference.id()), who)
        .orElseThrow(() -> reference.unknown(property));
  }
}
