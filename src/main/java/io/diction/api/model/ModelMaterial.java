package io.diction.api.model;

import io.diction.api.answer.ApiError;
import io.diction.api.answer.DetailCode;
import io.diction.api.answer.EntityReference;
import io.diction.api.dataset.DatasetReferences;
import io.diction.api.dataset.DatasetReferences.UsableDataset;
import io.diction.catalog.BaseModel;
import io.diction.catalog.BaseModels;
import io.diction.dataset.DatasetKind;
import io.diction.identity.SignedIn;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** What a model is to be made of: the datasets and the base model. */
@Component
class ModelMaterial {
  private final DatasetReferences datasets;
  private final BaseModels baseModels;

  ModelMaterial(DatasetReferences datasets, BaseModels baseModels) {
    this.datasets = datasets;
    this.baseModels = baseModels;
  }

  /**
   * @throws ApiError for the first that cannot be used
   */
  List<UsableDataset> datasets(NewModel asked, SignedIn who) {
    return asked.datasets().stream()
        .map(reference -> datasets.requireUsable(reference, "datasets", asked.locale(), who))
        .toList();
  }

  /**
   * The base model that is asked for, or the newest one that learns from all of the data.
   *
   * @throws ApiError {@code InvalidBaseModel}, {@code ModelMismatch}, {@code ModelDeprecated},
   *     {@code InvalidAdaptationMapping}
   */
  BaseModel base(NewModel asked, List<UsableDataset> from) {
    Set<DatasetKind> kinds = EnumSet.noneOf(DatasetKind.class);
    from.forEach(dataset -> kinds.add(dataset.kind()));
    if (asked.text() != null) {
      kinds.add(DatasetKind.LANGUAGE);
    }
    List<BaseModel> trainable = baseModels.trainable(asked.locale());
    EntityReference named = asked.baseModel();
    if (named != null) {
      BaseModel base = required(named, asked.locale(), trainable);
      if (!learnsFrom(base, kinds)) {
        throw mapping(kinds);
      }
      return base;
    }
    if (trainable.isEmpty()) {
      throw ModelReferences.expired(asked.locale(), Optional.empty(), "locale");
    }
    return trainable.stream()
        .filter(base -> learnsFrom(base, kinds))
        .findFirst()
        .orElseThrow(() -> mapping(kinds));
  }

  private BaseModel required(EntityReference named, String locale, List<BaseModel> trainable) {
    BaseModel base = baseModels.find(named.id()).orElseThrow(() -> named.unknown("baseModel"));
    if (!base.locale().equals(locale)) {
      throw ApiError.invalid(
              DetailCode.MODEL_MISMATCH,
              "The base model is of %s, not of %s.".formatted(base.locale(), locale))
          .target("baseModel");
    }
    if (trainable.stream().noneMatch(other -> other.id().equals(base.id()))) {
      throw ModelReferences.expired(base.name(), trainable.stream().findFirst(), "baseModel");
    }
    return base;
  }

  private static boolean learnsFrom(BaseModel base, Set<DatasetKind> kinds) {
    List<String> taken = BaseModelEntity.kinds(base);
    return kinds.stream().map(DatasetKind::text).allMatch(taken::contains);
  }

  private static ApiError mapping(Set<DatasetKind> kinds) {
    return ApiError.invalid(
            DetailCode.INVALID_ADAPTATION_MAPPING,
            "The base model does not learn from %s."
                .formatted(String.join(", ", kinds.stream().map(DatasetKind::text).toList())))
        .target("datasets");
  }
}
