package io.diction.api.model;

import io.diction.api.Operation;
import io.diction.api.answer.Answers;
import io.diction.api.answer.Body;
import io.diction.api.answer.Links;
import io.diction.api.listing.ListQuery;
import io.diction.api.listing.Paginated;
import io.diction.catalog.BaseModels;
import io.diction.identity.SignedIn;
import io.diction.project.ProjectId;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Custom models themselves. */
@RestController
@RequestMapping(Operation.BASE)
class CustomModelApiController {
  private final ApiModels models;
  private final ModelRemoval removal;
  private final ModelEntities entities;
  private final BaseModels baseModels;

  CustomModelApiController(
      ApiModels models, ModelRemoval removal, ModelEntities entities, BaseModels baseModels) {
    this.models = models;
    this.removal = removal;
    this.entities = entities;
    this.baseModels = baseModels;
  }

  @GetMapping("/models")
  ResponseEntity<Paginated<ModelEntity>> list(ListQuery query, Links links, SignedIn who) {
    return Paginated.answer(
        entities.page(query, links, who), query, links, ModelEntity::isUnderWay);
  }

  @GetMapping("/projects/" + Operation.ID + "/models")
  ResponseEntity<Paginated<ModelEntity>> ofProject(
      @PathVariable ProjectId id, ListQuery query, Links links, SignedIn who) {
    return Paginated.answer(
        entities.page(id, query, links, who), query, links, ModelEntity::isUnderWay);
  }

  @PostMapping("/models")
  ResponseEntity<ModelEntity> create(Body body, Links links, SignedIn who) {
    UUID id = models.create(NewModel.of(body, baseModels.locales()), who);
    ModelEntity made = entities.get(id, links, who);
    return Answers.created(made.self(), made);
  }

  @GetMapping("/models/" + Operation.ID)
  ResponseEntity<ModelEntity> get(@PathVariable UUID id, Links links, SignedIn who) {
    ModelEntity model = entities.get(id, links, who);
    return Answers.ok(model, model.isUnderWay());
  }

  @PatchMapping("/models/" + Operation.ID)
  ResponseEntity<ModelEntity> change(@PathVariable UUID id, Body body, Links links, SignedIn who) {
    models.change(id, body, who);
    return get(id, links, who);
  }

  @DeleteMapping("/models/" + Operation.ID)
  ResponseEntity<Void> delete(@PathVariable UUID id, SignedIn who) {
    removal.delete(id, who);
    return Answers.noContent();
  }
}
