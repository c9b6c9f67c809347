package io.diction.account.security;

import io.diction.account.factor.SecondFactor;
import io.diction.account.security.PasswordQuestions.Deed;
import io.diction.identity.SignedIn;
import io.diction.web.Toasts;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.stereotype.Controller;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The day the authenticator app is lost, or a second step no longer wanted. */
@Controller
@RequestMapping("/account")
class RecoveryController {
  private static final Deed APP_OFF = new Deed("account.app.off.", "/account/authenticator/off");
  private static final Deed PASSKEY_OFF =
      new Deed("account.passkeys.step.off.", "/account/passkeys/step/off");
  private static final Deed RENEW = new Deed("account.codes.renew.", "/account/recovery-codes");

  private final PasswordQuestions questions;
  private final SecondFactor secondFactor;
  private final Toasts toasts;

  RecoveryController(PasswordQuestions questions, SecondFactor secondFactor, Toasts toasts) {
    this.questions = questions;
    this.secondFactor = secondFactor;
    this.toasts = toasts;
  }

  @GetMapping("/authenticator/off")
  ModelAndView askToSwitchOff() {
    return questions.ask(APP_OFF);
  }

  @PostMapping("/authenticator/off")
  ModelAndView switchOff(
      @ModelAttribute PasswordQuestion passwordQuestion,
      BindingResult errors,
      SignedIn user,
      HttpServletRequest request,
      RedirectAttributes redirect) {
    return questions.answer(
        APP_OFF,
        passwordQuestion,
        errors,
        user,
        request,
        () -> {
          secondFactor.switchOffApp(user);
          toasts.success(redirect, "account.app.off.done");
          return SecurityPage.back();
        });
  }

  @GetMapping("/passkeys/step/off")
  ModelAndView askToAskNoMore() {
    return questions.ask(PASSKEY_OFF);
  }

  @PostMapping("/passkeys/step/off")
  ModelAndView askNoMore(
      @ModelAttribute PasswordQuestion passwordQuestion,
      BindingResult errors,
      SignedIn user,
      HttpServletRequest request,
      RedirectAttributes redirect) {
    return questions.answer(
        PASSKEY_OFF,
        passwordQuestion,
        errors,
        user,
        request,
        () -> {
          secondFactor.switchOffPasskeyStep(user);
          toasts.success(redirect, "account.passkeys.step.off.done");
          return SecurityPage.back();
        });
  }

  @GetMapping("/recovery-codes")
  ModelAndView askToRenew() {
    return questions.ask(RENEW);
  }

  @PostMapping("/recovery-codes")
  ModelAndView renew(
      @ModelAttribute PasswordQuestion passwordQuestion,
      BindingResult errors,
      SignedIn user,
      HttpServletRequest request) {
    return user.secondFactor()
        ? questions.answer(
            RENEW,
            passwordQuestion,
            errors,
            user,
            request,
            () -> SecurityPage.codes(secondFactor.renewRecoveryCodes(user)))
        : SecurityPage.back();
  }
}
