package io.diction.api.model;

import io.diction.api.answer.EntityKind;
import io.diction.api.property.Properties;
import io.diction.api.property.PropertyRows;
import io.diction.catalog.BaseModel;
import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.CustomModels;
import io.diction.custommodel.ModelName;
import io.diction.custommodel.ModelSettings;
import io.diction.dataset.DatasetId;
import io.diction.dataset.DatasetKind;
import io.diction.dataset.InlineTexts;
import io.diction.dataset.KeptDatasets;
import io.diction.identity.SignedIn;
import io.diction.training.Training;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Makes custom models with one version each, for programs and for the pages of projects alike. */
@Service
public class ModelOrders {
  /** What the portal has room for; callers are given theirs as a whole. */
  private static final int DESCRIPTION = 4000;

  private final CustomModels models;
  private final KeptDatasets datasets;
  private final InlineTexts texts;
  private final Training training;
  private final ModelRecords records;
  private final PropertyRows properties;

  ModelOrders(
      CustomModels models,
      KeptDatasets datasets,
      InlineTexts texts,
      Training training,
      ModelRecords records,
      PropertyRows properties) {
    this.models = models;
    this.datasets = datasets;
    this.texts = texts;
    this.training = training;
    this.records = records;
    this.properties = properties;
  }

  /**
   * What to make. That the datasets can be used, and by the base model, is known.
   *
   * @param base id of the base model
   * @param text to learn from, beside datasets or alone
   * @param weightPercent share of what is learnt against the base model; null to choose it
   */
  public record ModelOrder(
      String name,
      String locale,
      @Nullable String description,
      Map<String, String> customProperties,
      @Nullable String email,
      UUID base,
      List<DatasetId> datasets,
      @Nullable String text,
      @Nullable Integer weightPercent) {
    public ModelOrder {
      customProperties = Map.copyOf(customProperties);
      datasets = List.copyOf(datasets);
    }

    /** One of datasets alone, with the weight that turns out best. */
    public static ModelOrder of(
        String name, String locale, @Nullable String description, UUID base, List<DatasetId> from) {
      return new ModelOrder(name, locale, description, Map.of(), null, base, from, null, null);
    }
  }

  /**
   * Makes the custom model, whose training is queued.
   *
   * @return what its version is known by
   */
  @Transactional
  public UUID make(ModelOrder order, SignedIn who) {
    CustomModelId model =
        models.create(
            new ModelName(order.name()),
            order.locale(),
            new ModelSettings(shortened(order.description()), "", false),
            who);
    order.datasets().forEach(dataset -> datasets.use(model, dataset, who));
    DatasetId text =
        order.text() == null
            ? null
            : texts.add(model, order.name(), order.locale(), order.text(), who);
    training.start(model, order.base(), order.weightPercent(), who);
    UUID id = Objects.requireNonNull(models.get(model, who).job());
    records.add(id, who.organization(), model, text, order.datasets());
    properties.save(
        EntityKind.MODEL,
        id,
        who.organization(),
        new Properties(order.name(), order.description(), order.customProperties(), order.email()));
    return id;
  }

  /** Whether a base model learns from datasets of a kind. */
  public static boolean learnsFrom(BaseModel base, DatasetKind kind) {
    return BaseModelEntity.kinds(base).contains(kind.text());
  }

  private static String shortened(@Nullable String text) {
    if (text == null || text.codePointCount(0, text.length()) <= DESCRIPTION) {
      return text == null ? "" : text;
    }
    return text.substring(0, text.offsetByCodePoints(0, DESCRIPTION - 1)) + "…";
  }
}
