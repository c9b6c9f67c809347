package io.diction.training;

import io.diction.custommodel.CustomModelId;
import io.diction.identity.SignedIn;
import io.diction.web.FragmentRequest;
import io.diction.web.Toasts;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Asks whether to call a training off, and does it. */
@Controller
@RequestMapping("/custom-models/{id}/training/cancel")
class CancelTrainingController {
  private final TrainingMonitor monitor;
  private final Training training;
  private final Toasts toasts;

  CancelTrainingController(TrainingMonitor monitor, Training training, Toasts toasts) {
    this.monitor = monitor;
    this.training = training;
    this.toasts = toasts;
  }

  @GetMapping
  ModelAndView askToCancel(@PathVariable UUID id, SignedIn user, RedirectAttributes redirect) {
    TrainingView view = monitor.view(new CustomModelId(id), user);
    if (!view.isUnderWay()) {
      tellThatItEnded(redirect, view);
      return new ModelAndView("redirect:" + tab(id), HttpStatus.SEE_OTHER);
    }
    return new ModelAndView("training/cancel", "view", view);
  }

  @FragmentRequest
  @GetMapping
  ModelAndView cancelDialog(@PathVariable UUID id, SignedIn user, RedirectAttributes redirect) {
    TrainingView view = monitor.view(new CustomModelId(id), user);
    if (!view.isUnderWay()) {
      tellThatItEnded(redirect, view);
      return new ModelAndView("redirect:htmx:" + tab(id));
    }
    return new ModelAndView("training/cancel :: cancel", "view", view);
  }

  /** What has ended while the question stood needs no refusal: its page says how it ended. */
  @PostMapping
  ModelAndView cancel(@PathVariable UUID id, SignedIn user, RedirectAttributes redirect) {
    CustomModelId model = new CustomModelId(id);
    if (training.cancel(model, user)) {
      toasts.success(redirect, "training.cancelled");
    } else {
      tellThatItEnded(redirect, monitor.view(model, user));
    }
    return new ModelAndView("redirect:" + tab(id), HttpStatus.SEE_OTHER);
  }

  private void tellThatItEnded(RedirectAttributes redirect, TrainingView view) {
    String name = view.model().name();
    toasts.warning(
        redirect,
        view.latest() == null ? "training.nothing-to-cancel" : "training.finished-already",
        name);
  }

  private static String tab(UUID id) {
    return "/custom-models/" + id + "/training";
  }
}
