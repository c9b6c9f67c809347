package io.diction.training;

import io.diction.custommodel.CustomModelId;
import io.diction.identity.SignedIn;
import io.diction.web.FragmentRequest;
import io.diction.web.Toasts;
import io.github.wimdeblauwe.htmx.spring.boot.mvc.HtmxRedirectView;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.view.RedirectView;

/** Asks whether to train, and starts it. */
@Controller
@RequestMapping("/custom-models/{id}/train")
class TrainingDialogController {
  private static final String PAGE = "training/train";
  private static final String DIALOG = "training/train :: train";

  private final TrainingDialog dialog;
  private final Toasts toasts;

  TrainingDialogController(TrainingDialog dialog, Toasts toasts) {
    this.dialog = dialog;
    this.toasts = toasts;
  }

  @GetMapping
  ModelAndView page(@PathVariable UUID id, SignedIn user) {
    return new ModelAndView(PAGE, "view", dialog.open(new CustomModelId(id), user));
  }

  @FragmentRequest
  @GetMapping
  ModelAndView dialog(@PathVariable UUID id, SignedIn user) {
    return new ModelAndView(DIALOG, "view", dialog.open(new CustomModelId(id), user));
  }

  @PostMapping
  ModelAndView start(
      @PathVariable UUID id,
      @RequestParam UUID base,
      @RequestParam(defaultValue = "false") boolean test,
      SignedIn user,
      RedirectAttributes redirect) {
    RedirectView after = new RedirectView(tab(id), true);
    after.setStatusCode(HttpStatus.SEE_OTHER);
    return start(id, base, test, user, redirect, PAGE, after);
  }

  @FragmentRequest
  @PostMapping
  ModelAndView startFromDialog(
      @PathVariable UUID id,
      @RequestParam UUID base,
      @RequestParam(defaultValue = "false") boolean test,
      SignedIn user,
      RedirectAttributes redirect) {
    return start(id, base, test, user, redirect, DIALOG, new HtmxRedirectView(tab(id), true));
  }

  private ModelAndView start(
      UUID id,
      UUID base,
      boolean test,
      SignedIn user,
      RedirectAttributes redirect,
      String again,
      RedirectView after) {
    Optional<TrainingDialog.View> refused = dialog.confirm(new CustomModelId(id), base, test, user);
    if (refused.isPresent()) {
      ModelAndView answer = new ModelAndView(again, "view", refused.get());
      answer.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
      return answer;
    }
    toasts.success(redirect, "training.started");
    return new ModelAndView(after);
  }

  private static String tab(UUID id) {
    return "/custom-models/" + id + "/training";
  }
}
