package io.diction.transcription;

import io.diction.identity.SignedIn;
import io.diction.web.Toasts;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Home: starts a session and shows the latest ones. */
@Controller
class HomeController {
  private static final int RECENT = 8;

  private final Sessions sessions;
  private final ModelChoices models;
  private final Recordings recordings;
  private final Toasts toasts;

  HomeController(Sessions sessions, ModelChoices models, Recordings recordings, Toasts toasts) {
    this.sessions = sessions;
    this.models = models;
    this.recordings = recordings;
    this.toasts = toasts;
  }

  @GetMapping("/")
  String home(SignedIn user, @RequestParam(defaultValue = "") String model, Model view) {
    ModelChoices.Offer offer = models.offer(user);
    view.addAttribute("offer", offer);
    view.addAttribute("chosen", offer.preselected(model));
    view.addAttribute("sessions", sessions.recent(user, RECENT));
    return "transcription/home";
  }

  @PostMapping("/sessions")
  String start(SignedIn user, HttpServletRequest request, RedirectAttributes redirect)
      throws IOException {
    Recordings.Received received = recordings.receive(user, request);
    ModelChoice model = models.offer(user).require(received.form());
    SttSession session = sessions.start(user, model, received.fileName(), received.audio());
    toasts.success(redirect, "transcription.toast.started");
    return "redirect:/sessions/" + session.id();
  }
}
