package io.diction.account.session;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.springframework.session.Session;

/** A session whose last use is noted once in a while; every note is a write to the disk. */
final class NotedSession<S extends Session> implements Session {
  private static final Duration LONGEST = Duration.ofMinutes(1);

  /** Share of a session's length by which it may end early. */
  private static final int SHARE = 60;

  private final S session;

  NotedSession(S session) {
    this.session = session;
  }

  S session() {
    return session;
  }

  @Override
  public void setLastAccessedTime(Instant lastAccessedTime) {
    Duration unnoted = session.getMaxInactiveInterval().dividedBy(SHARE);
    Duration between = unnoted.compareTo(LONGEST) < 0 ? unnoted : LONGEST;
    if (session.getLastAccessedTime().plus(between).isBefore(lastAccessedTime)) {
      session.setLastAccessedTime(lastAccessedTime);
    }
  }

  @Override
  public Instant getLastAccessedTime() {
    return session.getLastAccessedTime();
  }

  @Override
  public String getId() {
    return session.getId();
  }

  @Override
  public String changeSessionId() {
    return session.changeSessionId();
  }

  @Override
  public <T> T getAttribute(String name) {
    return session.getAttribute(name);
  }

  @Override
  public Set<String> getAttributeNames() {
    return session.getAttributeNames();
  }

  @Override
  public void setAttribute(String name, Object value) {
    session.setAttribute(name, value);
  }

  @Override
  public void removeAttribute(String name) {
    session.removeAttribute(name);
  }

  @Override
  public Instant getCreationTime() {
    return session.getCreationTime();
  }

  @Override
  public void setMaxInactiveInterval(Duration interval) {
    session.setMaxInactiveInterval(interval);
  }

  @Override
  public Duration getMaxInactiveInterval() {
    return session.getMaxInactiveInterval();
  }

  @Override
  public boolean isExpired() {
    return session.isExpired();
  }
}
