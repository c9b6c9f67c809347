package io.diction.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.testing.Databases;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class NoticeTest {
  private final Notice notice =
      new Notice(JdbcClient.create(Databases.h2("web")), Clock.systemUTC());

  @Test
  void tellsNothingAtFirst() {
    assertThat(notice.text()).isEmpty();
  }

  @Test
  void tellsAtOnceWhatWasChanged() {
    notice.text();

    notice.change(" Closed on Sunday ");

    assertThat(notice.text()).isEqualTo("Closed on Sunday");
  }
}
