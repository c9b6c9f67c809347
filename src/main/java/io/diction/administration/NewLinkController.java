package io.diction.administration;

import io.diction.account.WelcomeLinks;
import io.diction.identity.OrganizationId;
import io.diction.identity.SignedIn;
import io.diction.organization.member.Invitation;
import io.diction.organization.member.Invitations;
import io.diction.organization.member.NewLinks;
import io.diction.web.Pages;
import io.diction.web.Question;
import io.diction.web.Reveal;
import io.github.wimdeblauwe.htmx.spring.boot.mvc.HtmxRequest;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** Another link for an invitation whose link got lost. */
@Controller
@RequestMapping("/organization/invitations/{id}/link")
class NewLinkController {
  private final Invitations invitations;
  private final NewLinks newLinks;
  private final WelcomeLinks links;

  NewLinkController(Invitations invitations, NewLinks newLinks, WelcomeLinks links) {
    this.invitations = invitations;
    this.newLinks = newLinks;
    this.links = links;
  }

  @GetMapping
  String ask(@PathVariable UUID id, SignedIn user, Model view, HtmxRequest request) {
    Invitation invitation = invitations.get(user, id);
    OrganizationId organization = new OrganizationId(invitation.organizationId());
    view.addAttribute(
        "question",
        new Question(
            "organization.invite.again.",
            invitation.email(),
            "primary",
            "/organization/invitations/" + id + "/link",
            InviteDialog.home(user, organization),
            InviteDialog.nav(user, organization)));
    return Pages.view(request, "web/question", "question");
  }

  @PostMapping
  String renew(@PathVariable UUID id, SignedIn user, Model view, HtmxRequest request) {
    Invitation invitation = invitations.get(user, id);
    OrganizationId organization = new OrganizationId(invitation.organizationId());
    view.addAttribute(
        "reveal",
        new Reveal(
            "organization.invite.link.",
            invitation.email(),
            links.to(newLinks.renew(user, id)),
            InviteDialog.home(user, organization),
            InviteDialog.nav(user, organization)));
    return Pages.view(request, "web/reveal", "reveal");
  }
}
