package io.diction.api.evaluation;

import io.diction.api.answer.EntityKind;
import io.diction.api.answer.Links;
import io.diction.api.listing.ListQuery;
import io.diction.api.listing.Slice;
import io.diction.api.property.Properties;
import io.diction.api.property.PropertyRows;
import io.diction.identity.SignedIn;
import io.diction.project.ProjectId;
import io.diction.project.Projects;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Evaluations as they go out. */
@Service
class EvaluationEntities {
  private final EvaluationList list;
  private final ApiEvaluations evaluations;
  private final EvaluationFigures figures;
  private final PropertyRows properties;
  private final Projects projects;

  EvaluationEntities(
      EvaluationList list,
      ApiEvaluations evaluations,
      EvaluationFigures figures,
      PropertyRows properties,
      Projects projects) {
    this.list = list;
    this.evaluations = evaluations;
    this.figures = figures;
    this.properties = properties;
    this.projects = projects;
  }

  @Transactional(readOnly = true)
  public Slice<EvaluationEntity> page(ListQuery query, Links links, SignedIn who) {
    return entities(list.page(who.organization(), query), links, who);
  }

  @Transactional(readOnly = true)
  public Slice<EvaluationEntity> page(
      ProjectId project, ListQuery query, Links links, SignedIn who) {
    return entities(
        list.page(who.organization(), projects.get(project, who).id(), query), links, who);
  }

  @Transactional(readOnly = true)
  public EvaluationEntity get(UUID id, Links links, SignedIn who) {
    return entity(
        evaluations.get(id, who),
        properties.get(EntityKind.EVALUATION, id, who.organization()),
        links);
  }

  private Slice<EvaluationEntity> entities(Slice<EvaluationRow> rows, Links links, SignedIn who) {
    Map<UUID, Properties> said =
        properties.of(
            EntityKind.EVALUATION,
            rows.rows().stream().map(EvaluationRow::id).toList(),
            who.organization());
    return rows.map(row -> entity(row, said.getOrDefault(row.id(), Properties.NONE), links));
  }

  private EvaluationEntity entity(EvaluationRow row, Properties said, Links links) {
    return EvaluationEntity.of(row, said, figures.read(row.figures()), links);
  }
}
