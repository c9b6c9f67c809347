package io.diction.administration;

import io.diction.account.WelcomeLinks;
import io.diction.identity.OrganizationId;
import io.diction.identity.SignedIn;
import io.diction.organization.member.Invitations;
import io.diction.organization.member.InviteForm;
import io.diction.organization.member.Members;
import io.diction.web.Pages;
import io.diction.web.Refusal.Invalid;
import io.diction.web.Refusal.LimitReached;
import io.diction.web.Reveal;
import io.github.wimdeblauwe.htmx.spring.boot.mvc.HtmxRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;

/** The dialog that invites somebody, over the page of the own organization or of another. */
@Component
class InviteDialog {
  private final Invitations invitations;
  private final Members members;
  private final WelcomeLinks links;

  InviteDialog(Invitations invitations, Members members, WelcomeLinks links) {
    this.invitations = invitations;
    this.members = members;
    this.links = links;
  }

  String show(
      InviteForm form,
      OrganizationId organization,
      SignedIn user,
      Model view,
      HtmxRequest request) {
    Pages.fill(view, form);
    view.addAttribute("roles", members.grantable(user, organization));
    view.addAttribute("path", path(user, organization) + "/invitations");
    view.addAttribute("home", home(user, organization));
    view.addAttribute("nav", nav(user, organization));
    return Pages.view(request, "administration/invite", "invite");
  }

  /** Shows the link, or the form with what is wrong. */
  String invite(
      InviteForm form,
      BindingResult errors,
      OrganizationId organization,
      SignedIn user,
      Model view,
      HtmxRequest request,
      HttpServletResponse response) {
    if (!errors.hasErrors()) {
      try {
        String token = invitations.invite(user, organization, form);
        view.addAttribute(
            "reveal",
            new Reveal(
                "organization.invite.link.",
                form.email(),
                links.to(token),
                home(user, organization),
                nav(user, organization)));
        return Pages.view(request, "web/reveal", "reveal");
      } catch (Invalid | LimitReached refusal) {
        errors.rejectValue("email", refusal.messageKey(), refusal.arguments(), null);
      }
    }
    response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
    return show(form, organization, user, view, request);
  }

  /** The page over which the dialog stands: a SYSOP's own organization is one like others. */
  static String home(SignedIn user, OrganizationId organization) {
    return isOwn(user, organization) ? OrganizationPages.USERS : path(user, organization);
  }

  static String nav(SignedIn user, OrganizationId organization) {
    if (isOwn(user, organization)) {
      return OrganizationPages.NAV;
    }
    return user.isSysop() ? AdministrationPages.NAV : CustomerController.NAV;
  }

  private static String path(SignedIn user, OrganizationId organization) {
    if (isOwn(user, organization)) {
      return "/organization";
    }
    return (user.isSysop() ? AdministrationPages.ORGANIZATIONS : CustomerController.CUSTOMERS)
        + "/"
        + organization;
  }

  private static boolean isOwn(SignedIn user, OrganizationId organization) {
    return user.organization().equals(organization);
  }
}
