package io.diction.customspeech;

import io.diction.api.model.CopyReceivers;
import io.diction.customspeech.ModelCopying.Misfit;
import io.diction.identity.SignedIn;
import io.diction.project.ProjectId;
import io.diction.web.Pages;
import io.diction.web.Refusal;
import io.github.wimdeblauwe.htmx.spring.boot.mvc.HtmxRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** Asks where a model is to be copied to, copies it, and tells how far that is. */
@Controller
@RequestMapping("/custom-speech")
class CopyModelController {
  private final ModelCopying copying;
  private final ProjectGrid projects;

  CopyModelController(ModelCopying copying, ProjectGrid projects) {
    this.copying = copying;
    this.projects = projects;
  }

  @GetMapping("/models/{model}/copy")
  String ask(@PathVariable UUID model, SignedIn user, Model view, HtmxRequest request) {
    SpeechMember source = copying.require(model, user);
    ProjectId project = source.project();
    CopyForm form = CopyForm.blank(source.name(), project == null ? "" : project.toString());
    return show(source, form, user, view, request);
  }

  @PostMapping("/models/{model}/copy")
  String copy(
      @PathVariable UUID model,
      @ModelAttribute("form") CopyForm form,
      BindingResult errors,
      SignedIn user,
      Model view,
      HtmxRequest request,
      HttpServletResponse response) {
    SpeechMember source = copying.require(model, user);
    try {
      return Pages.redirect(request, "/custom-speech/copies/" + copying.begin(model, form, user));
    } catch (Misfit misfit) {
      Refusal refusal = misfit.refusal();
      errors.rejectValue(misfit.field(), refusal.messageKey(), refusal.arguments(), null);
    }
    response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
    return show(source, form, user, view, request);
  }

  @GetMapping("/copies/{copy}")
  String progress(@PathVariable UUID copy, SignedIn user, Model view, HtmxRequest request) {
    view.addAttribute("progress", copying.progress(copy, user));
    return Pages.view(request, "customspeech/copying", "copying");
  }

  private String show(
      SpeechMember source, CopyForm form, SignedIn user, Model view, HtmxRequest request) {
    Pages.fill(view, form);
    view.addAttribute("source", source);
    view.addAttribute("resource", CopyReceivers.resourceId(user.organization()));
    view.addAttribute("back", source.place(SpeechTab.MODELS) + "/versions");
    view.addAttribute("projects", projects.ofLocale(source.locale(), user));
    return Pages.view(request, "customspeech/copy", "copy");
  }
}
