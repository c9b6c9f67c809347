package io.diction.api.evaluation;

import io.diction.api.Operation;
import io.diction.api.answer.Answers;
import io.diction.api.answer.Body;
import io.diction.api.answer.Links;
import io.diction.api.listing.ListQuery;
import io.diction.api.listing.Paginated;
import io.diction.identity.SignedIn;
import io.diction.project.ProjectId;
import java.util.List;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Evaluations themselves. */
@RestController
@RequestMapping(Operation.BASE)
class EvaluationController {
  private final ApiEvaluations evaluations;
  private final EvaluationEntities entities;

  EvaluationController(ApiEvaluations evaluations, EvaluationEntities entities) {
    this.evaluations = evaluations;
    this.entities = entities;
  }

  @GetMapping("/evaluations")
  ResponseEntity<Paginated<EvaluationEntity>> list(ListQuery query, Links links, SignedIn who) {
    return Paginated.answer(
        entities.page(query, links, who), query, links, EvaluationEntity::isUnderWay);
  }

  @GetMapping("/projects/" + Operation.ID + "/evaluations")
  ResponseEntity<Paginated<EvaluationEntity>> ofProject(
      @PathVariable ProjectId id, ListQuery query, Links links, SignedIn who) {
    return Paginated.answer(
        entities.page(id, query, links, who), query, links, EvaluationEntity::isUnderWay);
  }

  @GetMapping("/evaluations/locales")
  ResponseEntity<List<String>> locales() {
    return Answers.ok(evaluations.locales());
  }

  @PostMapping("/evaluations")
  ResponseEntity<EvaluationEntity> create(Body body, Links links, SignedIn who) {
    UUID id = evaluations.create(NewEvaluation.of(body, evaluations.locales()), who);
    EvaluationEntity made = entities.get(id, links, who);
    return Answers.created(made.self(), made);
  }

  @GetMapping("/evaluations/" + Operation.ID)
  ResponseEntity<EvaluationEntity> get(@PathVariable UUID id, Links links, SignedIn who) {
    EvaluationEntity evaluation = entities.get(id, links, who);
    return Answers.ok(evaluation, evaluation.isUnderWay());
  }

  @PatchMapping("/evaluations/" + Operation.ID)
  ResponseEntity<EvaluationEntity> change(
      @PathVariable UUID id, Body body, Links links, SignedIn who) {
    evaluations.change(id, body, who);
    return get(id, links, who);
  }

  @DeleteMapping("/evaluations/" + Operation.ID)
  ResponseEntity<Void> delete(@PathVariable UUID id, SignedIn who) {
    evaluations.delete(id, who);
    return Answers.noContent();
  }
}
