package io.diction.dataset.clip;

import io.diction.custommodel.CustomModelId;
import io.diction.dataset.DatasetId;
import io.diction.identity.SignedIn;
import io.diction.web.Refusal;
import io.diction.web.Toasts;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Corrects clips; what is refused is told on the page that it was asked on. */
@Controller
@RequestMapping(RecordingsController.PATH)
class ClipEditController {
  private final ClipEdits edits;
  private final Toasts toasts;

  ClipEditController(ClipEdits edits, Toasts toasts) {
    this.edits = edits;
    this.toasts = toasts;
  }

  @PostMapping("/{number}/cut")
  String cut(
      @PathVariable UUID id,
      @PathVariable UUID dataset,
      @PathVariable int number,
      @RequestParam double at,
      @RequestParam int words,
      SignedIn who,
      RedirectAttributes next) {
    told(
        () -> edits.cut(new CustomModelId(id), new DatasetId(dataset), number, at, words, who),
        "clip.cut.done",
        next);
    return clip(id, dataset, number);
  }

  @PostMapping("/{number}/join")
  String join(
      @PathVariable UUID id,
      @PathVariable UUID dataset,
      @PathVariable int number,
      SignedIn who,
      RedirectAttributes next) {
    told(
        () -> edits.join(new CustomModelId(id), new DatasetId(dataset), number, who),
        "clip.join.done",
        next);
    return clip(id, dataset, number);
  }

  @PostMapping("/{number}/times")
  String times(
      @PathVariable UUID id,
      @PathVariable UUID dataset,
      @PathVariable int number,
      @RequestParam double start,
      @RequestParam double end,
      SignedIn who,
      RedirectAttributes next) {
    told(
        () -> edits.times(new CustomModelId(id), new DatasetId(dataset), number, start, end, who),
        "clip.times.done",
        next);
    return clip(id, dataset, number);
  }

  @PostMapping("/{number}/leave-out")
  String leaveOut(
      @PathVariable UUID id,
      @PathVariable UUID dataset,
      @PathVariable int number,
      SignedIn who,
      RedirectAttributes next) {
    boolean done =
        told(
            () -> edits.leaveOut(new CustomModelId(id), new DatasetId(dataset), number, who),
            "clip.leave.done",
            next);
    return done ? list(id, dataset) : clip(id, dataset, number);
  }

  @PostMapping("/undo")
  String undo(
      @PathVariable UUID id,
      @PathVariable UUID dataset,
      @RequestParam int edit,
      SignedIn who,
      RedirectAttributes next) {
    told(
        () -> edits.undo(new CustomModelId(id), new DatasetId(dataset), edit, who),
        "clip.undone",
        next);
    return list(id, dataset);
  }

  private boolean told(Runnable deed, String done, RedirectAttributes next) {
    return Refusal.of(deed)
        .map(
            why -> {
              toasts.warning(next, why.messageKey(), why.arguments());
              return false;
            })
        .orElseGet(
            () -> {
              toasts.success(next, done);
              return true;
            });
  }

  private static String list(UUID id, UUID dataset) {
    return "redirect:" + RecordingsController.path(id, dataset);
  }

  private static String clip(UUID id, UUID dataset, int number) {
    return list(id, dataset) + "/" + number;
  }
}
