package io.diction.api.model;

import io.diction.api.answer.ApiError;
import io.diction.api.answer.EntityKind;
import io.diction.api.answer.EntityReference;
import io.diction.api.answer.Links;
import io.diction.api.listing.ListQuery;
import io.diction.api.listing.Slice;
import io.diction.api.property.Properties;
import io.diction.api.property.PropertyRows;
import io.diction.catalog.BaseModels;
import io.diction.dataset.DatasetId;
import io.diction.dataset.InlineTexts;
import io.diction.dataset.KeptDatasets;
import io.diction.identity.SignedIn;
import io.diction.project.ProjectId;
import io.diction.project.Projects;
import io.diction.training.Training;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Versions of custom models as they go out. */
@Service
class ModelEntities {
  /** What a training takes where too little tells it otherwise; said before it has chosen. */
  private static final int USUAL_WEIGHT = 10;

  private final ModelList list;
  private final ModelRecords records;
  private final PropertyRows properties;
  private final Projects projects;
  private final BaseModels baseModels;
  private final KeptDatasets kept;
  private final SharedReferences shared;
  private final InlineTexts texts;
  private final Training training;
  private final JsonMapper json;
  private final Clock clock;

  ModelEntities(
      ModelList list,
      ModelRecords records,
      PropertyRows properties,
      Projects projects,
      BaseModels baseModels,
      KeptDatasets kept,
      SharedReferences shared,
      InlineTexts texts,
      Training training,
      JsonMapper json,
      Clock clock) {
    this.list = list;
    this.records = records;
    this.properties = properties;
    this.projects = projects;
    this.baseModels = baseModels;
    this.kept = kept;
    this.shared = shared;
    this.texts = texts;
    this.training = training;
    this.json = json;
    this.clock = clock;
  }

  @Transactional(readOnly = true)
  public Slice<ModelEntity> page(ListQuery query, Links links, SignedIn who) {
    return entities(list.page(who.organization(), query), links, who);
  }

  @Transactional(readOnly = true)
  public Slice<ModelEntity> page(ProjectId project, ListQuery query, Links links, SignedIn who) {
    return entities(
        list.page(who.organization(), projects.get(project, who).id(), query), links, who);
  }

  ModelRow row(UUID id, SignedIn who) {
    return list.find(who.organization(), id).orElseThrow(ApiError::notFound);
  }

  /**
   * With the text that it was asked for with, which lists leave out. One that another organization
   * shares is told by the id that it is used by, without what it was made of.
   */
  @Transactional(readOnly = true)
  public ModelEntity get(UUID id, Links links, SignedIn who) {
    Optional<ModelRow> own = list.find(who.organization(), id);
    if (own.isEmpty()) {
      return shared(id, links, who);
    }
    ModelRow row = own.get();
    return entity(
        row,
        properties.get(EntityKind.MODEL, id, who.organization()),
        records.datasets(who.organization(), List.of(id)).getOrDefault(id, List.of()),
        text(row.text(), who),
        links);
  }

  private ModelEntity shared(UUID id, Links links, SignedIn who) {
    ReferencedModel model =
        shared.find(new EntityReference(EntityKind.MODEL, id), who).orElseThrow(ApiError::notFound);
    ReferencedModel.Version version = Objects.requireNonNull(model.version());
    ModelRow row =
        list.findId(version.owner(), version.id())
            .flatMap(made -> list.find(version.owner(), made))
            .orElseThrow(ApiError::notFound);
    return entity(row, Properties.NONE, List.of(), null, links).shared(model, links);
  }

  private @Nullable String text(@Nullable DatasetId id, SignedIn who) {
    return id == null ? null : kept.find(id, who).map(texts::text).orElse(null);
  }

  private Slice<ModelEntity> entities(Slice<ModelRow> rows, Links links, SignedIn who) {
    List<UUID> ids = rows.rows().stream().map(ModelRow::id).toList();
    Map<UUID, Properties> said = properties.of(EntityKind.MODEL, ids, who.organization());
    Map<UUID, List<UUID>> datasets = records.datasets(who.organization(), ids);
    return rows.map(
        row ->
            entity(
                row,
                said.getOrDefault(row.id(), Properties.NONE),
                datasets.getOrDefault(row.id(), List.of()),
                null,
                links));
  }

  private ModelEntity entity(
      ModelRow row, Properties said, List<UUID> datasets, @Nullable String text, Links links) {
    OffsetDateTime now = OffsetDateTime.now(clock);
    OffsetDateTime until =
        row.expiresAt() == null ? training.usableUntil(row.createdAt()) : row.expiresAt();
    boolean usable =
        row.status().equals("Succeeded")
            && now.isBefore(until)
            && baseModels.isInstalled(baseModels.get(row.baseModel()));
    return ModelEntity.of(
        row,
        said,
        datasets.stream()
            .map(id -> Objects.requireNonNull(links.reference(EntityKind.DATASET, id)))
            .toList(),
        text,
        weight(row),
        until,
        usable,
        links);
  }

  /** What was used where that is known, else what was asked for. */
  private int weight(ModelRow row) {
    if (row.settings() != null) {
      double used = json.readTree(row.settings()).path("domainWeight").asDouble(0);
      return (int) Math.max(1, Math.min(100, Math.round(100 * used)));
    }
    return row.weightPercent() == null ? USUAL_WEIGHT : row.weightPercent();
  }
}
