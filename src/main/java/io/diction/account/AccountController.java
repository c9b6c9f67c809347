package io.diction.account;

import io.diction.identity.SignedIn;
import io.diction.organization.Organizations;
import io.diction.web.Toasts;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The own account: who one is, password, open sessions. */
@Controller
@RequestMapping("/account")
class AccountController {
  private final Account account;
  private final Organizations organizations;
  private final Toasts toasts;

  AccountController(Account account, Organizations organizations, Toasts toasts) {
    this.account = account;
    this.organizations = organizations;
    this.toasts = toasts;
  }

  @GetMapping
  ModelAndView page(SignedIn user, HttpServletRequest request) {
    return page(user, request, HttpStatus.OK).addObject("passwordForm", PasswordForm.EMPTY);
  }

  @PostMapping("/password")
  ModelAndView changePassword(
      @Valid @ModelAttribute PasswordForm passwordForm,
      BindingResult errors,
      SignedIn user,
      HttpServletRequest request,
      RedirectAttributes redirect) {
    if (!errors.hasErrors()
        && !account.changePassword(
            user, passwordForm, request.getSession().getId(), request.getRemoteAddr())) {
      errors.rejectValue("currentPassword", "account.password.wrong");
    }
    if (errors.hasErrors()) {
      return page(user, request, HttpStatus.UNPROCESSABLE_CONTENT);
    }
    toasts.success(redirect, "account.password.changed");
    return new ModelAndView("redirect:/account", HttpStatus.SEE_OTHER);
  }

  @PostMapping("/sign-out-everywhere")
  String signOutEverywhere(SignedIn user) {
    account.signOutEverywhere(user);
    return "redirect:/sign-in?signed-out";
  }

  private ModelAndView page(SignedIn user, HttpServletRequest request, HttpStatus status) {
    return new ModelAndView("account/account", status)
        .addObject("user", account.get(user))
        .addObject("organization", organizations.get(user.organization()))
        .addObject("zone", user.zone())
        .addObject("sessions", account.sessions(user, request.getSession().getId()));
  }
}
