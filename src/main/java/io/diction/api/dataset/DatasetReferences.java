package io.diction.api.dataset;

import io.diction.api.answer.ApiError;
import io.diction.api.answer.DetailCode;
import io.diction.api.answer.EntityReference;
import io.diction.dataset.DatasetKind;
import io.diction.identity.SignedIn;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Finds the datasets that requests name. */
@Service
public class DatasetReferences {
  private final DatasetList list;

  DatasetReferences(DatasetList list) {
    this.list = list;
  }

  /** A dataset that was checked and can be used. */
  public record UsableDataset(UUID id, DatasetKind kind, String displayName, String locale) {}

  /**
   * One that can be used now.
   *
   * @param property that names it
   * @param locale that it has to be of
   * @throws ApiError {@code InvalidDataset} when it does not exist, {@code FailedDataset}, {@code
   *     InvalidPrerequisite} while it is being checked, {@code InvalidLocale}
   */
  @Transactional(readOnly = true)
  public UsableDataset requireUsable(
      EntityReference reference, String property, String locale, SignedIn who) {
    DatasetRow row =
        list.find(who.organization(), reference.id())
            .orElseThrow(() -> reference.unknown(property));
    if (row.status().equals("Failed")) {
      throw ApiError.invalid(
              DetailCode.FAILED_DATASET, "The dataset %s has failed.".formatted(row.displayName()))
          .target(property);
    }
    if (row.isUnderWay()) {
      throw ApiError.conflict(
              DetailCode.INVALID_PREREQUISITE,
              "The dataset %s is not ready: its status is %s."
                  .formatted(row.displayName(), row.status()))
          .target(property);
    }
    if (!row.locale().equalsIgnoreCase(locale)) {
      throw ApiError.invalid(
              DetailCode.INVALID_LOCALE,
              "The dataset %s is of %s, not of %s."
                  .formatted(row.displayName(), row.locale(), locale))
          .target(property);
    }
    return new UsableDataset(row.id(), row.kind(), row.displayName(), row.locale());
  }
}
