package io.diction.api.dataset;

import io.diction.api.answer.EntityKind;
import io.diction.api.answer.Links;
import io.diction.api.dataset.DatasetEntity.Counts;
import io.diction.api.dataset.DatasetEntity.Problem;
import io.diction.api.listing.ListQuery;
import io.diction.api.listing.Slice;
import io.diction.api.property.Properties;
import io.diction.api.property.PropertyRows;
import io.diction.catalog.BaseModels;
import io.diction.catalog.Language;
import io.diction.dataset.DatasetContents;
import io.diction.dataset.DatasetId;
import io.diction.dataset.DatasetKind;
import io.diction.dataset.KeptDatasets;
import io.diction.identity.SignedIn;
import io.diction.project.ProjectId;
import io.diction.project.Projects;
import io.diction.web.ErrorCode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Datasets as they go out. */
@Service
class DatasetEntities {
  private final DatasetList list;
  private final ApiDatasets datasets;
  private final KeptDatasets kept;
  private final DatasetContents contents;
  private final PropertyRows properties;
  private final Projects projects;
  private final BaseModels baseModels;

  DatasetEntities(
      DatasetList list,
      ApiDatasets datasets,
      KeptDatasets kept,
      DatasetContents contents,
      PropertyRows properties,
      Projects projects,
      BaseModels baseModels) {
    this.list = list;
    this.datasets = datasets;
    this.kept = kept;
    this.contents = contents;
    this.properties = properties;
    this.projects = projects;
    this.baseModels = baseModels;
  }

  List<String> locales() {
    return baseModels.languages().stream().map(Language::locale).sorted().toList();
  }

  /** What kinds of data each locale takes. */
  Map<String, List<String>> kinds() {
    List<String> all = Stream.of(DatasetKind.values()).map(DatasetKind::text).toList();
    Map<String, List<String>> kinds = new TreeMap<>();
    locales().forEach(locale -> kinds.put(locale, all));
    return kinds;
  }

  @Transactional(readOnly = true)
  public Slice<DatasetEntity> page(ListQuery query, Links links, SignedIn who) {
    return entities(list.page(who.organization(), query), links, who);
  }

  @Transactional(readOnly = true)
  public Slice<DatasetEntity> page(ProjectId project, ListQuery query, Links links, SignedIn who) {
    return entities(
        list.page(who.organization(), projects.get(project, who).id(), query), links, who);
  }

  @Transactional(readOnly = true)
  public DatasetEntity get(UUID id, Links links, SignedIn who) {
    DatasetRow row = datasets.get(id, who);
    return entity(row, properties.get(EntityKind.DATASET, id, who.organization()), links, who);
  }

  private Slice<DatasetEntity> entities(Slice<DatasetRow> rows, Links links, SignedIn who) {
    Map<UUID, Properties> said =
        properties.of(
            EntityKind.DATASET,
            rows.rows().stream().map(DatasetRow::id).toList(),
            who.organization());
    return rows.map(row -> entity(row, said.getOrDefault(row.id(), Properties.NONE), links, who));
  }

  private DatasetEntity entity(DatasetRow row, Properties said, Links links, SignedIn who) {
    Counts counts =
        row.status().equals("Succeeded") && row.lines() != null && row.errors() != null
            ? new Counts(row.lines(), row.errors())
            : null;
    return DatasetEntity.of(row, said, counts, problem(row, who), links);
  }

  /** A failed dataset has said why: it or its bytes. */
  private @Nullable Problem problem(DatasetRow row, SignedIn who) {
    if (!row.status().equals("Failed")) {
      return null;
    }
    if (row.errorCode() != null) {
      return new Problem(row.errorCode(), row.errorText() == null ? "" : row.errorText());
    }
    return kept.find(new DatasetId(row.id()), who)
        .flatMap(contents::findProblem)
        .map(line -> new Problem(line.code(), line.sentence()))
        .orElseGet(
            () ->
                new Problem(
                    ErrorCode.VALIDATION_FAILED.code(), "Nothing in it can be used for its kind."));
  }
}
