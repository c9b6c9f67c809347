package io.diction.transcription;

import io.diction.identity.SignedIn;
import io.diction.web.Toasts;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Takes recordings and has them transcribed, or one aligned with its transcript. */
@Controller
class NewSessionController {
  private final NewSessions sessions;
  private final ModelChoices models;
  private final Recordings recordings;
  private final Toasts toasts;

  NewSessionController(
      NewSessions sessions, ModelChoices models, Recordings recordings, Toasts toasts) {
    this.sessions = sessions;
    this.models = models;
    this.recordings = recordings;
    this.toasts = toasts;
  }

  @PostMapping("/sessions")
  String start(SignedIn user, HttpServletRequest request, RedirectAttributes redirect)
      throws IOException {
    Recordings.Received received = recordings.receive(user, request);
    ModelChoice model = models.require(user, received.form());
    List<SttSession> started = sessions.start(user, model, received.recordings(), received.text());
    SttSession first = started.get(0);
    if (started.size() > 1) {
      toasts.success(redirect, "transcription.toast.batch", started.size());
      return "redirect:/sessions/batches/" + first.batchId();
    }
    toasts.success(
        redirect,
        first.isAlignment() ? "transcription.toast.aligning" : "transcription.toast.started");
    return "redirect:/sessions/" + first.id();
  }
}
