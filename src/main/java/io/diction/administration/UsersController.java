package io.diction.administration;

import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.Organizations;
import io.diction.organization.member.Invitations;
import io.diction.organization.member.Members;
import io.diction.web.GridQuery;
import io.diction.web.GridSpec;
import io.diction.web.Pages;
import io.github.wimdeblauwe.htmx.spring.boot.mvc.HtmxRequest;
import io.github.wimdeblauwe.htmx.spring.boot.mvc.HtmxResponse;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The users of the own organization. */
@Controller
@GridSpec(
    sorts = {"name", "email", "role"},
    filters = {"user", "role", "state"})
class UsersController {
  private final Members members;
  private final Invitations invitations;
  private final Organizations organizations;

  UsersController(Members members, Invitations invitations, Organizations organizations) {
    this.members = members;
    this.invitations = invitations;
    this.organizations = organizations;
  }

  @GetMapping(OrganizationPages.USERS)
  String users(
      GridQuery query, SignedIn user, Model view, HtmxRequest request, HtmxResponse response) {
    view.addAttribute("page", members.page(user, user.organization(), query));
    view.addAttribute("roles", Role.values());
    view.addAttribute("url", OrganizationPages.USERS);
    view.addAttribute("everyone", false);
    view.addAttribute("self", user.user().value());
    if (Pages.wantsFragment(request)) {
      // The form of the filters sends its empty fields, too.
      response.setPushUrl(query.link(OrganizationPages.USERS));
      return "administration/members :: members";
    }
    view.addAttribute("organization", organizations.get(user.organization()));
    view.addAttribute("invitations", invitations.open(user, user.organization()));
    view.addAttribute("tabs", OrganizationPages.TABS);
    return "administration/users";
  }
}
