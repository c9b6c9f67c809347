package io.diction.account.signin;

import io.diction.account.factor.SecondFactor;
import io.diction.identity.SignedIn;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.EnumSet;
import java.util.Set;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Service;

/** The step from a password to being signed in, for users who want a second factor. */
@Service
public class SecondStep {
  private final SecondFactor secondFactor;
  private final SignInAttempts attempts;
  private final SignIn signIn;

  SecondStep(SecondFactor secondFactor, SignInAttempts attempts, SignIn signIn) {
    this.secondFactor = secondFactor;
    this.attempts = attempts;
    this.signIn = signIn;
  }

  /**
   * Signs in whoever shows a right code.
   *
   * @return whether it was
   * @throws TooManyAttempts after too many wrong ones
   */
  boolean complete(
      SignedIn user, String code, HttpServletRequest request, HttpServletResponse response) {
    String account = "code of " + user.user();
    attempts.begin(account, request.getRemoteAddr());
    if (!secondFactor.take(user, code)) {
      return false;
    }
    attempts.succeeded(account, request.getRemoteAddr());
    signIn.complete(user, EnumSet.of(Factor.PASSWORD, Factor.CODE), request, response);
    return true;
  }

  /** A user has just set up an app: this session counts as signed in with it. */
  public void take(SignedIn user, HttpServletRequest request, HttpServletResponse response) {
    Set<Factor> factors = EnumSet.of(Factor.CODE);
    if (SecurityContextHolder.getContext().getAuthentication() instanceof Visitor visitor) {
      factors.addAll(visitor.factors());
    }
    signIn.complete(user, factors, request, response);
  }
}
