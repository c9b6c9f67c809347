package io.diction.evaluation.version;

import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.ModelView;
import io.diction.custommodel.VersionId;
import io.diction.custommodel.Versions;
import io.diction.custommodel.details.ModelTab;
import io.diction.evaluation.guard.GuardMeasurements;
import io.diction.evaluation.version.VersionDetails.Details;
import io.diction.evaluation.worth.Worths;
import io.diction.identity.SignedIn;
import io.diction.web.Toasts;
import java.time.Clock;
import java.time.OffsetDateTime;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The page of one version. */
@Controller
@RequestMapping("/custom-models/{id}/versions/{version}")
class VersionPageController {
  private final VersionDetails details;
  private final Reproductions reproductions;
  private final GuardMeasurements guards;
  private final Worths worths;
  private final Toasts toasts;
  private final Clock clock;

  VersionPageController(
      VersionDetails details,
      Reproductions reproductions,
      GuardMeasurements guards,
      Worths worths,
      Toasts toasts,
      Clock clock) {
    this.details = details;
    this.reproductions = reproductions;
    this.guards = guards;
    this.worths = worths;
    this.toasts = toasts;
    this.clock = clock;
  }

  @GetMapping
  String page(
      @PathVariable CustomModelId id, @PathVariable VersionId version, SignedIn user, Model view) {
    Details found = details.get(id, version, user);
    view.addAttribute("details", found);
    ModelView model = found.model();
    view.addAttribute(
        "nothingNew",
        model.fed() && !model.isLocked() && !model.offersTraining(OffsetDateTime.now(clock)));
    view.addAttribute("mayAccept", Versions.mayAccept(user));
    Reproduction again = reproductions.latest(found).orElse(null);
    view.addAttribute("again", again);
    view.addAttribute("againPercent", again == null ? 0 : reproductions.percent(again));
    view.addAttribute("obstacle", reproductions.obstacle(found, user));
    view.addAttribute("guarded", guards.of(found.model(), found.version(), user).orElse(null));
    view.addAttribute("curve", found.made().curve());
    view.addAttribute("worth", worths.of(found.model(), found.version(), found.isRecorded()));
    view.addAttribute("mostPieces", Worths.MOST_PIECES);
    return "evaluation/version";
  }

  @PostMapping("/reproduce")
  String reproduce(
      @PathVariable CustomModelId id,
      @PathVariable VersionId version,
      SignedIn user,
      RedirectAttributes redirect) {
    reproductions.begin(id, version, user);
    toasts.success(redirect, "evaluation.reproduce.begun");
    return "redirect:" + ModelTab.VERSIONS.path(id) + "/" + version;
  }

  @PostMapping("/worth")
  String worth(
      @PathVariable CustomModelId id,
      @PathVariable VersionId version,
      SignedIn user,
      RedirectAttributes redirect) {
    boolean recorded = details.get(id, version, user).isRecorded();
    worths.begin(id, version, recorded, user);
    toasts.success(redirect, "evaluation.worth.begun");
    return "redirect:" + ModelTab.VERSIONS.path(id) + "/" + version;
  }

  @PostMapping("/worth/cancel")
  String cancelWorth(
      @PathVariable CustomModelId id,
      @PathVariable VersionId version,
      SignedIn user,
      RedirectAttributes redirect) {
    worths.cancel(id, version, user);
    toasts.success(redirect, "evaluation.worth.cancelled");
    return "redirect:" + ModelTab.VERSIONS.path(id) + "/" + version;
  }

  @PostMapping("/reproduce/cancel")
  String cancelReproduction(
      @PathVariable CustomModelId id,
      @PathVariable VersionId version,
      SignedIn user,
      RedirectAttributes redirect) {
    reproductions.cancel(id, version, user);
    toasts.success(redirect, "evaluation.stopped");
    return "redirect:" + ModelTab.VERSIONS.path(id) + "/" + version;
  }

  @PostMapping("/guard/cancel")
  String cancelGuard(
      @PathVariable CustomModelId id,
      @PathVariable VersionId version,
      SignedIn user,
      RedirectAttributes redirect) {
    guards.cancel(id, version, user);
    toasts.success(redirect, "evaluation.stopped");
    return "redirect:" + ModelTab.VERSIONS.path(id) + "/" + version;
  }
}
