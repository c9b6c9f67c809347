package io.diction.api.dataset;

import io.diction.api.Operation;
import io.diction.api.answer.Answers;
import io.diction.api.answer.Body;
import io.diction.api.answer.Links;
import io.diction.api.listing.ListQuery;
import io.diction.api.listing.Paginated;
import io.diction.identity.SignedIn;
import io.diction.project.ProjectId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Datasets themselves. */
@RestController
@RequestMapping(Operation.BASE)
class ApiDatasetController {
  private final ApiDatasets datasets;
  private final DatasetEntities entities;

  ApiDatasetController(ApiDatasets datasets, DatasetEntities entities) {
    this.datasets = datasets;
    this.entities = entities;
  }

  @GetMapping("/datasets")
  ResponseEntity<Paginated<DatasetEntity>> list(ListQuery query, Links links, SignedIn who) {
    return Paginated.answer(
        entities.page(query, links, who), query, links, DatasetEntity::isUnderWay);
  }

  @GetMapping("/projects/" + Operation.ID + "/datasets")
  ResponseEntity<Paginated<DatasetEntity>> ofProject(
      @PathVariable ProjectId id, ListQuery query, Links links, SignedIn who) {
    return Paginated.answer(
        entities.page(id, query, links, who), query, links, DatasetEntity::isUnderWay);
  }

  @GetMapping("/datasets/locales")
  ResponseEntity<Map<String, List<String>>> locales() {
    return Answers.ok(entities.kinds());
  }

  @PostMapping("/datasets")
  ResponseEntity<DatasetEntity> create(Body body, Links links, SignedIn who) {
    UUID id = datasets.create(NewDataset.of(body, entities.locales()), who);
    DatasetEntity made = entities.get(id, links, who);
    return Answers.created(made.self(), made);
  }

  @GetMapping("/datasets/" + Operation.ID)
  ResponseEntity<DatasetEntity> get(@PathVariable UUID id, Links links, SignedIn who) {
    DatasetEntity dataset = entities.get(id, links, who);
    return Answers.ok(dataset, dataset.isUnderWay());
  }

  @PatchMapping("/datasets/" + Operation.ID)
  ResponseEntity<DatasetEntity> change(
      @PathVariable UUID id, Body body, Links links, SignedIn who) {
    datasets.change(id, body, who);
    return get(id, links, who);
  }

  @DeleteMapping("/datasets/" + Operation.ID)
  ResponseEntity<Void> delete(@PathVariable UUID id, SignedIn who) {
    datasets.delete(id, who);
    return Answers.noContent();
  }
}
