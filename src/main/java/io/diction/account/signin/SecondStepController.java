package io.diction.account.signin;

import io.diction.account.factor.SecondFactor;
import io.diction.identity.SignedIn;
import io.diction.web.Toasts;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The page between password and portal. */
@Controller
@RequestMapping("/sign-in/code")
class SecondStepController {
  /** When so few are left, the user is told. */
  private static final int FEW_CODES = 3;

  private final SecondStep step;
  private final SecondFactor secondFactor;
  private final Toasts toasts;

  SecondStepController(SecondStep step, SecondFactor secondFactor, Toasts toasts) {
    this.step = step;
    this.secondFactor = secondFactor;
    this.toasts = toasts;
  }

  @GetMapping
  ModelAndView page(
      @Nullable Authentication visitor, @RequestParam(required = false) @Nullable String then) {
    return isHalf(visitor) ? page(then, HttpStatus.OK) : elsewhere(visitor, WantedPage.of(then));
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
        return page(then, HttpStatus.UNAUTHORIZED).addObject("wrong", true);
      }
    } catch (TooManyAttempts locked) {
      response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(locked.seconds()));
      return page(then, HttpStatus.TOO_MANY_REQUESTS).addObject("waitSeconds", locked.seconds());
    }
    int left = secondFactor.recoveryCodesLeft(user.user());
    if (left <= FEW_CODES) {
      toasts.warning(redirect, "account.codes.few", left);
    }
    return to(wanted.path());
  }

  private static boolean isHalf(@Nullable Authentication visitor) {
    return visitor != null && visitor.getPrincipal() instanceof Visitor.Half;
  }

  /** Strangers begin at the beginning; who is signed in has nothing to do here. */
  private static ModelAndView elsewhere(@Nullable Authentication visitor, WantedPage wanted) {
    return to(visitor == null ? wanted.address("/sign-in") : wanted.path());
  }

  private static ModelAndView to(String path) {
    return new ModelAndView(new WantedView(path));
  }

  private static ModelAndView page(@Nullable String then, HttpStatus status) {
    return new ModelAndView("account/code", status).addObject("then", WantedPage.of(then).path());
  }
}
