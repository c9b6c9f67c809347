package io.diction.administration;

import io.diction.account.ZoneChoice;
import io.diction.identity.SignedIn;
import io.diction.organization.OrganizationRules;
import io.diction.organization.Organizations;
import io.diction.organization.SettingsForm;
import io.diction.web.Languages;
import io.diction.web.Toasts;
import jakarta.validation.Valid;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What administrators set for their organization. */
@Controller
@RequestMapping("/organization/settings")
class SettingsController {
  private final OrganizationRules rules;
  private final Organizations organizations;
  private final Toasts toasts;

  SettingsController(OrganizationRules rules, Organizations organizations, Toasts toasts) {
    this.rules = rules;
    this.organizations = organizations;
    this.toasts = toasts;
  }

  @GetMapping
  ModelAndView settings(SignedIn user) {
    return show(user, HttpStatus.OK).addObject("form", rules.settings(user));
  }

  @PostMapping
  ModelAndView change(
      @Valid @ModelAttribute("form") SettingsForm form,
      BindingResult errors,
      @RequestParam(defaultValue = "") String deleteSessions,
      SignedIn user,
      RedirectAttributes redirect) {
    rules.settings(user);
    if (!errors.hasErrors() && !OrganizationRules.isZone(form.zone())) {
      errors.rejectValue("zone", "organization.settings.zone.unknown");
    }
    if (errors.hasErrors()) {
      return show(user, HttpStatus.UNPROCESSABLE_CONTENT)
          .addObject("form", form)
          .addObject(BindingResult.MODEL_KEY_PREFIX + "form", errors);
    }
    // Agreed to for the number of days that was asked about, not for one typed afterwards.
    boolean agreed = deleteSessions.equals(String.valueOf(form.sessionDays()));
    long lost = agreed ? 0 : rules.sessionsLost(user, form);
    if (lost > 0) {
      return show(user, HttpStatus.UNPROCESSABLE_CONTENT)
          .addObject("form", form)
          .addObject("sessionsLost", lost);
    }
    rules.change(user, form);
    toasts.success(redirect, "organization.settings.saved");
    return new ModelAndView("redirect:/organization/settings", HttpStatus.SEE_OTHER);
  }

  private ModelAndView show(SignedIn user, HttpStatus status) {
    return new ModelAndView("administration/settings", status)
        .addObject("languages", Languages.ALL)
        .addObject("zones", ZoneChoice.IDS)
        .addObject("organization", organizations.get(user.organization()))
        .addObject("tabs", OrganizationPages.TABS);
  }
}
