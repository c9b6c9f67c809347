package io.diction.transcription;

import io.diction.identity.SignedIn;
import io.diction.jobs.Jobs;
import io.diction.web.FragmentRequest;
import io.diction.web.GridQuery;
import io.diction.web.GridSpec;
import io.diction.web.Toasts;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** A session: its progress, then its transcript. */
@Controller
@RequestMapping("/sessions")
class SessionController {
  private final Sessions sessions;
  private final Jobs jobs;
  private final Toasts toasts;

  SessionController(Sessions sessions, Jobs jobs, Toasts toasts) {
    this.sessions = sessions;
    this.jobs = jobs;
    this.toasts = toasts;
  }

  @GetMapping
  String list(
      SignedIn user, @GridSpec(sorts = "created", descending = true) GridQuery query, Model view) {
    view.addAttribute("page", sessions.page(user, query));
    return "transcription/sessions";
  }

  @FragmentRequest
  @GetMapping
  String rows(
      SignedIn user, @GridSpec(sorts = "created", descending = true) GridQuery query, Model view) {
    list(user, query, view);
    return "transcription/sessions :: sessions";
  }

  @GetMapping("/{id}")
  String page(SignedIn user, @PathVariable UUID id, Model view) {
    fill(user, id, view);
    return "transcription/session";
  }

  @FragmentRequest
  @GetMapping("/{id}")
  String session(SignedIn user, @PathVariable UUID id, Model view) {
    fill(user, id, view);
    return "transcription/session :: session";
  }

  @PostMapping("/{id}/cancel")
  String cancel(SignedIn user, @PathVariable UUID id, RedirectAttributes redirect) {
    sessions.cancel(user, id);
    toasts.success(redirect, "transcription.toast.cancelled");
    return "redirect:/sessions/" + id;
  }

  @GetMapping("/{id}/delete")
  String askDelete(SignedIn user, @PathVariable UUID id, Model view) {
    view.addAttribute("stt", sessions.get(user, id));
    return "transcription/delete";
  }

  @PostMapping("/{id}/delete")
  String delete(SignedIn user, @PathVariable UUID id, RedirectAttributes redirect) {
    sessions.delete(user, id);
    toasts.success(redirect, "transcription.toast.deleted");
    return "redirect:/";
  }

  private void fill(SignedIn user, UUID id, Model view) {
    SttSession session = sessions.get(user, id);
    view.addAttribute("stt", session);
    if (session.isReady()) {
      view.addAttribute("transcript", sessions.transcript(user, id));
      view.addAttribute("formats", SessionFiles.FORMATS);
    } else {
      view.addAttribute("job", jobs.find(user.organization(), session.jobId()).orElse(null));
      view.addAttribute("place", jobs.place(user.organization(), session.jobId()));
    }
  }
}
