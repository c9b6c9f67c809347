package io.diction.api.document;

import io.diction.api.Operation;
import io.diction.api.answer.Links;
import io.diction.web.Refusal.NotFound;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** The document for people, who can try each operation with a key of theirs. */
@Controller
@RequestMapping("/help/api")
class ReferenceController {
  private final OpenApi document;

  ReferenceController(OpenApi document) {
    this.document = document;
  }

  @GetMapping
  String all(Links links, Model view) {
    view.addAttribute("groups", Reference.of(document.document(links)).groups());
    view.addAttribute("server", links.to(""));
    return "api/reference";
  }

  @GetMapping("/{operation}")
  String one(@PathVariable String operation, Links links, Model view) {
    view.addAttribute(
        "operation",
        Reference.of(document.document(links)).find(operation).orElseThrow(NotFound::new));
    view.addAttribute("base", Operation.BASE);
    view.addAttribute("server", links.to(""));
    return "api/operation";
  }
}
