package io.diction.administration;

import io.diction.identity.SignedIn;
import io.diction.organization.Organization;
import io.diction.organization.plan.PlanForm;
import io.diction.organization.tenant.Tenants;
import io.diction.web.GridQuery;
import io.diction.web.GridSpec;
import io.diction.web.Pages;
import io.diction.web.Toasts;
import io.github.wimdeblauwe.htmx.spring.boot.mvc.HtmxRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One organization in the eyes of a SYSOP: its plan and credits. */
@Controller
@RequestMapping(AdministrationPages.ORGANIZATIONS + "/{id}")
class TenantController {
  private final Tenants tenants;
  private final TenantPage page;
  private final Toasts toasts;

  TenantController(Tenants tenants, TenantPage page, Toasts toasts) {
    this.tenants = tenants;
    this.page = page;
    this.toasts = toasts;
  }

  @GetMapping
  String details(
      @PathVariable UUID id,
      @GridSpec(sorts = "at", descending = true) GridQuery query,
      SignedIn user,
      Model view,
      HtmxRequest request) {
    Organization organization = tenants.get(user, id);
    if (Pages.wantsFragment(request)) {
      return page.credits(user, organization, query, view);
    }
    view.addAttribute("planForm", tenants.plan(user, id));
    view.addAttribute("creditsForm", new CreditsForm(10, ""));
    return page.show(user, organization, query, view);
  }

  @PostMapping("/plan")
  String changePlan(
      @PathVariable UUID id,
      @Valid @ModelAttribute("planForm") PlanForm form,
      BindingResult errors,
      SignedIn user,
      Model view,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    Organization organization = tenants.get(user, id);
    if (errors.hasErrors()) {
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      view.addAttribute("creditsForm", new CreditsForm(10, ""));
      return page.show(user, organization, GridQuery.first("at"), view);
    }
    tenants.changePlan(user, id, form);
    toasts.success(redirect, "administration.plan.saved");
    return "redirect:" + TenantPage.path(id);
  }

  @PostMapping("/credits")
  String grantCredits(
      @PathVariable UUID id,
      @Valid @ModelAttribute("creditsForm") CreditsForm form,
      BindingResult errors,
      SignedIn user,
      Model view,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    Organization organization = tenants.get(user, id);
    Integer amount = form.amount();
    if (errors.hasErrors() || amount == null) {
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      view.addAttribute("planForm", tenants.plan(user, id));
      return page.show(user, organization, GridQuery.first("at"), view);
    }
    tenants.grantCredits(user, id, amount, form.note());
    toasts.success(redirect, "organization.credits.granted", amount);
    return "redirect:" + TenantPage.path(id);
  }
}
