package io.diction.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.testing.Databases;
import io.diction.testing.SettableClock;
import io.diction.web.Notice.Message;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class NoticeTest {
  private final SettableClock clock = new SettableClock();
  private final Notice notice = new Notice(JdbcClient.create(Databases.h2("web")), clock);

  @Test
  void tellsNothingAtFirst() {
    assertThat(notice.current().isEmpty()).isTrue();
  }

  @Test
  void tellsAtOnceWhatWasChanged() {
    notice.current();

    notice.change(Message.of(" Closed on Sunday "));

    assertThat(notice.current().text()).isEqualTo("Closed on Sunday");
  }

  @Test
  void tellsOfMaintenanceBeforeAndDuringButNotAfterIt() {
    OffsetDateTime from = clock.instant().plusSeconds(3600).atOffset(ZoneOffset.UTC);
    OffsetDateTime until = from.plusHours(1);
    notice.change(new Message("Closed", from, until));

    assertThat(notice.current().from()).isEqualTo(from);
    clock.set(until.minusSeconds(1).toInstant());
    assertThat(notice.current().text()).isEqualTo("Closed");
    clock.set(until.toInstant());
    assertThat(notice.current().isEmpty()).isTrue();
    assertThat(notice.entered().text()).isEqualTo("Closed");
  }

  @Test
  void marksTheSameTextAtAnotherTimeAsNew() {
    OffsetDateTime sunday = clock.instant().atOffset(ZoneOffset.UTC);

    assertThat(new Message("Closed", sunday, null).getMark())
        .isEqualTo(
            new Message("Closed", sunday.withOffsetSameInstant(ZoneOffset.MAX), null).getMark())
        .isNotEqualTo(new Message("Closed", sunday.plusDays(7), null).getMark());
  }
}
