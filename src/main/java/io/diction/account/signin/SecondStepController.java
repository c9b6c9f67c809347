package io.diction.account.signin;

import io.diction.identity.SignedIn;
import io.diction.web.Refusal;
import io.diction.web.Toasts;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The page between password and portal. */
@Controller
@RequestMapping("/sign-in/code")
class SecondStepController {
  /** When so few are left, the user is told. */
  private static final int FEW_CODES = 3;

  private final SecondStep step;
  private final SecondStepPage page;
  private final Toasts toasts;

  SecondStepController(SecondStep step, SecondStepPage page, Toasts toasts) {
    this.step = step;
    this.page = page;
    this.toasts = toasts;
  }

  @GetMapping
  ModelAndView page(
      @Nullable Authentication visitor, @RequestParam(required = false) @Nullable String then) {
    return visitor != null && visitor.getPrincipal() instanceof Visitor.Half half
        ? page.show(half.user(), then, HttpStatus.OK)
        : elsewhere(visitor, WantedPage.of(then));
  }

  @PostMapping(path = "/passkey/options", produces = MediaType.APPLICATION_JSON_VALUE)
  @ResponseBody
  String options(@Nullable Authentication visitor, HttpServletRequest request) {
    if (visitor == null || !(visitor.getPrincipal() instanceof Visitor.Half half)) {
      throw new Refusal.NotFound();
    }
    return step.askForPasskey(half.user(), request);
  }

  @PostMapping("/passkey")
  ModelAndView showPasskey(
      @Nullable Authentication visitor,
      @RequestParam(defaultValue = "") String credential,
      @RequestParam(required = false) @Nullable String then,
      HttpServletRequest request,
      HttpServletResponse response) {
    WantedPage wanted = WantedPage.of(then);
    if (visitor == null || !(visitor.getPrincipal() instanceof Visitor.Half half)) {
      return elsewhere(visitor, wanted);
    }
    try {
      return step.completeWithPasskey(half.user(), credential, request, response)
          ? WantedView.to(wanted.path())
          : WantedView.refusedPasskey("/sign-in/code", wanted);
    } catch (TooManyAttempts locked) {
      return page.locked(half.user(), then, locked, response);
    }
  }

  @PostMapping
  ModelAndView check(
      @Nullable Authentication visitor,
      @RequestParam(defaultValue = "") String code,
      @RequestParam(required = false) @Nullable String then,
      HttpServletRequest request,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    WantedPage wanted = WantedPage.of(then);
    if (visitor == null || !(visitor.getPrincipal() instanceof Visitor.Half half)) {
      return elsewhere(visitor, wanted);
    }
    SignedIn user = half.user();
    try {
      if (!step.complete(user, code, request, response)) {
        return page.show(user, then, HttpStatus.UNAUTHORIZED).addObject("wrong", true);
      }
    } catch (TooManyAttempts locked) {
      return page.locked(user, then, locked, response);
    }
    int left = page.recoveryCodesLeft(user);
    if (left <= FEW_CODES) {
      toasts.warning(redirect, "account.codes.few", left);
    }
    return WantedView.to(wanted.path());
  }

  /** Strangers begin at the beginning; who is signed in has nothing to do here. */
  private static ModelAndView elsewhere(@Nullable Authentication visitor, WantedPage wanted) {
    return WantedView.to(visitor == null ? wanted.address("/sign-in") : wanted.path());
  }
}
