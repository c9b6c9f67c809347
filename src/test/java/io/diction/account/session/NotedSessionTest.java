package io.diction.account.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.session.MapSession;

class NotedSessionTest {
  private final MapSession stored = new MapSession();
  private final NotedSession<MapSession> session = new NotedSession<>(stored);
  private final Instant noted = stored.getLastAccessedTime();

  @Test
  void usesSoonAfterANotedOneAreNotNoted() {
    stored.setMaxInactiveInterval(Duration.ofHours(12));

    session.setLastAccessedTime(noted.plusSeconds(60));

    assertThat(stored.getLastAccessedTime()).isEqualTo(noted);
  }

  @Test
  void useAfterAMinuteIsNoted() {
    stored.setMaxInactiveInterval(Duration.ofHours(12));

    session.setLastAccessedTime(noted.plusSeconds(61));

    assertThat(stored.getLastAccessedTime()).isEqualTo(noted.plusSeconds(61));
  }

  @Test
  void shortSessionsLoseNoMoreThanASixtiethOfTheirLength() {
    stored.setMaxInactiveInterval(Duration.ofMinutes(10));

    session.setLastAccessedTime(noted.plusSeconds(11));

    assertThat(stored.getLastAccessedTime()).isEqualTo(noted.plusSeconds(11));
  }
}
