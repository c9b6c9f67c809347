package io.diction.account;

import io.diction.account.signin.SignInAttempts;
import io.diction.account.signin.SignInLog;
import io.diction.account.signin.TooManyAttempts;
import io.diction.audit.Audit;
import io.diction.identity.SignedIn;
import io.diction.identity.Theme;
import io.diction.organization.member.Preferences;
import io.diction.organization.member.User;
import io.diction.organization.member.Users;
import io.diction.web.ErrorCode;
import io.diction.web.Refusal;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** What a user may do with the own account. */
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

  void rename(SignedIn user, String displayName) {
    transaction.executeWithoutResult(
        status -> {
          users.rename(user.user(), displayName);
          audit.record(user, "user.rename", "user", user.user().value(), displayName.strip());
        });
  }

  Preferences preferences(SignedIn user) {
    return users.preferences(user.user());
  }

  void prefer(SignedIn user, Preferences preferences) {
    users.prefer(user.user(), preferences);
  }

  void prefer(SignedIn user, Theme theme) {
    Preferences known = users.preferences(user.user());
    users.prefer(user.user(), new Preferences(known.language(), known.zone(), theme));
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
