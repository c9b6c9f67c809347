package io.diction.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IdsTest {
  @Test
  void isAVersion7Uuid() {
    UUID id = Ids.next();

    assertThat(id.version()).isEqualTo(7);
    assertThat(id.variant()).isEqualTo(2);
  }

  @Test
  void ordersByTimeAsText() {
    assertThat(Ids.at(1_000).toString()).isLessThan(Ids.at(1_001).toString());
    assertThat(Ids.at(1_767_225_600_000L).toString()).startsWith("019b76da-a800-7");
  }

  @Test
  void neverRepeatsWithinAMillisecond() {
    assertThat(Stream.generate(() -> Ids.at(5)).limit(10_000)).doesNotHaveDuplicates();
  }
}
