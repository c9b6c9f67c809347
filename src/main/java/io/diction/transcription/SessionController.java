package io.diction.transcription;

import io.diction.identity.SignedIn;
import io.diction.jobs.Jobs;
import io.diction.transcription.correction.Corrections;
import io.diction.web.FragmentRequest;
import io.diction.web.Toasts;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** A session: its progress, then its transcript. */
@Controller
@RequestMapping("/sessions/{id}")
class SessionController {
  private final Sessions sessions;
  private final Corrections corrections;
  private final SessionLists lists;
  private final OldSessions oldSessions;
  private final Jobs jobs;
  private final Toasts toasts;

  SessionController(
      Sessions sessions,
      Corrections corrections,
      SessionLists lists,
      OldSessions oldSessions,
      Jobs jobs,
      Toasts toasts) {
    this.sessions = sessions;
    this.corrections = corrections;
    this.lists = lists;
    this.oldSessions = oldSessions;
    this.jobs = jobs;
    this.toasts = toasts;
  }

  @GetMapping
  String page(SignedIn user, @PathVariable UUID id, Model view) {
    fill(user, id, view);
    return "transcription/session";
  }

  @FragmentRequest
  @GetMapping
  String session(SignedIn user, @PathVariable UUID id, Model view) {
    fill(user, id, view);
    return "transcription/session :: session";
  }

  @PostMapping("/cancel")
  String cancel(
      SignedIn user,
      @PathVariable UUID id,
      @RequestParam(defaultValue = "") String to,
      RedirectAttributes redirect) {
    sessions.cancel(user, id);
    toasts.success(redirect, "transcription.toast.cancelled");
    UUID batch = sessions.get(user, id).batchId();
    return to.equals("batch") && batch != null
        ? "redirect:/sessions/batches/" + batch
        : "redirect:/sessions/" + id;
  }

  @PostMapping("/sharing")
  String share(
      SignedIn user,
      @PathVariable UUID id,
      @RequestParam(defaultValue = "false") boolean shared,
      RedirectAttributes redirect) {
    sessions.share(user, id, shared);
    toasts.success(redirect, shared ? "transcription.toast.shared" : "transcription.toast.private");
    return "redirect:/sessions/" + id;
  }

  @GetMapping("/delete")
  String askDelete(SignedIn user, @PathVariable UUID id, Model view) {
    view.addAttribute("stt", sessions.getOwn(user, id));
    return "transcription/delete";
  }

  @PostMapping("/delete")
  String delete(SignedIn user, @PathVariable UUID id, RedirectAttributes redirect) {
    sessions.delete(user, id);
    toasts.success(redirect, "transcription.toast.deleted");
    return "redirect:/";
  }

  private void fill(SignedIn user, UUID id, Model view) {
    SttSession session = sessions.get(user, id);
    view.addAttribute("stt", session);
    view.addAttribute("own", session.isOf(user));
    view.addAttribute(
        "maker",
        lists.makers(user.organization(), List.of(session.userId())).get(session.userId()));
    view.addAttribute("kept", oldSessions.keptUntil(session).orElse(null));
    if (session.isReady()) {
      view.addAttribute("corrected", corrections.read(user, id));
      view.addAttribute("formats", ExportFormat.values());
    } else {
      view.addAttribute("job", jobs.find(user.organization(), session.jobId()).orElse(null));
      view.addAttribute("place", jobs.place(user.organization(), session.jobId()));
    }
  }
}
