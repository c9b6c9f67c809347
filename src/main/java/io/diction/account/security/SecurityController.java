package io.diction.account.security;

import io.diction.account.Account;
import io.diction.identity.SignedIn;
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

/** How one signs in, and the change of the password. */
@Controller
@RequestMapping("/account")
class SecurityController {
  private final Account account;
  private final SecurityPage page;
  private final Toasts toasts;

  SecurityController(Account account, SecurityPage page, Toasts toasts) {
    this.account = account;
    this.page = page;
    this.toasts = toasts;
  }

  @GetMapping("/security")
  ModelAndView show(SignedIn user, HttpServletRequest request) {
    return page.show(user, request, HttpStatus.OK).addObject("passwordForm", PasswordForm.EMPTY);
  }

  @PostMapping("/password")
  ModelAndView changePassword(
      @Valid @ModelAttribute PasswordForm passwordForm,
      BindingResult errors,
      SignedIn user,
      HttpServletRequest request,
      RedirectAttributes redirect) {
    if (!errors.hasErrors()
        && !account.isPassword(user, passwordForm.currentPassword(), request.getRemoteAddr())) {
      errors.rejectValue("currentPassword", "account.password.wrong");
    }
    if (errors.hasErrors()) {
      return page.show(user, request, HttpStatus.UNPROCESSABLE_CONTENT);
    }
    account.changePassword(user, passwordForm.newPassword(), request.getSession().getId());
    toasts.success(redirect, "account.password.changed");
    return new ModelAndView("redirect:/account/security", HttpStatus.SEE_OTHER);
  }
}
