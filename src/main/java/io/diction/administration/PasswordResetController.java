package io.diction.administration;

import io.diction.account.WelcomeLinks;
import io.diction.identity.SignedIn;
import io.diction.organization.member.Invitations;
import io.diction.organization.member.Member;
import io.diction.organization.member.Members;
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

/** Makes the link by which a user chooses a new password, and shows it once. */
@Controller
@RequestMapping("/organization/users/{id}/reset-password")
class PasswordResetController {
  private final Members members;
  private final Invitations invitations;
  private final WelcomeLinks links;

  PasswordResetController(Members members, Invitations invitations, WelcomeLinks links) {
    this.members = members;
    this.invitations = invitations;
    this.links = links;
  }

  @GetMapping
  String ask(@PathVariable UUID id, SignedIn user, Model view, HtmxRequest request) {
    Member member = members.get(user, id);
    view.addAttribute(
        "question",
        new Question(
            "organization.user.reset-password.",
            member.displayName(),
            "primary",
            "/organization/users/" + id + "/reset-password",
            OrganizationPages.home(user, member),
            OrganizationPages.nav(user, member)));
    return Pages.view(request, "web/question", "question");
  }

  @PostMapping
  String reset(@PathVariable UUID id, SignedIn user, Model view, HtmxRequest request) {
    Member member = members.get(user, id);
    view.addAttribute(
        "reveal",
        new Reveal(
            "organization.user.reset.",
            member.displayName(),
            links.to(invitations.resetPassword(user, id)),
            OrganizationPages.home(user, member),
            OrganizationPages.nav(user, member)));
    return Pages.view(request, "web/reveal", "reveal");
  }
}
