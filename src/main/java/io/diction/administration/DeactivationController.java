package io.diction.administration;

import io.diction.identity.SignedIn;
import io.diction.organization.member.Member;
import io.diction.organization.member.Members;
import io.diction.web.Pages;
import io.diction.web.Toasts;
import io.github.wimdeblauwe.htmx.spring.boot.mvc.HtmxRequest;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Keeps a user out, and shows before which keys of this user go on working. */
@Controller
@RequestMapping("/organization/users/{id}/deactivate")
class DeactivationController {
  private final Members members;
  private final Leavers leavers;
  private final Toasts toasts;

  DeactivationController(Members members, Leavers leavers, Toasts toasts) {
    this.members = members;
    this.leavers = leavers;
    this.toasts = toasts;
  }

  @GetMapping
  String ask(@PathVariable UUID id, SignedIn user, Model view, HtmxRequest request) {
    Member member = members.get(user, id);
    view.addAttribute("member", member);
    view.addAttribute("keys", leavers.keys(user, member));
    view.addAttribute("back", OrganizationPages.home(user, member));
    view.addAttribute("nav", OrganizationPages.nav(user, member));
    return Pages.view(request, "administration/deactivate", "deactivate");
  }

  @PostMapping
  String deactivate(
      @PathVariable UUID id,
      @RequestParam(defaultValue = "false") boolean revoke,
      SignedIn user,
      HtmxRequest request,
      RedirectAttributes redirect) {
    Member member = members.get(user, id);
    if (revoke) {
      leavers.deactivateWithKeys(user, id);
    } else {
      leavers.deactivate(user, id);
    }
    toasts.success(redirect, "organization.user.deactivate.done", member.displayName());
    return Pages.redirectBack(
        request, OrganizationPages.home(user, member), OrganizationPages.WITH_USERS);
  }
}
