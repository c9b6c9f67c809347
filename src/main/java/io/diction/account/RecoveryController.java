package io.diction.account;

import io.diction.account.factor.SecondFactor;
import io.diction.identity.SignedIn;
import io.diction.web.Toasts;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The day the authenticator app is lost, or no longer wanted. */
@Controller
@RequestMapping("/account")
class RecoveryController {
  private static final String OFF = "/account/authenticator/off";
  private static final String RENEW = "/account/recovery-codes";

  private static final List<String> OFF_TEXTS =
      List.of("account.app.off.title", "account.app.off.text", "account.app.off.label");
  private static final List<String> RENEW_TEXTS =
      List.of("account.codes.renew.title", "account.codes.renew.text", "account.codes.renew.label");

  private final Account account;
  private final SecondFactor secondFactor;
  private final Toasts toasts;

  RecoveryController(Account account, SecondFactor secondFactor, Toasts toasts) {
    this.account = account;
    this.secondFactor = secondFactor;
    this.toasts = toasts;
  }

  @GetMapping("/authenticator/off")
  ModelAndView askToSwitchOff() {
    return PasswordQuestion.page(OFF_TEXTS, OFF, HttpStatus.OK)
        .addObject("passwordQuestion", PasswordQuestion.EMPTY);
  }

  @PostMapping("/authenticator/off")
  ModelAndView switchOff(
      @ModelAttribute PasswordQuestion passwordQuestion,
      BindingResult errors,
      SignedIn user,
      HttpServletRequest request,
      RedirectAttributes redirect) {
    if (!account.isPassword(user, passwordQuestion.password(), request.getRemoteAddr())) {
      errors.rejectValue("password", "account.password.wrong");
      return PasswordQuestion.page(OFF_TEXTS, OFF, HttpStatus.UNPROCESSABLE_CONTENT);
    }
    secondFactor.switchOff(user, account.get(user));
    toasts.success(redirect, "account.app.off.done");
    return new ModelAndView("redirect:/account/security", HttpStatus.SEE_OTHER);
  }

  @GetMapping("/recovery-codes")
  ModelAndView askToRenew() {
    return PasswordQuestion.page(RENEW_TEXTS, RENEW, HttpStatus.OK)
        .addObject("passwordQuestion", PasswordQuestion.EMPTY);
  }

  @PostMapping("/recovery-codes")
  ModelAndView renew(
      @ModelAttribute PasswordQuestion passwordQuestion,
      BindingResult errors,
      SignedIn user,
      HttpServletRequest request) {
    if (!user.secondFactor()) {
      return new ModelAndView("redirect:/account/security", HttpStatus.SEE_OTHER);
    }
    if (!account.isPassword(user, passwordQuestion.password(), request.getRemoteAddr())) {
      errors.rejectValue("password", "account.password.wrong");
      return PasswordQuestion.page(RENEW_TEXTS, RENEW, HttpStatus.UNPROCESSABLE_CONTENT);
    }
    return AppController.codes(secondFactor.renewRecoveryCodes(user, account.get(user).email()));
  }
}
