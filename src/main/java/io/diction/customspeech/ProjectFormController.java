package io.diction.customspeech;

import io.diction.catalog.BaseModels;
import io.diction.identity.SignedIn;
import io.diction.project.Project;
import io.diction.project.ProjectId;
import io.diction.project.Projects;
import io.diction.web.Pages;
import io.diction.web.Question;
import io.diction.web.Toasts;
import io.github.wimdeblauwe.htmx.spring.boot.mvc.HtmxRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Makes, renames and deletes a project; for administrators, as by the API. */
@Controller
@RequestMapping(ProjectListController.PATH)
class ProjectFormController {
  private static final String ONE = "/projects/{id}";

  private final Projects projects;
  private final BaseModels baseModels;
  private final Toasts toasts;

  ProjectFormController(Projects projects, BaseModels baseModels, Toasts toasts) {
    this.projects = projects;
    this.baseModels = baseModels;
    this.toasts = toasts;
  }

  @GetMapping("/new")
  String blank(SignedIn user, Model view, HtmxRequest request) {
    return show(null, ProjectForm.BLANK, user, view, request);
  }

  @PostMapping
  String create(
      @ModelAttribute("form") ProjectForm form,
      BindingResult errors,
      SignedIn user,
      Model view,
      HtmxRequest request,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    user.requireAdmin();
    form.check(errors);
    if (baseModels.findLanguage(form.locale()).isEmpty()) {
      errors.rejectValue("locale", "customspeech.project.language.required");
    }
    if (errors.hasErrors()) {
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      return show(null, form, user, view, request);
    }
    Project made = projects.create(form.text(), form.locale(), user);
    toasts.success(redirect, "customspeech.project.created");
    return Pages.redirect(request, SpeechTab.DATASETS.path(made.id()));
  }

  @GetMapping(ONE + "/edit")
  String edit(@PathVariable ProjectId id, SignedIn user, Model view, HtmxRequest request) {
    Project project = projects.get(id, user);
    return show(project, ProjectForm.of(project), user, view, request);
  }

  @PostMapping(ONE + "/edit")
  String change(
      @PathVariable ProjectId id,
      @ModelAttribute("form") ProjectForm form,
      BindingResult errors,
      SignedIn user,
      Model view,
      HtmxRequest request,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    Project project = projects.get(id, user);
    user.requireAdmin();
    form.check(errors);
    if (errors.hasErrors()) {
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      return show(project, form, user, view, request);
    }
    projects.change(id, form.text(), user);
    toasts.success(redirect, "customspeech.project.changed");
    return Pages.redirect(request, SpeechTab.DATASETS.path(id));
  }

  @GetMapping(ONE + "/delete")
  String ask(@PathVariable ProjectId id, SignedIn user, Model view, HtmxRequest request) {
    Project project = projects.get(id, user);
    user.requireAdmin();
    view.addAttribute(
        "question",
        new Question(
            "customspeech.project.delete.",
            project.name(),
            "danger",
            ProjectListController.PATH + "/projects/" + id + "/delete",
            SpeechTab.DATASETS.path(id),
            "speech"));
    return Pages.view(request, "web/question", "question");
  }

  @PostMapping(ONE + "/delete")
  String delete(
      @PathVariable ProjectId id, SignedIn user, HtmxRequest request, RedirectAttributes redirect) {
    projects.get(id, user);
    projects.delete(id, user);
    toasts.success(redirect, "customspeech.project.deleted");
    return Pages.redirect(request, ProjectListController.PATH);
  }

  /**
   * @param project that is changed; null for a new one
   */
  private String show(
      @Nullable Project project, ProjectForm form, SignedIn user, Model view, HtmxRequest request) {
    user.requireAdmin();
    Pages.fill(view, form);
    view.addAttribute("project", project);
    view.addAttribute("languages", baseModels.languages());
    view.addAttribute(
        "back",
        project == null ? ProjectListController.PATH : SpeechTab.DATASETS.path(project.id()));
    return Pages.view(request, "customspeech/edit", "edit");
  }
}
