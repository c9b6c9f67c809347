package io.diction.dataset.report;

import io.diction.custommodel.CustomModelId;
import io.diction.dataset.DatasetId;
import io.diction.identity.SignedIn;
import io.diction.web.Toasts;
import java.io.IOException;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What one click mends in a dataset, and takes back. */
@Controller
@RequestMapping(ReportController.PATH)
class MendController {
  private final Mending mending;
  private final Lines lines;
  private final Toasts toasts;

  MendController(Mending mending, Lines lines, Toasts toasts) {
    this.mending = mending;
    this.lines = lines;
    this.toasts = toasts;
  }

  /** One finding, or without a file all of the rule. */
  @PostMapping("/fix")
  String fix(
      @PathVariable UUID id,
      @PathVariable UUID dataset,
      @RequestParam String rule,
      @RequestParam(defaultValue = "") String file,
      @RequestParam(defaultValue = "0") int line,
      SignedIn who,
      RedirectAttributes next)
      throws IOException {
    Lines.Fixed fixed =
        lines.fix(new CustomModelId(id), new DatasetId(dataset), rule, file, line, who);
    if (fixed.more() > 0) {
      toasts.warning(next, "dataset.fixed.more", fixed.files(), fixed.more());
    } else if (fixed.left() > 0) {
      toasts.warning(next, "dataset.fixed.but", fixed.files(), fixed.left());
    } else {
      toasts.success(next, "dataset.fixed", fixed.files());
    }
    return "redirect:" + ReportController.path(id, dataset);
  }

  @PostMapping("/leave-out")
  String leaveOut(
      @PathVariable UUID id,
      @PathVariable UUID dataset,
      @RequestParam String file,
      SignedIn who,
      RedirectAttributes next) {
    mending.leaveOut(new CustomModelId(id), new DatasetId(dataset), file, true, who);
    toasts.success(next, "dataset.left-out", file);
    return "redirect:" + ReportController.path(id, dataset);
  }

  @PostMapping("/take")
  String take(
      @PathVariable UUID id,
      @PathVariable UUID dataset,
      @RequestParam String file,
      SignedIn who,
      RedirectAttributes next) {
    mending.leaveOut(new CustomModelId(id), new DatasetId(dataset), file, false, who);
    toasts.success(next, "dataset.taken", file);
    return "redirect:" + ReportController.path(id, dataset);
  }

  @PostMapping("/undo")
  String undo(
      @PathVariable UUID id,
      @PathVariable UUID dataset,
      @RequestParam UUID deed,
      SignedIn who,
      RedirectAttributes next) {
    mending.undo(new CustomModelId(id), new DatasetId(dataset), deed, who);
    toasts.success(next, "dataset.undone");
    return "redirect:" + ReportController.path(id, dataset);
  }
}
