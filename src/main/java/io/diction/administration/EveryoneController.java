package io.diction.administration;

import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.member.Members;
import io.diction.web.GridQuery;
import io.diction.web.GridSpec;
import io.diction.web.Pages;
import io.github.wimdeblauwe.htmx.spring.boot.mvc.HtmxRequest;
import io.github.wimdeblauwe.htmx.spring.boot.mvc.HtmxResponse;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The users of every organization. */
@Controller
class EveryoneController {
  private final Members members;

  EveryoneController(Members members) {
    this.members = members;
  }

  @GetMapping(AdministrationPages.USERS)
  String users(
      @GridSpec(
              sorts = {"email", "name", "role"},
              filters = {"user", "role", "state"})
          GridQuery query,
      SignedIn user,
      Model view,
      HtmxRequest request,
      HtmxResponse response) {
    view.addAttribute("page", members.everyone(user, query));
    view.addAttribute("roles", Role.values());
    view.addAttribute("url", AdministrationPages.USERS);
    view.addAttribute("everyone", true);
    view.addAttribute("self", user.user().value());
    if (Pages.wantsFragment(request)) {
      // The form of the filters sends its empty fields, too.
      response.setPushUrl(query.link(AdministrationPages.USERS));
      return "administration/members :: members";
    }
    AdministrationPages.page(view, "users");
    return "administration/everyone";
  }
}
