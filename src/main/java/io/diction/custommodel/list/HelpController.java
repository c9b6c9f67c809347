package io.diction.custommodel.list;

import io.diction.web.FragmentRequest;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The getting-started guide and the help page. */
@Controller
class HelpController {
  @GetMapping("/custom-models/guide")
  String guidePage() {
    return "custommodel/guide";
  }

  @FragmentRequest
  @GetMapping("/custom-models/guide")
  String guide() {
    return "custommodel/guide :: guide";
  }

  @GetMapping("/help/custom-models")
  String help() {
    return "custommodel/help";
  }

  @GetMapping("/help/use")
  String use() {
    return "custommodel/help-use";
  }
}
