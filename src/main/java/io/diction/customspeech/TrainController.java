package io.diction.customspeech;

import io.diction.catalog.BaseModels;
import io.diction.customspeech.NewModels.Offer;
import io.diction.identity.SignedIn;
import io.diction.project.Project;
import io.diction.project.ProjectId;
import io.diction.project.Projects;
import io.diction.web.Pages;
import io.diction.web.Refusal;
import io.diction.web.Toasts;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The way to a new model of a project, step by step. Each step sends all that was chosen so far, so
 * that going back loses nothing and nothing is kept here meanwhile.
 */
@Controller
@RequestMapping("/custom-speech/projects/{id}/train")
class TrainController {
  private static final String SAVE = "save";

  private final Projects projects;
  private final NewModels models;
  private final BaseModels baseModels;
  private final Toasts toasts;

  TrainController(Projects projects, NewModels models, BaseModels baseModels, Toasts toasts) {
    this.projects = projects;
    this.models = models;
    this.baseModels = baseModels;
    this.toasts = toasts;
  }

  @GetMapping
  String begin(@PathVariable ProjectId id, SignedIn user, Model view) {
    Project project = projects.get(id, user);
    Offer offer = models.offer(project, user);
    return show(project, TrainStep.BASE, TrainForm.blank(offer.newest()), offer, user, view);
  }

  /**
   * @param to the step to go to, or {@code save}
   */
  @PostMapping
  String go(
      @PathVariable ProjectId id,
      @ModelAttribute("form") TrainForm form,
      BindingResult errors,
      @RequestParam(defaultValue = "base") String to,
      SignedIn user,
      Model view,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    Project project = projects.get(id, user);
    Offer offer = models.offer(project, user);
    List<TrainStep> way = TrainStep.of(form);
    boolean save = to.equals(SAVE);
    for (TrainStep step : way) {
      if (!save && step == TrainStep.of(to)) {
        return show(project, step, form, offer, user, view);
      }
      if (save && step == TrainStep.TEST && form.testData().isEmpty()) {
        // Asked for on the step before, which could not know.
        return show(project, step, form, offer, user, view);
      }
      models.check(step, form, offer, errors);
      if (errors.hasErrors()) {
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        return show(project, step, form, offer, user, view);
      }
    }
    TrainStep last = way.get(way.size() - 1);
    if (!save) {
      return show(project, last, form, offer, user, view);
    }
    Optional<Refusal> refused = Refusal.of(() -> models.make(project, form, user));
    if (refused.isPresent()) {
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      view.addAttribute("refused", refused.get());
      return show(project, last, form, offer, user, view);
    }
    toasts.success(redirect, "training.started");
    return "redirect:" + SpeechTab.MODELS.path(id);
  }

  private String show(
      Project project, TrainStep step, TrainForm form, Offer offer, SignedIn user, Model view) {
    Pages.fill(view, form);
    view.addAttribute("project", project);
    view.addAttribute("language", baseModels.languageName(project.locale()));
    view.addAttribute("tab", SpeechTab.MODELS);
    view.addAttribute("tabs", SpeechTab.ALL);
    view.addAttribute("mayChange", user.role().isAdmin());
    view.addAttribute("step", step);
    view.addAttribute("steps", TrainStep.of(form));
    view.addAttribute("offer", offer);
    return "customspeech/train";
  }
}
