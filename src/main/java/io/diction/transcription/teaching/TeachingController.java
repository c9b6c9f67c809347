package io.diction.transcription.teaching;

import io.diction.identity.SignedIn;
import io.diction.transcription.Sessions;
import io.diction.web.FragmentRequest;
import io.diction.web.Refusal;
import io.diction.web.Refusal.Invalid;
import io.diction.web.Toasts;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Says what would be sent to a model's training data, and sends it. */
@Controller
@RequestMapping("/sessions/{id}/training")
class TeachingController {
  private final Teaching teaching;
  private final Sessions sessions;
  private final Toasts toasts;

  TeachingController(Teaching teaching, Sessions sessions, Toasts toasts) {
    this.teaching = teaching;
    this.sessions = sessions;
    this.toasts = toasts;
  }

  @GetMapping
  String ask(
      SignedIn user,
      @PathVariable UUID id,
      @RequestParam(defaultValue = "") String model,
      Model view) {
    view.addAttribute("sent", teaching.latest(user, id));
    view.addAttribute("lesson", teaching.lesson(user, id, model));
    view.addAttribute("stt", sessions.getOwn(user, id));
    return "transcription/training";
  }

  /** How far what was sent last has come. */
  @FragmentRequest
  @GetMapping
  String delivery(SignedIn user, @PathVariable UUID id, Model view) {
    view.addAttribute("sent", teaching.latest(user, id));
    view.addAttribute("stt", sessions.getOwn(user, id));
    return "transcription/training :: delivery";
  }

  @PostMapping("/cancel")
  String cancel(SignedIn user, @PathVariable UUID id, RedirectAttributes redirect) {
    teaching.cancel(user, id);
    toasts.success(redirect, "transcription.training.cancelled");
    return "redirect:/sessions/%s/training".formatted(id);
  }

  @PostMapping
  String send(
      SignedIn user,
      @PathVariable UUID id,
      @RequestParam(defaultValue = "") String model,
      @RequestParam(defaultValue = "") String consent,
      RedirectAttributes redirect) {
    try {
      int sent = teaching.teach(user, id, model, consent);
      toasts.success(redirect, "transcription.training.sent", sent);
    } catch (Invalid | Refusal.WrongState refused) {
      toasts.warning(redirect, refused.messageKey(), refused.arguments());
    }
    return "redirect:/sessions/%s/training".formatted(id);
  }
}
