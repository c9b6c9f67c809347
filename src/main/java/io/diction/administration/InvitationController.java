package io.diction.administration;

import io.diction.identity.SignedIn;
import io.diction.organization.Invitations;
import io.diction.organization.InviteForm;
import io.diction.organization.Members;
import io.diction.web.Pages;
import io.diction.web.Question;
import io.diction.web.Refusal.Invalid;
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

/** Inviting somebody into the own organization, and thinking better of it. */
@Controller
@RequestMapping("/organization/invitations")
class InvitationController {
  private final Invitations invitations;
  private final Members members;
  private final Toasts toasts;

  InvitationController(Invitations invitations, Members members, Toasts toasts) {
    this.invitations = invitations;
    this.members = members;
    this.toasts = toasts;
  }

  @GetMapping("/new")
  String form(SignedIn user, Model view, HtmxRequest request) {
    return show(InviteForm.blank(), user, view, request);
  }

  @PostMapping
  String invite(
      @Valid @ModelAttribute("form") InviteForm form,
      BindingResult errors,
      SignedIn user,
      Model view,
      HtmxRequest request,
      HttpServletResponse response) {
    if (!errors.hasErrors()) {
      try {
        String token = invitations.invite(user, user.organization(), form);
        view.addAttribute(
            "reveal",
            new Reveal(
                "organization.invite.link.",
                form.email(),
                OrganizationPages.welcome(token),
                OrganizationPages.USERS,
                OrganizationPages.NAV));
        return Pages.view(request, "web/reveal", "reveal");
      } catch (Invalid refusal) {
        errors.rejectValue("email", refusal.messageKey(), refusal.arguments(), null);
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
            "organization.invite.revoke.",
            invitations.get(user, id).email(),
            "danger",
            "/organization/invitations/" + id + "/revoke",
            OrganizationPages.USERS,
            OrganizationPages.NAV));
    return Pages.view(request, "web/question", "question");
  }

  @PostMapping("/{id}/revoke")
  String revoke(
      @PathVariable UUID id, SignedIn user, HtmxRequest request, RedirectAttributes redirect) {
    invitations.revoke(user, id);
    toasts.success(redirect, "organization.invite.revoke.done");
    return Pages.redirect(request, OrganizationPages.USERS);
  }

  private String show(InviteForm form, SignedIn user, Model view, HtmxRequest request) {
    view.addAttribute("form", form);
    view.addAttribute("roles", members.grantable(user, user.organization()));
    return Pages.view(request, "administration/invite", "invite");
  }
}
