package io.diction.administration;

import io.diction.identity.OrganizationId;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.member.Member;
import io.diction.organization.member.Members;
import io.diction.web.Pages;
import io.diction.web.Question;
import io.diction.web.Refusal.NotFound;
import io.diction.web.Toasts;
import io.github.wimdeblauwe.htmx.spring.boot.mvc.HtmxRequest;
import java.util.Arrays;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The dialogs about one user: another role, and the deeds that are asked about first. */
@Controller
@RequestMapping("/organization/users/{id}")
class UserController {
  private final Members members;
  private final LostFactors factors;
  private final Toasts toasts;

  UserController(Members members, LostFactors factors, Toasts toasts) {
    this.members = members;
    this.factors = factors;
    this.toasts = toasts;
  }

  @GetMapping("/role")
  String role(@PathVariable UUID id, SignedIn user, Model view, HtmxRequest request) {
    Member member = members.get(user, id);
    view.addAttribute("member", member);
    view.addAttribute(
        "roles", members.grantable(user, new OrganizationId(member.organizationId())));
    view.addAttribute("back", OrganizationPages.home(user, member));
    return Pages.view(request, "administration/role", "role");
  }

  @PostMapping("/role")
  String changeRole(
      @PathVariable UUID id,
      @RequestParam Role role,
      SignedIn user,
      HtmxRequest request,
      RedirectAttributes redirect) {
    Member member = members.get(user, id);
    members.changeRole(user, id, role);
    toasts.success(redirect, "organization.user.role.done", member.displayName());
    return back(request, user, member);
  }

  @GetMapping("/{deed:reactivate|reset-factor|sign-out}")
  String ask(
      @PathVariable UUID id,
      @PathVariable String deed,
      SignedIn user,
      Model view,
      HtmxRequest request) {
    Member member = members.get(user, id);
    UserDeed asked = deed(deed);
    view.addAttribute(
        "question",
        new Question(
            "organization.user." + asked.key() + ".",
            member.displayName(),
            asked.kind(),
            "/organization/users/" + id + "/" + asked.key(),
            OrganizationPages.home(user, member),
            OrganizationPages.nav(user, member)));
    return Pages.view(request, "web/question", "question");
  }

  @PostMapping("/{deed:reactivate|reset-factor|sign-out}")
  String act(
      @PathVariable UUID id,
      @PathVariable String deed,
      SignedIn user,
      HtmxRequest request,
      RedirectAttributes redirect) {
    Member member = members.get(user, id);
    switch (deed(deed)) {
      case REACTIVATE -> members.reactivate(user, id);
      case SIGN_OUT -> members.signOut(user, id);
      case RESET_FACTOR -> factors.reset(user, id);
    }
    toasts.success(redirect, "organization.user." + deed + ".done", member.displayName());
    return back(request, user, member);
  }

  private static UserDeed deed(String key) {
    return Arrays.stream(UserDeed.values())
        .filter(deed -> deed.key().equals(key))
        .findFirst()
        .orElseThrow(NotFound::new);
  }

  private static String back(HtmxRequest request, SignedIn user, Member member) {
    return Pages.redirectBack(
        request, OrganizationPages.home(user, member), OrganizationPages.WITH_USERS);
  }
}
