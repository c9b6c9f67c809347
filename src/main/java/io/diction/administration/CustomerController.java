package io.diction.administration;

import io.diction.identity.SignedIn;
import io.diction.organization.Organization;
import io.diction.organization.member.NewLinks;
import io.diction.organization.plan.Plans;
import io.diction.organization.tenant.Tenants;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** One customer in the eyes of its reseller: what it uses, never what is in it. */
@Controller
@RequestMapping(CustomerController.CUSTOMERS + "/{id}")
class CustomerController {
  static final String CUSTOMERS = "/reseller/customers";
  static final String NAV = "reseller";

  private final Tenants tenants;
  private final Plans plans;
  private final NewLinks links;

  CustomerController(Tenants tenants, Plans plans, NewLinks links) {
    this.tenants = tenants;
    this.plans = plans;
    this.links = links;
  }

  @GetMapping
  String page(@PathVariable UUID id, SignedIn user, Model view) {
    Organization customer = tenants.customer(user, id);
    view.addAttribute("customer", customer);
    view.addAttribute("usages", plans.usageOfCustomer(user, customer));
    view.addAttribute("balance", plans.balanceOfCustomer(user, customer));
    view.addAttribute("invitations", links.madeFor(user, customer));
    return "administration/customer";
  }
}
