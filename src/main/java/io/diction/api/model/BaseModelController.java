package io.diction.api.model;

import io.diction.api.Operation;
import io.diction.api.answer.Answers;
import io.diction.api.answer.Links;
import io.diction.api.content.Validity;
import io.diction.api.listing.ListQuery;
import io.diction.api.listing.Paginated;
import io.diction.identity.SignedIn;
import java.util.List;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Base models, which are there or not: nothing of them is under way. */
@RestController
@RequestMapping(Operation.BASE + "/models")
class BaseModelController {
  private final ApiBaseModels models;

  BaseModelController(ApiBaseModels models) {
    this.models = models;
  }

  @GetMapping("/locales")
  ResponseEntity<List<String>> locales() {
    return Answers.ok(models.locales());
  }

  @GetMapping("/base")
  ResponseEntity<Paginated<BaseModelEntity>> list(ListQuery query, Links links) {
    return Paginated.answer(models.list(query, links), query, links, model -> false);
  }

  @GetMapping("/base/" + Operation.ID)
  ResponseEntity<BaseModelEntity> get(@PathVariable UUID id, Links links) {
    return Answers.ok(models.get(id, links));
  }

  @GetMapping("/base/" + Operation.ID + "/manifest")
  ResponseEntity<ModelManifestEntity> manifest(
      @PathVariable UUID id, Validity validity, Links links, SignedIn who) {
    return Answers.ok(models.manifest(id, validity, links, who));
  }
}
