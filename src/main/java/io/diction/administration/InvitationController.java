package io.diction.administration;

import io.diction.identity.OrganizationId;
import io.diction.identity.SignedIn;
import io.diction.organization.member.Invitation;
import io.diction.organization.member.Invitations;
import io.diction.organization.member.InviteForm;
import io.diction.web.Pages;
import io.diction.web.Question;
import io.diction.web.Toasts;
import io.github.wimdeblauwe.htmx.spring.boot.mvc.HtmxRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import java.util.UUID;
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
  private final InviteDialog dialog;
  private final Toasts toasts;

  InvitationController(Invitations invitations, InviteDialog dialog, Toasts toasts) {
    this.invitations = invitations;
    this.dialog = dialog;
    this.toasts = toasts;
  }

  @GetMapping("/new")
  String form(SignedIn user, Model view, HtmxRequest request) {
    return dialog.show(InviteForm.blank(), user.organization(), user, view, request);
  }

  @PostMapping
  String invite(
      @Valid @ModelAttribute("form") InviteForm form,
      BindingResult errors,
      SignedIn user,
      Model view,
      HtmxRequest request,
      HttpServletResponse response) {
    return dialog.invite(form, errors, user.organization(), user, view, request, response);
  }

  @GetMapping("/{id}/revoke")
  String ask(@PathVariable UUID id, SignedIn user, Model view, HtmxRequest request) {
    Invitation invitation = invitations.get(user, id);
    OrganizationId organization = new OrganizationId(invitation.organizationId());
    view.addAttribute(
        "question",
        new Question(
            "organization.invite.revoke.",
            invitation.email(),
            "danger",
            "/organization/invitations/" + id + "/revoke",
            InviteDialog.home(user, organization),
            InviteDialog.nav(user, organization)));
    return Pages.view(request, "web/question", "question");
  }

  @PostMapping("/{id}/revoke")
  String revoke(
      @PathVariable UUID id, SignedIn user, HtmxRequest request, RedirectAttributes redirect) {
    Invitation invitation = invitations.get(user, id);
    invitations.revoke(user, id);
    toasts.success(redirect, "organization.invite.revoke.done");
    return Pages.redirect(
        request, InviteDialog.home(user, new OrganizationId(invitation.organizationId())));
  }
}
