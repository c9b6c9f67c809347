package io.diction.account;

import io.diction.identity.SignedIn;
import io.diction.identity.Theme;
import io.diction.organization.Organizations;
import io.diction.organization.member.Preferences;
import io.diction.web.Languages;
import io.diction.web.Toasts;
import jakarta.validation.Valid;
import java.time.Clock;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The own account: who one is, and how one wants to see the portal. */
@Controller
@RequestMapping("/account")
class AccountController {
  private final Account account;
  private final OwnProfile profile;
  private final Organizations organizations;
  private final Toasts toasts;
  private final Clock clock;

  AccountController(
      Account account,
      OwnProfile profile,
      Organizations organizations,
      Toasts toasts,
      Clock clock) {
    this.account = account;
    this.profile = profile;
    this.organizations = organizations;
    this.toasts = toasts;
    this.clock = clock;
  }

  @GetMapping
  ModelAndView page(SignedIn user) {
    return page(user, HttpStatus.OK)
        .addObject("profileForm", new ProfileForm(user.displayName()))
        .addObject("preferencesForm", PreferencesForm.of(profile.preferences(user)));
  }

  @PostMapping("/profile")
  ModelAndView rename(
      @Valid @ModelAttribute ProfileForm profileForm,
      BindingResult errors,
      SignedIn user,
      RedirectAttributes redirect) {
    if (errors.hasErrors()) {
      return page(user, HttpStatus.UNPROCESSABLE_CONTENT)
          .addObject("preferencesForm", PreferencesForm.of(profile.preferences(user)));
    }
    profile.rename(user, profileForm.displayName());
    toasts.success(redirect, "account.profile.saved");
    return new ModelAndView("redirect:/account", HttpStatus.SEE_OTHER);
  }

  @PostMapping("/preferences")
  ModelAndView prefer(
      @Valid @ModelAttribute PreferencesForm preferencesForm,
      BindingResult errors,
      SignedIn user,
      RedirectAttributes redirect) {
    Optional<Preferences> chosen =
        errors.hasErrors() ? Optional.empty() : preferencesForm.preferences(errors);
    if (chosen.isEmpty()) {
      return page(user, HttpStatus.UNPROCESSABLE_CONTENT)
          .addObject("profileForm", new ProfileForm(user.displayName()));
    }
    profile.prefer(user, chosen.get());
    toasts.success(redirect, "account.preferences.saved");
    return new ModelAndView("redirect:/account", HttpStatus.SEE_OTHER);
  }

  /** From the switch in every page's menu. */
  @PostMapping("/theme")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void theme(@RequestParam Theme theme, SignedIn user) {
    profile.prefer(user, theme);
  }

  private ModelAndView page(SignedIn user, HttpStatus status) {
    return new ModelAndView("account/account", status)
        .addObject("places", AccountPlace.ALL)
        .addObject("user", account.get(user))
        .addObject("organization", organizations.get(user.organization()))
        .addObject("languages", Languages.ALL)
        .addObject("zones", ZoneChoice.all(clock))
        .addObject("themes", Theme.values());
  }
}
