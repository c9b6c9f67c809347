package io.diction.api.model;

import io.diction.api.Operation;
import io.diction.api.answer.Answers;
import io.diction.api.answer.Links;
import io.diction.api.content.FileEntity;
import io.diction.api.content.Validity;
import io.diction.api.listing.ListQuery;
import io.diction.api.listing.Paginated;
import io.diction.identity.SignedIn;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Files of custom models. */
@RestController
@RequestMapping(Operation.BASE + "/models/" + Operation.ID)
class ModelFileController {
  private final ModelFiles files;
  private final ModelEntities models;

  ModelFileController(ModelFiles files, ModelEntities models) {
    this.files = files;
    this.models = models;
  }

  @GetMapping("/manifest")
  ResponseEntity<ModelManifestEntity> manifest(
      @PathVariable UUID id, Validity validity, Links links, SignedIn who) {
    return Answers.ok(files.manifest(id, validity, links, who));
  }

  @GetMapping("/files")
  ResponseEntity<Paginated<FileEntity>> list(
      @PathVariable UUID id, ListQuery query, Validity validity, Links links, SignedIn who) {
    boolean underWay = models.row(id, who).isUnderWay();
    return Paginated.answer(files.page(id, query, validity, links, who), query, links, underWay);
  }

  @GetMapping("/files/" + Operation.FILE_ID)
  ResponseEntity<FileEntity> get(
      @PathVariable UUID id,
      @PathVariable UUID fileId,
      Validity validity,
      Links links,
      SignedIn who) {
    return Answers.ok(files.get(id, fileId, validity, links, who));
  }
}
