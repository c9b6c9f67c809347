package io.diction.account.signin;

import io.diction.audit.Audit;
import io.diction.identity.OrganizationId;
import io.diction.identity.SignedIn;
import io.diction.identity.UserId;
import io.diction.organization.member.Users;
import java.time.Duration;
import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.event.AuthenticationFailureBadCredentialsEvent;
import org.springframework.security.authentication.event.InteractiveAuthenticationSuccessEvent;
import org.springframework.security.authentication.event.LogoutSuccessEvent;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Writes down who came and how, who left, and who was refused, each with the network address. Wrong
 * passwords of nobody belong to no organization and are left out. The failure that makes an account
 * wait is told as that, and what is sent while it waits is not looked at: nobody can fill the log.
 */
@Component
public class SignInLog {
  static final String CAME = "user.sign-in";
  static final String REFUSED = "user.sign-in-refused";
  static final String STEP_REFUSED = "user.second-step-refused";
  static final String LOCKED = "user.sign-in-locked";
  private static final String AUDITED = "user";

  private final Audit audit;
  private final Users users;
  private final SignInAttempts attempts;
  private final TransactionTemplate transaction;

  SignInLog(Audit audit, Users users, SignInAttempts attempts, TransactionTemplate transaction) {
    this.audit = audit;
    this.users = users;
    this.attempts = attempts;
    this.transaction = transaction;
  }

  /** Who has shown a password and owes the second step is not in yet. */
  @EventListener
  void came(InteractiveAuthenticationSuccessEvent event) {
    if (event.getAuthentication() instanceof Visitor visitor) {
      record(visitor, CAME, address() + " " + Factor.written(visitor.factors()));
    }
  }

  @EventListener
  void left(LogoutSuccessEvent event) {
    record(event.getAuthentication(), "user.sign-out-here", address());
  }

  private void record(Authentication visitor, String action, String detail) {
    if (visitor.getPrincipal() instanceof SignedIn user) {
      transaction.executeWithoutResult(
          status ->
              audit.record(
                  user,
                  user.organization(),
                  action,
                  AUDITED,
                  user.user().value(),
                  user.displayName(),
                  detail));
    }
  }

  @EventListener
  void refused(AuthenticationFailureBadCredentialsEvent event) {
    String email = event.getAuthentication().getName();
    users
        .findCredential(email)
        .ifPresent(
            known ->
                users
                    .organizationOf(known.user())
                    .ifPresent(
                        organization ->
                            record(organization, known.user(), email.strip(), email, REFUSED)));
  }

  /** A wrong code, or a passkey that is not the user's, after the right password. */
  void refusedStep(SignedIn user, String account) {
    record(user.organization(), user.user(), user.displayName(), account, STEP_REFUSED);
  }

  /** A wrong password of somebody who is signed in and was asked for it once more. */
  public void refusedAgain(SignedIn user, String email) {
    record(user.organization(), user.user(), email, email, "user.password-refused");
  }

  /** By nobody that we know: whoever sent it need not be the user. */
  private void record(
      OrganizationId organization, UserId user, String name, String account, String action) {
    Duration wait = attempts.wait(account, address());
    transaction.executeWithoutResult(
        status ->
            audit.record(
                organization,
                wait.isZero() ? action : LOCKED,
                AUDITED,
                user.value(),
                name,
                wait.isZero() ? address() : "%s, %d s".formatted(address(), wait.toSeconds())));
  }

  private static String address() {
    return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes request
        ? request.getRequest().getRemoteAddr()
        : "";
  }
}
