package io.diction.transcription;

import io.diction.identity.SignedIn;
import io.diction.web.Toasts;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Takes a recording and has it transcribed, or aligned with its transcript. */
@Controller
class NewSessionController {
  private final Sessions sessions;
  private final ModelChoices models;
  private final Recordings recordings;
  private final Toasts toasts;

  NewSessionController(
      Sessions sessions, ModelChoices models, Recordings recordings, Toasts toasts) {
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
    SttSession session =
        sessions.start(user, model, received.fileName(), received.audio(), received.text());
    toasts.success(
        redirect,
        session.isAlignment() ? "transcription.toast.aligning" : "transcription.toast.started");
    return "redirect:/sessions/" + session.id();
  }
}
