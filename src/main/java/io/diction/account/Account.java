package io.diction.account;

import io.diction.audit.Audit;
import io.diction.identity.SignedIn;
import io.diction.identity.UserId;
import io.diction.organization.User;
import io.diction.organization.Users;
import io.diction.web.ErrorCode;
import io.diction.web.Refusal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** What a user may do with the own account. */
@Service
class Account {
  private final Users users;
  private final SignInAttempts attempts;
  private final PasswordEncoder encoder;
  private final Audit audit;
  private final TransactionTemplate transaction;
  private final FindByIndexNameSessionRepository<? extends Session> sessions;

  Account(
      Users users,
      SignInAttempts attempts,
      PasswordEncoder encoder,
      Audit audit,
      TransactionTemplate transaction,
      FindByIndexNameSessionRepository<? extends Session> sessions) {
    this.users = users;
    this.attempts = attempts;
    this.encoder = encoder;
    this.audit = audit;
    this.transaction = transaction;
    this.sessions = sessions;
  }

  User get(SignedIn user) {
    return users.find(user.organization(), user.user()).orElseThrow();
  }

  /** Where the user is signed in, the last used first. */
  List<OpenSession> sessions(SignedIn user, String currentSession) {
    return sessions.findByPrincipalName(user.user().toString()).values().stream()
        .filter(session -> !session.isExpired())
        .map(session -> open(session, currentSession))
        .sorted(Comparator.comparing(OpenSession::lastUsedAt).reversed())
        .toList();
  }

  void signOutEverywhere(SignedIn user) {
    signOut(user.user(), null);
  }

  /**
   * Changes the password and ends the user's other sessions.
   *
   * @return whether the current password was right
   * @throws Refusal when it was wrong too often, for this too is a place to guess it
   */
  boolean changePassword(
      SignedIn user, PasswordForm form, String currentSession, String remoteAddress) {
    String email = get(user).email();
    begin(email, remoteAddress);
    String hash = users.getCredential(user.user()).passwordHash();
    if (!encoder.matches(form.currentPassword(), hash)) {
      return false;
    }
    attempts.succeeded(email, remoteAddress);
    String newHash = encoder.encode(form.newPassword());
    transaction.executeWithoutResult(
        status -> {
          users.changePassword(user.user(), newHash);
          audit.record(user, "user.changePassword", "user", user.user().value(), email);
        });
    signOut(user.user(), currentSession);
    return true;
  }

  private void begin(String email, String remoteAddress) {
    try {
      attempts.begin(email, remoteAddress);
    } catch (TooManyAttempts e) {
      throw new Refusal.LimitReached(ErrorCode.TOO_MANY_REQUESTS);
    }
  }

  private void signOut(UserId user, @Nullable String exceptSession) {
    sessions.findByPrincipalName(user.toString()).keySet().stream()
        .filter(id -> !id.equals(exceptSession))
        .forEach(sessions::deleteById);
  }

  private static OpenSession open(Session session, String currentSession) {
    return new OpenSession(
        utc(session.getCreationTime()),
        utc(session.getLastAccessedTime()),
        OpenSession.browser(session.getAttributeOrDefault(SessionVisitors.BROWSER, "")),
        session.getAttributeOrDefault(SessionVisitors.ADDRESS, ""),
        session.getId().equals(currentSession));
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
