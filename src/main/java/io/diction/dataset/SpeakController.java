package io.diction.dataset;

import io.diction.custommodel.CustomModelId;
import io.diction.identity.SignedIn;
import java.io.IOException;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Has a text said aloud, to test with. */
@Controller
class SpeakController {
  private final Speaking speaking;
  private final Arrivals arrivals;

  SpeakController(Speaking speaking, Arrivals arrivals) {
    this.speaking = speaking;
    this.arrivals = arrivals;
  }

  @PostMapping(DatasetController.PATH + "/{dataset}/speak")
  String speak(
      @PathVariable UUID id, @PathVariable UUID dataset, SignedIn who, RedirectAttributes next)
      throws IOException {
    Uploads.Outcome outcome = speaking.speak(new CustomModelId(id), new DatasetId(dataset), who);
    return "redirect:" + arrivals.next(id, true, outcome, next);
  }
}
