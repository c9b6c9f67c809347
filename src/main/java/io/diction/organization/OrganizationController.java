package io.diction.organization;

import io.diction.identity.SignedIn;
import io.diction.web.GridQuery;
import io.diction.web.Toasts;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.view.RedirectView;

/** The pages of administrators: own organization, customers, all organizations. */
@Controller
class OrganizationController {
  private final Tenants tenants;
  private final Users users;
  private final Organizations organizations;
  private final Credits credits;
  private final Toasts toasts;

  OrganizationController(
      Tenants tenants, Users users, Organizations organizations, Credits credits, Toasts toasts) {
    this.tenants = tenants;
    this.users = users;
    this.organizations = organizations;
    this.credits = credits;
    this.toasts = toasts;
  }

  @GetMapping("/organization")
  String organization(SignedIn user, Model view) {
    Rights.requireAdmin(user, user.organization());
    view.addAttribute("organization", organizations.get(user.organization()));
    view.addAttribute("users", users.of(user.organization()));
    view.addAttribute("credits", credits.balance(user.organization()));
    return "organization/organization";
  }

  @GetMapping("/reseller")
  String customers(SignedIn user, Model view) {
    view.addAttribute("customers", tenants.customers(user, GridQuery.first("name")).rows());
    return "organization/reseller";
  }

  @GetMapping("/administration")
  String all(SignedIn user, Model view) {
    view.addAttribute("organizations", tenants.all(user, GridQuery.first("name")).rows());
    return "organization/administration";
  }

  @PostMapping("/administration/{organization}/credits")
  RedirectView grantCredits(
      @PathVariable UUID organization,
      @RequestParam @Min(1) @Max(100_000) int amount,
      SignedIn user,
      RedirectAttributes redirect) {
    tenants.grantCredits(user, organization, amount, "");
    toasts.success(redirect, "organization.credits.granted", amount);
    RedirectView back = new RedirectView("/administration", true);
    back.setStatusCode(HttpStatus.SEE_OTHER);
    return back;
  }
}
