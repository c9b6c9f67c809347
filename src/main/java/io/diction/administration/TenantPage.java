package io.diction.administration;

import io.diction.identity.SignedIn;
import io.diction.organization.Organization;
import io.diction.organization.member.Invitations;
import io.diction.organization.plan.Credits;
import io.diction.organization.plan.Plans;
import io.diction.organization.tenant.Tenants;
import io.diction.web.GridQuery;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** What the page of one organization shows a SYSOP. */
@Component
class TenantPage {
  private final Tenants tenants;
  private final Plans plans;
  private final Credits credits;
  private final Invitations invitations;

  TenantPage(Tenants tenants, Plans plans, Credits credits, Invitations invitations) {
    this.tenants = tenants;
    this.plans = plans;
    this.credits = credits;
    this.invitations = invitations;
  }

  static String path(UUID id) {
    return AdministrationPages.ORGANIZATIONS + "/" + id;
  }

  /** The ledger alone, another page of it. */
  String credits(SignedIn user, Organization organization, GridQuery query, Model view) {
    view.addAttribute("page", plans.credits(user, organization.id(), query));
    view.addAttribute("url", path(organization.id().value()));
    return "administration/credits :: credits";
  }

  /** The whole page; its forms are in the model already. */
  String show(SignedIn user, Organization organization, GridQuery query, Model view) {
    credits(user, organization, query, view);
    view.addAttribute("organization", organization);
    view.addAttribute(
        "parent",
        organization.parent() == null
            ? null
            : tenants.get(user, organization.parent().value()).name());
    view.addAttribute("invitations", invitations.open(user, organization.id()));
    view.addAttribute("usages", plans.usage(user, organization.id()));
    view.addAttribute("balance", credits.balance(organization.id()));
    view.addAttribute("own", user.organization().equals(organization.id()));
    AdministrationPages.page(view, "organizations");
    return "administration/organization";
  }
}
