package io.diction.account.session;

import org.jspecify.annotations.Nullable;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;

/** The sessions as requests use them; nothing is saved for those that a page makes by itself. */
final class NotedSessions<S extends Session> implements SessionRepository<NotedSession<S>> {
  private final SessionRepository<S> sessions;
  private final BackgroundRequests background;

  NotedSessions(SessionRepository<S> sessions, BackgroundRequests background) {
    this.sessions = sessions;
    this.background = background;
  }

  @Override
  public NotedSession<S> createSession() {
    return new NotedSession<>(sessions.createSession());
  }

  @Override
  public void save(NotedSession<S> session) {
    if (!background.isNow()) {
      sessions.save(session.session());
    }
  }

  @Override
  public @Nullable NotedSession<S> findById(String id) {
    S session = sessions.findById(id);
    return session == null ? null : new NotedSession<>(session);
  }

  @Override
  public void deleteById(String id) {
    sessions.deleteById(id);
  }
}
