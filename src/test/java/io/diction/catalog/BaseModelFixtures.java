package io.diction.catalog;

import io.diction.identity.Ids;
import io.diction.speech.SpeechModel;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Base models beside the built-in one, for tests. Import it as a bean. */
public final class BaseModelFixtures {
  private final BaseModelRows rows;
  private final Clock clock;

  public BaseModelFixtures(BaseModelRows rows, Clock clock) {
    this.rows = rows;
    this.clock = clock;
  }

  /** The newest of English; a training on it costs a credit. Made once. */
  public BaseModelId charged() {
    return add("20990101", true, now().plusYears(5));
  }

  /** An old one of English that cannot be trained on any more. Made once. */
  public BaseModelId expired() {
    return add("20100101", false, now().minusDays(1));
  }

  private BaseModelId add(String name, boolean charged, OffsetDateTime adaptationUntil) {
    rows.addIfAbsent(
        new BaseModel(
            new BaseModelId(Ids.next()),
            "en-US",
            "",
            name,
            List.of("audio", "text", "pronunciation"),
            charged,
            now(),
            adaptationUntil,
            now().plusYears(7),
            SpeechModel.ENGLISH_SHA256),
        "en-us");
    return rows.snapshot().models().stream()
        .filter(model -> model.name().equals(name))
        .findFirst()
        .orElseThrow()
        .id();
  }

  private OffsetDateTime now() {
    return OffsetDateTime.now(clock.withZone(ZoneOffset.UTC)).truncatedTo(ChronoUnit.MICROS);
  }
}
