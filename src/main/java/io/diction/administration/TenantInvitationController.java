package io.diction.administration;

import io.diction.identity.OrganizationId;
import io.diction.identity.SignedIn;
import io.diction.organization.member.InviteForm;
import io.diction.organization.tenant.Tenants;
import io.github.wimdeblauwe.htmx.spring.boot.mvc.HtmxRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** A SYSOP invites somebody into an organization, such as one whose administrators are all gone. */
@Controller
@RequestMapping(AdministrationPages.ORGANIZATIONS + "/{id}/invitations")
class TenantInvitationController {
  private final Tenants tenants;
  private final InviteDialog dialog;

  TenantInvitationController(Tenants tenants, InviteDialog dialog) {
    this.tenants = tenants;
    this.dialog = dialog;
  }

  @GetMapping("/new")
  String form(@PathVariable UUID id, SignedIn user, Model view, HtmxRequest request) {
    OrganizationId organization = tenants.get(user, id).id();
    return dialog.show(InviteForm.blank(), organization, user, view, request);
  }

  @PostMapping
  String invite(
      @PathVariable UUID id,
      @Valid @ModelAttribute("form") InviteForm form,
      BindingResult errors,
      SignedIn user,
      Model view,
      HtmxRequest request,
      HttpServletResponse response) {
    OrganizationId organization = tenants.get(user, id).id();
    return dialog.invite(form, errors, organization, user, view, request, response);
  }
}
