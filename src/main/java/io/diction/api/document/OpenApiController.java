package io.diction.api.document;

import io.diction.api.Operation;
import io.diction.api.answer.Answers;
import io.diction.api.answer.Links;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** Says what the API can do, to whoever asks: there is nothing of an organization in it. */
@RestController
class OpenApiController {
  private final OpenApi document;

  OpenApiController(OpenApi document) {
    this.document = document;
  }

  @GetMapping(Operation.BASE + "/openapi.json")
  ResponseEntity<ObjectNode> document(Links links) {
    return Answers.ok(document.document(links));
  }
}
