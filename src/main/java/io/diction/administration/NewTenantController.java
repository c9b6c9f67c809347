package io.diction.administration;

import io.diction.account.WelcomeLinks;
import io.diction.identity.SignedIn;
import io.diction.organization.tenant.TenantForm;
import io.diction.organization.tenant.Tenants;
import io.diction.web.Pages;
import io.diction.web.Refusal.Invalid;
import io.diction.web.Refusal.LimitReached;
import io.diction.web.Reveal;
import io.github.wimdeblauwe.htmx.spring.boot.mvc.HtmxRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;

/** Making an organization, by a SYSOP, or a customer organization, by a reseller. */
@Controller
class NewTenantController {
  private final Tenants tenants;
  private final WelcomeLinks links;

  NewTenantController(Tenants tenants, WelcomeLinks links) {
    this.tenants = tenants;
    this.links = links;
  }

  @GetMapping(AdministrationPages.ORGANIZATIONS + "/new")
  String organization(SignedIn user, Model view, HtmxRequest request) {
    user.requireSysop();
    return show(TenantForm.blank(), user, true, view, request);
  }

  @GetMapping(CustomerController.CUSTOMERS + "/new")
  String customer(SignedIn user, Model view, HtmxRequest request) {
    tenants.requireMaker(user);
    return show(TenantForm.blank(), user, false, view, request);
  }

  @PostMapping(AdministrationPages.ORGANIZATIONS)
  String makeOrganization(
      @Valid @ModelAttribute("form") TenantForm form,
      BindingResult errors,
      SignedIn user,
      Model view,
      HtmxRequest request,
      HttpServletResponse response) {
    user.requireSysop();
    return make(form, errors, user, true, view, request, response);
  }

  @PostMapping(CustomerController.CUSTOMERS)
  String makeCustomer(
      @Valid @ModelAttribute("form") TenantForm form,
      BindingResult errors,
      SignedIn user,
      Model view,
      HtmxRequest request,
      HttpServletResponse response) {
    tenants.requireMaker(user);
    return make(form, errors, user, false, view, request, response);
  }

  private String make(
      TenantForm form,
      BindingResult errors,
      SignedIn user,
      boolean everything,
      Model view,
      HtmxRequest request,
      HttpServletResponse response) {
    if (!errors.hasErrors()) {
      try {
        Tenants.Made made = tenants.create(user, form);
        view.addAttribute(
            "reveal",
            new Reveal(
                "administration.organization.made.",
                form.email(),
                links.to(made.token()),
                InviteDialog.home(user, made.id()),
                InviteDialog.nav(user, made.id())));
        return Pages.view(request, "web/reveal", "reveal");
      } catch (Invalid | LimitReached refusal) {
        errors.rejectValue(
            refusal.messageKey().contains("reseller") ? "parent" : "email",
            refusal.messageKey(),
            refusal.arguments(),
            null);
      }
    }
    response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
    return show(form, user, everything, view, request);
  }

  private String show(
      TenantForm form, SignedIn user, boolean everything, Model view, HtmxRequest request) {
    Pages.fill(view, form);
    view.addAttribute("everything", everything);
    view.addAttribute("resellers", user.isSysop() ? tenants.resellers(user) : List.of());
    view.addAttribute(
        "action", everything ? AdministrationPages.ORGANIZATIONS : CustomerController.CUSTOMERS);
    view.addAttribute("back", everything ? AdministrationPages.ORGANIZATIONS : "/reseller");
    return Pages.view(request, "administration/new-organization", "create");
  }
}
