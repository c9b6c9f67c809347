package io.diction.evaluation;

import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.details.ModelTab;
import io.diction.dataset.DatasetId;
import io.diction.identity.SignedIn;
import io.diction.web.Toasts;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What each new version is measured with. */
@Controller
class StandingController {
  private final StandingTests standing;
  private final Toasts toasts;

  StandingController(StandingTests standing, Toasts toasts) {
    this.standing = standing;
    this.toasts = toasts;
  }

  @PostMapping("/custom-models/{id}/tests/standing")
  String keep(
      @PathVariable CustomModelId id,
      @RequestParam(name = "dataset", defaultValue = "") List<UUID> datasets,
      SignedIn user,
      RedirectAttributes redirect) {
    standing.set(id, datasets.stream().map(DatasetId::new).toList(), user);
    toasts.success(redirect, "evaluation.standing.saved");
    return "redirect:" + ModelTab.TESTS.path(id);
  }
}
