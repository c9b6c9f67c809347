package io.diction.administration;

import io.diction.identity.SignedIn;
import io.diction.organization.key.ApiKeyForm;
import io.diction.organization.key.ApiKeys;
import io.diction.web.Pages;
import io.diction.web.Question;
import io.diction.web.Refusal.LimitReached;
import io.diction.web.Reveal;
import io.diction.web.Toasts;
import io.github.wimdeblauwe.htmx.spring.boot.mvc.HtmxRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
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
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Makes and revokes an API key of the own organization. */
@Controller
@RequestMapping(OrganizationPages.KEYS)
class ApiKeyController {
  private final ApiKeys keys;
  private final Toasts toasts;

  ApiKeyController(ApiKeys keys, Toasts toasts) {
    this.keys = keys;
    this.toasts = toasts;
  }

  @GetMapping("/new")
  String form(SignedIn user, Model view, HtmxRequest request) {
    return show(ApiKeyForm.blank(), user, view, request);
  }

  @PostMapping
  String create(
      @Valid @ModelAttribute("form") ApiKeyForm form,
      BindingResult errors,
      SignedIn user,
      Model view,
      HtmxRequest request,
      HttpServletResponse response) {
    if (!errors.hasErrors()) {
      try {
        view.addAttribute(
            "reveal",
            new Reveal(
                "organization.key.made.",
                form.name(),
                keys.create(user, form),
                OrganizationPages.KEYS,
                OrganizationPages.NAV));
        return Pages.view(request, "web/reveal", "reveal");
      } catch (LimitReached full) {
        errors.rejectValue("name", full.messageKey(), full.arguments(), null);
      }
    }
    response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
    return show(form, user, view, request);
  }

  @GetMapping("/{id}/revoke")
  String ask(@PathVariable UUID id, SignedIn user, Model view, HtmxRequest request) {
    view.addAttribute(
        "question",
        new Question(
            "organization.key.revoke.",
            keys.get(user, id).name(),
            "danger",
            OrganizationPages.KEYS + "/" + id + "/revoke",
            OrganizationPages.KEYS,
            OrganizationPages.NAV));
    return Pages.view(request, "web/question", "question");
  }

  @PostMapping("/{id}/revoke")
  String revoke(
      @PathVariable UUID id, SignedIn user, HtmxRequest request, RedirectAttributes redirect) {
    keys.revoke(user, id);
    toasts.success(redirect, "organization.key.revoke.done");
    return Pages.redirect(request, OrganizationPages.KEYS);
  }

  private String show(ApiKeyForm form, SignedIn user, Model view, HtmxRequest request) {
    Pages.fill(view, form);
    view.addAttribute("roles", keys.grantable(user));
    return Pages.view(request, "administration/key", "key");
  }
}
