package io.diction.administration;

import io.diction.identity.SignedIn;
import io.diction.organization.Organizations;
import io.diction.organization.plan.Credits;
import io.diction.organization.plan.Plans;
import io.diction.web.GridQuery;
import io.diction.web.GridSpec;
import io.diction.web.Pages;
import io.github.wimdeblauwe.htmx.spring.boot.mvc.HtmxRequest;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** What the plan of the own organization allows, what is used, and where its credits went. */
@Controller
class PlanController {
  private final Plans plans;
  private final Credits credits;
  private final Organizations organizations;

  PlanController(Plans plans, Credits credits, Organizations organizations) {
    this.plans = plans;
    this.credits = credits;
    this.organizations = organizations;
  }

  @GetMapping("/organization/plan")
  String plan(
      @GridSpec(sorts = "at", descending = true) GridQuery query,
      SignedIn user,
      Model view,
      HtmxRequest request) {
    view.addAttribute("page", plans.credits(user, user.organization(), query));
    view.addAttribute("url", "/organization/plan");
    if (Pages.wantsFragment(request)) {
      return "administration/credits :: credits";
    }
    view.addAttribute("usages", plans.usage(user, user.organization()));
    view.addAttribute("balance", credits.balance(user.organization()));
    view.addAttribute("organization", organizations.get(user.organization()));
    view.addAttribute("tabs", OrganizationPages.TABS);
    return "administration/plan";
  }
}
