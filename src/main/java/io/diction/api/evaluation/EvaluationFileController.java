package io.diction.api.evaluation;

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

/** Files of evaluations. */
@RestController
@RequestMapping(Operation.BASE + "/evaluations/" + Operation.ID + "/files")
class EvaluationFileController {
  private final ApiEvaluationFiles files;
  private final ApiEvaluations evaluations;

  EvaluationFileController(ApiEvaluationFiles files, ApiEvaluations evaluations) {
    this.files = files;
    this.evaluations = evaluations;
  }

  @GetMapping
  ResponseEntity<Paginated<FileEntity>> list(
      @PathVariable UUID id, ListQuery query, Validity validity, Links links, SignedIn who) {
    boolean underWay = evaluations.get(id, who).isUnderWay();
    return Paginated.answer(files.page(id, query, validity, links, who), query, links, underWay);
  }

  @GetMapping("/" + Operation.FILE_ID)
  ResponseEntity<FileEntity> get(
      @PathVariable UUID id,
      @PathVariable UUID fileId,
      Validity validity,
      Links links,
      SignedIn who) {
    return Answers.ok(files.get(id, fileId, validity, links, who));
  }
}
