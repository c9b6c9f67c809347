package io.diction.account.signin;

import io.diction.account.factor.SecondFactor;
import io.diction.identity.SignedIn;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Service;

/** The step from a password to being signed in, for users who want a second factor. */
@Service
public class SecondStep {
  private final SecondFactor secondFactor;
  private final ShownPasskey passkey;
  private final SignInAttempts attempts;
  private final SignInLog log;
  private final SignIn signIn;

  SecondStep(
      SecondFactor secondFactor,
      ShownPasskey passkey,
      SignInAttempts attempts,
      SignInLog log,
      SignIn signIn) {
    this.secondFactor = secondFactor;
    this.passkey = passkey;
    this.attempts = attempts;
    this.log = log;
    this.signIn = signIn;
  }

  /** What the browser needs in order to show a passkey of the user. */
  String askForPasskey(SignedIn user, HttpServletRequest request) {
    return passkey.ask(user.user(), request);
  }

  /**
   * Signs in whoever shows a right code.
   *
   * @return whether it was
   * @throws TooManyAttempts after too many wrong ones
   */
  boolean complete(
      SignedIn user, String code, HttpServletRequest request, HttpServletResponse response) {
    return complete(
        user, () -> secondFactor.take(user, code).map(SecondStep::factor), request, response);
  }

  /**
   * Signs in whoever shows a passkey of this user.
   *
   * @return whether it was
   * @throws TooManyAttempts after too many wrong ones
   */
  boolean completeWithPasskey(
      SignedIn user, String credential, HttpServletRequest request, HttpServletResponse response) {
    return complete(
        user,
        () ->
            passkey
                .find(credential, request)
                .filter(user.user()::equals)
                .map(owner -> Factor.PASSKEY),
        request,
        response);
  }

  private boolean complete(
      SignedIn user,
      Supplier<Optional<Factor>> shown,
      HttpServletRequest request,
      HttpServletResponse response) {
    String account = "code of " + user.user();
    attempts.begin(account, request.getRemoteAddr());
    Optional<Factor> factor = shown.get();
    if (factor.isEmpty()) {
      log.refusedStep(user, account);
      return false;
    }
    attempts.succeeded(account, request.getRemoteAddr());
    signIn.complete(user, EnumSet.of(Factor.PASSWORD, factor.get()), request, response);
    return true;
  }

  private static Factor factor(SecondFactor.Code code) {
    return code == SecondFactor.Code.APP ? Factor.CODE : Factor.RECOVERY_CODE;
  }

  /** A user has just set up an app: this session counts as signed in with it. */
  public void takeCode(SignedIn user, HttpServletRequest request, HttpServletResponse response) {
    take(user, Factor.CODE, request, response);
  }

  /** The same of a user who has just shown a passkey. */
  public void takePasskey(SignedIn user, HttpServletRequest request, HttpServletResponse response) {
    take(user, Factor.PASSKEY, request, response);
  }

  private void take(
      SignedIn user, Factor shown, HttpServletRequest request, HttpServletResponse response) {
    Set<Factor> factors = EnumSet.of(shown);
    if (SecurityContextHolder.getContext().getAuthentication() instanceof Visitor visitor) {
      factors.addAll(visitor.factors());
    }
    signIn.complete(user, factors, request, response);
  }
}
