package io.diction.account;

import io.diction.account.signin.SignInAttempts;
import io.diction.account.signin.SignInLog;
import io.diction.account.signin.TooManyAttempts;
import io.diction.audit.Audit;
import io.diction.identity.SignedIn;
import io.diction.organization.member.User;
import io.diction.organization.member.Users;
import io.diction.web.ErrorCode;
import io.diction.web.Refusal;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** The own account and its password. */
@Service
public class Account {
  private final Users users;
  private final SignInAttempts attempts;
  private final SignInLog log;
  private final PasswordEncoder encoder;
  private final Audit audit;
  private final TransactionTemplate transaction;
  private final OpenSessions sessions;

  Account(
      Users users,
      SignInAttempts attempts,
      SignInLog log,
      PasswordEncoder encoder,
      Audit audit,
      TransactionTemplate transaction,
      OpenSessions sessions) {
    this.users = users;
    this.attempts = attempts;
    this.log = log;
    this.encoder = encoder;
    this.audit = audit;
    this.transaction = transaction;
    this.sessions = sessions;
  }

  public User get(SignedIn user) {
    return users.find(user.organization(), user.user()).orElseThrow();
  }

  /**
   * Whether it is the user's password.
   *
   * @throws Refusal when it was wrong too often, for this too is a place to guess it
   */
  public boolean isPassword(SignedIn user, String password, String remoteAddress) {
    String email = get(user).email();
    try {
      attempts.begin(email, remoteAddress);
    } catch (TooManyAttempts e) {
      throw new Refusal.LimitReached(ErrorCode.TOO_MANY_REQUESTS);
    }
    if (!encoder.matches(password, users.getCredential(user.user()).passwordHash())) {
      log.refusedAgain(user, email);
      return false;
    }
    attempts.succeeded(email, remoteAddress);
    return true;
  }

  /** Changes the password and ends the user's other sessions. */
  public void changePassword(SignedIn user, String newPassword, String currentSession) {
    String email = get(user).email();
    String newHash = encoder.encode(newPassword);
    transaction.executeWithoutResult(
        status -> {
          users.changePassword(user, newHash);
          audit.record(user, "user.change-password", "user", user.user().value(), email);
        });
    sessions.endOthers(user.user(), currentSession);
  }
}
