package io.diction.account;

import io.diction.account.factor.SecondFactor;
import io.diction.account.signin.SecondStep;
import io.diction.identity.SignedIn;
import io.diction.web.Toasts;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
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

/** The authenticator app of the own account, and the codes for the day it is lost. */
@Controller
@RequestMapping("/account")
class AppController {
  private static final String OFF = "/account/authenticator/off";
  private static final String RENEW = "/account/recovery-codes";

  private static final List<String> OFF_TEXTS =
      List.of("account.app.off.title", "account.app.off.text", "account.app.off.label");
  private static final List<String> RENEW_TEXTS =
      List.of("account.codes.renew.title", "account.codes.renew.text", "account.codes.renew.label");

  private final Account account;
  private final SecondFactor secondFactor;
  private final SecondStep secondStep;
  private final Toasts toasts;

  AppController(Account account, SecondFactor secondFactor, SecondStep secondStep, Toasts toasts) {
    this.account = account;
    this.secondFactor = secondFactor;
    this.secondStep = secondStep;
    this.toasts = toasts;
  }

  @GetMapping("/authenticator")
  ModelAndView page(SignedIn user) {
    return user.secondFactor()
        ? new ModelAndView("redirect:/account/security", HttpStatus.SEE_OTHER)
        : page(user, HttpStatus.OK);
  }

  @PostMapping("/authenticator")
  ModelAndView confirm(
      @RequestParam(defaultValue = "") String code,
      SignedIn user,
      HttpServletRequest request,
      HttpServletResponse response) {
    if (!secondFactor.isBegun(user.user())) {
      return new ModelAndView("redirect:/account/authenticator", HttpStatus.SEE_OTHER);
    }
    Optional<List<String>> codes = secondFactor.confirm(user, account.get(user).email(), code);
    if (codes.isEmpty()) {
      return page(user, HttpStatus.UNPROCESSABLE_CONTENT).addObject("wrong", true);
    }
    secondStep.take(user, request, response);
    account.endOtherSessions(user, request.getSession().getId());
    return codes(codes.get());
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
    return codes(secondFactor.renewRecoveryCodes(user, account.get(user).email()));
  }

  private ModelAndView page(SignedIn user, HttpStatus status) {
    return new ModelAndView("account/authenticator", status)
        .addObject("app", secondFactor.begin(user, account.get(user).email()));
  }

  /** Shown at once and not after a redirect, for they are not kept. */
  private static ModelAndView codes(List<String> codes) {
    return new ModelAndView("account/codes").addObject("codes", codes);
  }
}
