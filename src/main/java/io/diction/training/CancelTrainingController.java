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
  ModelAndView askToCancel(@PathVariable UUID id, SignedIn user) {
    return new ModelAndView("training/cancel", "view", monitor.view(new CustomModelId(id), user));
  }

  @FragmentRequest
  @GetMapping
  ModelAndView cancelDialog(@PathVariable UUID id, SignedIn user) {
    return new ModelAndView(
        "training/cancel :: cancel", "view", monitor.view(new CustomModelId(id), user));
  }

  @PostMapping
  ModelAndView cancel(@PathVariable UUID id, SignedIn user, RedirectAttributes redirect) {
    training.cancel(new CustomModelId(id), user);
    toasts.success(redirect, "training.cancelled");
    return new ModelAndView("redirect:/custom-models/" + id + "/training", HttpStatus.SEE_OTHER);
  }
}
