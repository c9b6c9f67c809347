package io.diction.transcription.correction;

import io.diction.identity.SignedIn;
import io.diction.transcription.Sessions;
import io.diction.web.FragmentRequest;
import io.diction.web.GridQuery;
import io.diction.web.GridSpec;
import io.diction.web.Pages;
import io.diction.web.Refusal;
import io.diction.web.Toasts;
import io.github.wimdeblauwe.htmx.spring.boot.mvc.HtmxRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Corrects a transcript, passage by passage, and goes back in its history. */
@Controller
@RequestMapping("/sessions/{id}")
class PassageController {
  private final Corrections corrections;
  private final Sessions sessions;
  private final Toasts toasts;

  PassageController(Corrections corrections, Sessions sessions, Toasts toasts) {
    this.corrections = corrections;
    this.sessions = sessions;
    this.toasts = toasts;
  }

  @GetMapping("/passages/{number}")
  String page(SignedIn user, @PathVariable UUID id, @PathVariable int number, Model view) {
    fill(user, id, corrections.passage(user, id, number), view);
    return "transcription/passage";
  }

  /** The form in its place, or the passage again after {@code Cancel}. */
  @FragmentRequest
  @GetMapping("/passages/{number}")
  String form(
      SignedIn user,
      @PathVariable UUID id,
      @PathVariable int number,
      @RequestParam(defaultValue = "false") boolean shown,
      Model view) {
    fill(user, id, corrections.passage(user, id, number), view);
    return shown ? "transcription/passage :: shown" : "transcription/passage :: correction";
  }

  @PostMapping("/passages/{number}")
  String save(
      SignedIn user,
      @PathVariable UUID id,
      @PathVariable int number,
      @RequestParam int version,
      @RequestParam(defaultValue = "") String text,
      Model view,
      HtmxRequest request,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    Corrections.Saved[] saved = new Corrections.Saved[1];
    Optional<Refusal> refused =
        Refusal.of(() -> saved[0] = corrections.save(user, id, number, version, text));
    if (refused.isPresent() || saved[0].conflict()) {
      Passage now =
          refused.isPresent() ? corrections.passage(user, id, number) : saved[0].passage();
      // Of refusals htmx shows only forms that are to be filled in once more.
      response.setStatus(Pages.wantsFragment(request) ? 422 : refused.isEmpty() ? 409 : 422);
      fill(user, id, now, view);
      // What was typed is not lost; saving it again is done in full knowledge of the other.
      view.addAttribute("typed", text);
      view.addAttribute("refused", refused.orElse(null));
      view.addAttribute("conflict", refused.isEmpty());
      return Pages.view(request, "transcription/passage", "correction");
    }
    if (Pages.wantsFragment(request)) {
      fill(user, id, saved[0].passage(), view);
      view.addAttribute("corrected", corrections.read(user, id));
      return "transcription/passage :: saved";
    }
    toasts.success(redirect, "transcription.correct.saved");
    return "redirect:/sessions/%s#passage-%d".formatted(id, number);
  }

  @PostMapping("/undo")
  String undo(SignedIn user, @PathVariable UUID id, RedirectAttributes redirect) {
    return back(id, () -> corrections.undo(user, id), "transcription.correct.undone", redirect);
  }

  @PostMapping("/redo")
  String redo(SignedIn user, @PathVariable UUID id, RedirectAttributes redirect) {
    return back(id, () -> corrections.redo(user, id), "transcription.correct.redone", redirect);
  }

  @GetMapping("/history")
  String history(
      SignedIn user,
      @PathVariable UUID id,
      @GridSpec(sorts = "made", descending = true) GridQuery query,
      Model view) {
    view.addAttribute("stt", sessions.get(user, id));
    view.addAttribute("url", "/sessions/" + id + "/history");
    view.addAttribute("page", corrections.history(user, id, query));
    return "transcription/history";
  }

  @FragmentRequest
  @GetMapping("/history")
  String corrections(
      SignedIn user,
      @PathVariable UUID id,
      @GridSpec(sorts = "made", descending = true) GridQuery query,
      Model view) {
    history(user, id, query, view);
    return "transcription/history :: history";
  }

  @PostMapping("/history/{number}/restore")
  String restore(
      SignedIn user, @PathVariable UUID id, @PathVariable int number, RedirectAttributes redirect) {
    return back(
        id,
        () -> corrections.restore(user, id, number),
        "transcription.correct.restored",
        redirect);
  }

  private String back(UUID id, Supplier<Passage> deed, String done, RedirectAttributes redirect) {
    Passage[] passage = new Passage[1];
    return Refusal.of(() -> passage[0] = deed.get())
        .map(
            why -> {
              toasts.warning(redirect, why.messageKey(), why.arguments());
              return "redirect:/sessions/" + id;
            })
        .orElseGet(
            () -> {
              toasts.success(redirect, done, passage[0].start());
              return "redirect:/sessions/%s#passage-%d".formatted(id, passage[0].number());
            });
  }

  private void fill(SignedIn user, UUID id, Passage passage, Model view) {
    view.addAttribute("stt", sessions.get(user, id));
    view.addAttribute("passage", passage);
    view.addAttribute("typed", passage.text());
    view.addAttribute("conflict", false);
  }
}
