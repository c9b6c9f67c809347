package io.diction.customspeech;

import io.diction.api.model.CopyReceivers;
import io.diction.identity.SignedIn;
import io.diction.modelcopy.CopyAuthorizations;
import io.diction.project.ProjectId;
import io.diction.web.ErrorCode;
import io.diction.web.Pages;
import io.diction.web.Question;
import io.diction.web.Refusal;
import io.diction.web.Refusal.Invalid;
import io.diction.web.Reveal;
import io.diction.web.Toasts;
import io.github.wimdeblauwe.htmx.spring.boot.mvc.HtmxRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
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

/** Leave for other organizations to copy one model into this one, each once. */
@Controller
@RequestMapping(AuthorizationController.PATH)
class AuthorizationController {
  static final String PATH = ProjectListController.PATH + "/authorizations";

  private final CopyAuthorizations authorizations;
  private final CopyReceivers receivers;
  private final ProjectGrid projects;
  private final Toasts toasts;
  private final Clock clock;

  AuthorizationController(
      CopyAuthorizations authorizations,
      CopyReceivers receivers,
      ProjectGrid projects,
      Toasts toasts,
      Clock clock) {
    this.authorizations = authorizations;
    this.receivers = receivers;
    this.projects = projects;
    this.toasts = toasts;
    this.clock = clock;
  }

  @GetMapping
  String page(SignedIn user, Model view) {
    view.addAttribute("given", authorizations.list(user));
    view.addAttribute("names", projects.names(user));
    view.addAttribute("now", OffsetDateTime.now(clock));
    view.addAttribute("resource", CopyReceivers.resourceId(user.organization()));
    return "customspeech/authorizations";
  }

  @GetMapping("/new")
  String ask(SignedIn user, Model view, HtmxRequest request) {
    return show(AuthorizationForm.BLANK, user, view, request);
  }

  @PostMapping
  String give(
      @ModelAttribute("form") AuthorizationForm form,
      BindingResult errors,
      SignedIn user,
      Model view,
      HtmxRequest request,
      HttpServletResponse response) {
    user.requireAdmin();
    try {
      Optional<String> given = receivers.authorize(form.source(), project(form), user);
      if (given.isPresent()) {
        view.addAttribute(
            "reveal",
            new Reveal(
                "customspeech.authorization.made.", form.source(), given.get(), PATH, "speech"));
        return Pages.view(request, "web/reveal", "reveal");
      }
      errors.rejectValue("source", "customspeech.authorization.source.unknown");
    } catch (Refusal.NotFound none) {
      errors.rejectValue("project", "customspeech.authorization.project.unknown");
    } catch (Refusal.LimitReached full) {
      errors.rejectValue("source", full.messageKey(), full.arguments(), null);
    }
    response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
    return show(form, user, view, request);
  }

  private static @Nullable ProjectId project(AuthorizationForm form) {
    try {
      return form.project().isEmpty() ? null : ProjectId.of(form.project());
    } catch (IllegalArgumentException malformed) {
      throw new Invalid(ErrorCode.BAD_REQUEST);
    }
  }

  @GetMapping("/{handle}/revoke")
  String askToRevoke(@PathVariable UUID handle, SignedIn user, Model view, HtmxRequest request) {
    var unused = authorizations.require(handle, user);
    view.addAttribute(
        "question",
        new Question(
            "customspeech.authorization.revoke.",
            "",
            "danger",
            PATH + "/" + handle + "/revoke",
            PATH,
            "speech"));
    return Pages.view(request, "web/question", "question");
  }

  @PostMapping("/{handle}/revoke")
  String revoke(
      @PathVariable UUID handle, SignedIn user, HtmxRequest request, RedirectAttributes redirect) {
    authorizations.revoke(handle, user);
    toasts.success(redirect, "customspeech.authorization.revoke.done");
    return Pages.redirect(request, PATH);
  }

  private String show(AuthorizationForm form, SignedIn user, Model view, HtmxRequest request) {
    user.requireAdmin();
    Pages.fill(view, form);
    view.addAttribute("projects", projects.all(user));
    return Pages.view(request, "customspeech/authorization", "authorization");
  }
}
