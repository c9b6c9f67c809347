package io.diction.account;

import io.diction.account.signin.SessionVisitors;
import io.diction.identity.Sha256;
import io.diction.identity.SignedIn;
import io.diction.identity.UserId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.stereotype.Service;

/** Where a user is signed in, and how that ends. */
@Service
public class OpenSessions {
  private final FindByIndexNameSessionRepository<? extends Session> sessions;

  OpenSessions(FindByIndexNameSessionRepository<? extends Session> sessions) {
    this.sessions = sessions;
  }

  /** The one that asks first, then the last used. */
  List<OpenSession> of(SignedIn user, String currentSession) {
    return all(user.user()).values().stream()
        .filter(session -> !session.isExpired())
        .filter(session -> SessionVisitors.isSignedIn(user, session))
        .map(session -> open(session, currentSession))
        .sorted(
            Comparator.comparing(OpenSession::current)
                .thenComparing(OpenSession::lastUsedAt)
                .reversed())
        .toList();
  }

  /** Ends one of the user's own. */
  boolean end(SignedIn user, String handle) {
    return end(user.user(), id -> handle(id).equals(handle)) > 0;
  }

  /** Whoever got in by less than it takes now has to show it. */
  public int endOthers(UserId user, String currentSession) {
    return end(user, id -> !id.equals(currentSession));
  }

  /** Signs the user out everywhere. The caller has checked who may. */
  public int endAll(UserId user) {
    return end(user, id -> true);
  }

  private int end(UserId user, Predicate<String> which) {
    List<String> ended = all(user).keySet().stream().filter(which).toList();
    ended.forEach(sessions::deleteById);
    return ended.size();
  }

  private Map<String, ? extends Session> all(UserId user) {
    return sessions.findByPrincipalName(user.toString());
  }

  private static OpenSession open(Session session, String currentSession) {
    String agent = session.getAttributeOrDefault(SessionVisitors.BROWSER, "");
    return new OpenSession(
        handle(session.getId()),
        utc(session.getCreationTime()),
        utc(session.getLastAccessedTime()),
        OpenSession.browser(agent),
        OpenSession.system(agent),
        session.getAttributeOrDefault(SessionVisitors.ADDRESS, ""),
        session.getId().equals(currentSession));
  }

  /** Names a session on a page, where its id would be as good as a password. */
  private static String handle(String id) {
    return Sha256.of(id).substring(0, 24);
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
