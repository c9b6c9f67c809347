package io.diction.api.model;

import io.diction.api.Operation;
import io.diction.api.answer.Answers;
import io.diction.api.answer.Body;
import io.diction.api.answer.Links;
import io.diction.api.model.ApiCopies.Received;
import io.diction.api.model.CopyEntities.Authorization;
import io.diction.api.model.CopyEntities.CopyOperation;
import io.diction.identity.SignedIn;
import io.diction.modelcopy.ModelCopy;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Copies of custom models, and how far they are. */
@RestController
@RequestMapping(Operation.BASE)
class CopyController {
  private final ApiCopies copies;
  private final ModelEntities models;

  CopyController(ApiCopies copies, ModelEntities models) {
    this.copies = copies;
    this.models = models;
  }

  @PostMapping("/models:authorizecopy")
  ResponseEntity<Authorization> authorize(Body body, Links links, SignedIn who) {
    return Answers.ok(Authorization.of(copies.authorize(body, who), links));
  }

  /** With an authorization the caller watches the operation, with a key the model itself. */
  @PostMapping("/models/" + Operation.ID + ":copy")
  ResponseEntity<?> copy(@PathVariable UUID id, Body body, Links links, SignedIn who) {
    if (ApiCopies.isByKey(body)) {
      Received received = copies.copyByKey(id, body, who);
      ModelEntity made = models.get(received.id(), links, received.receiver());
      return Answers.created(made.self(), made);
    }
    ModelCopy copy = copies.copy(id, body, who);
    return ResponseEntity.accepted()
        .header("Operation-Location", CopyOperation.self(copy, links))
        .header(HttpHeaders.RETRY_AFTER, String.valueOf(Answers.RETRY_SECONDS))
        .contentType(MediaType.APPLICATION_JSON)
        .body(CopyOperation.of(copy, links));
  }

  @GetMapping("/operations/models/copy/" + Operation.ID)
  ResponseEntity<CopyOperation> operation(@PathVariable UUID id, Links links, SignedIn who) {
    ModelCopy copy = copies.get(id, who);
    return Answers.ok(CopyOperation.of(copy, links), copy.state().isUnderWay());
  }
}
