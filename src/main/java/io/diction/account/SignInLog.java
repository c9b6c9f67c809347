package io.diction.account;

import io.diction.audit.Audit;
import io.diction.identity.SignedIn;
import io.diction.organization.member.Users;
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
 * Writes down who came, who left and whose password was wrong, each with the network address. Wrong
 * passwords of nobody belong to no organization and are left out; those that come while an account
 * has to wait are not looked at, which bounds how many there are.
 */
@Component
class SignInLog {
  private static final String AUDITED = "user";

  private final Audit audit;
  private final Users users;
  private final TransactionTemplate transaction;

  SignInLog(Audit audit, Users users, TransactionTemplate transaction) {
    this.audit = audit;
    this.users = users;
    this.transaction = transaction;
  }

  @EventListener
  void came(InteractiveAuthenticationSuccessEvent event) {
    record(event.getAuthentication(), "user.sign-in");
  }

  @EventListener
  void left(LogoutSuccessEvent event) {
    record(event.getAuthentication(), "user.sign-out-here");
  }

  /** Who has shown a password and owes a code is not in yet. */
  private void record(Authentication visitor, String action) {
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
                  address()));
    }
  }

  @EventListener
  void refused(AuthenticationFailureBadCredentialsEvent event) {
    String email = event.getAuthentication().getName();
    users
        .findCredential(email)
        .ifPresent(
            known ->
                transaction.executeWithoutResult(
                    status ->
                        users
                            .organizationOf(known.user())
                            .ifPresent(
                                organization ->
                                    audit.record(
                                        organization,
                                        "user.sign-in-refused",
                                        AUDITED,
                                        known.user().value(),
                                        email.strip(),
                                        address()))));
  }

  private static String address() {
    return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes request
        ? request.getRequest().getRemoteAddr()
        : "";
  }
}
