package io.diction.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AuditPlaceTest {
  private static final UUID ID = new UUID(1, 2);

  @Test
  void readsWhatItWroteAndNoDayThatDatabasesDoNotKnow() {
    AuditPlace place = new AuditPlace(OffsetDateTime.parse("2026-11-22T03:00:00Z"), ID);

    assertThat(AuditPlace.parse(place.toString())).contains(place);
    assertThat(AuditPlace.parse("+999999999-01-01T00:00:00Z_" + ID)).isEmpty();
    assertThat(AuditPlace.parse("-999999999-01-01T00:00:00Z_" + ID)).isEmpty();
    assertThat(AuditPlace.parse("2026-11-22T03:00:00Z")).isEmpty();
  }
}
