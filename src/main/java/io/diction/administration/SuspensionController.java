package io.diction.administration;

import io.diction.identity.SignedIn;
import io.diction.organization.tenant.Tenants;
import io.diction.web.Pages;
import io.diction.web.Question;
import io.diction.web.Toasts;
import io.github.wimdeblauwe.htmx.spring.boot.mvc.HtmxRequest;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Keeping an organization out, and letting it in again. */
@Controller
@RequestMapping(AdministrationPages.ORGANIZATIONS + "/{id}/{deed:suspend|resume}")
class SuspensionController {
  private final Tenants tenants;
  private final Toasts toasts;

  SuspensionController(Tenants tenants, Toasts toasts) {
    this.tenants = tenants;
    this.toasts = toasts;
  }

  @GetMapping
  String ask(
      @PathVariable UUID id,
      @PathVariable String deed,
      SignedIn user,
      Model view,
      HtmxRequest request) {
    String path = AdministrationPages.ORGANIZATIONS + "/" + id;
    view.addAttribute(
        "question",
        new Question(
            "administration.organization." + deed + ".",
            tenants.get(user, id).name(),
            deed.equals("suspend") ? "danger" : "primary",
            path + "/" + deed,
            path,
            AdministrationPages.NAV));
    return Pages.view(request, "web/question", "question");
  }

  @PostMapping
  String act(
      @PathVariable UUID id,
      @PathVariable String deed,
      SignedIn user,
      HtmxRequest request,
      RedirectAttributes redirect) {
    if (deed.equals("suspend")) {
      tenants.suspend(user, id);
    } else {
      tenants.resume(user, id);
    }
    toasts.success(
        redirect, "administration.organization." + deed + ".done", tenants.get(user, id).name());
    return Pages.redirect(request, AdministrationPages.ORGANIZATIONS + "/" + id);
  }
}
