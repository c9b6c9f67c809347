package io.diction.account.signin;

import io.diction.account.factor.OwnPasskeys;
import io.diction.account.factor.SecondFactor;
import io.diction.identity.SignedIn;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/** What the page between password and portal offers: whichever ways on the user has. */
@Component
final class SecondStepPage {
  private final SecondFactor secondFactor;
  private final OwnPasskeys passkeys;

  SecondStepPage(SecondFactor secondFactor, OwnPasskeys passkeys) {
    this.secondFactor = secondFactor;
    this.passkeys = passkeys;
  }

  ModelAndView show(SignedIn user, @Nullable String then, HttpStatus status) {
    return new ModelAndView("account/code", status)
        .addObject("hasApp", secondFactor.hasApp(user.user()))
        .addObject("hasPasskey", passkeys.isAny(user.user()))
        .addObject("hasCodes", recoveryCodesLeft(user) > 0)
        .addObject("then", WantedPage.of(then).path());
  }

  ModelAndView locked(
      SignedIn user, @Nullable String then, TooManyAttempts locked, HttpServletResponse response) {
    response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(locked.seconds()));
    return show(user, then, HttpStatus.TOO_MANY_REQUESTS)
        .addObject("waitSeconds", locked.seconds());
  }

  int recoveryCodesLeft(SignedIn user) {
    return secondFactor.recoveryCodesLeft(user.user());
  }
}
