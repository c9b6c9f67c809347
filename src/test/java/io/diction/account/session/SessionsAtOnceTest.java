package io.diction.account.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.testing.OnPostgres;
import io.diction.testing.PortalTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;
import org.springframework.test.context.TestPropertySource;

/** Two requests of one session at the same time, such as a form that is sent twice. */
class SessionsAtOnceTest {
  @Nested
  @PortalTest
  @TestPropertySource(properties = "diction.jobs.here=false")
  class H2Test extends Cases {}

  @Nested
  @PortalTest
  @TestPropertySource(properties = "diction.jobs.here=false")
  @OnPostgres
  class PostgresTest extends Cases {}

  abstract static class Cases {
    private static final String TOAST = "toast";

    @Autowired private SessionRepository<? extends Session> all;
    @Autowired private BackgroundRequests background;

    @Test
    void keepsWhatTwoRequestsPutInOnePlace() {
      keepsTheLast(new NotedSessions<>(all, background));
    }

    private static <S extends Session> void keepsTheLast(NotedSessions<S> sessions) {
      NotedSession<S> made = sessions.createSession();
      sessions.save(made);
      NotedSession<S> one = sessions.findById(made.getId());
      NotedSession<S> other = sessions.findById(made.getId());

      one.setAttribute(TOAST, "saved");
      other.setAttribute(TOAST, "saved again");
      sessions.save(one);
      sessions.save(other);

      String kept = sessions.findById(made.getId()).getAttribute(TOAST);
      assertThat(kept).isEqualTo("saved again");
    }
  }
}
