package io.diction.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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
  void carriesItsTime() {
    assertThat(new Ids().next(1_767_225_600_000L).toString()).startsWith("019b76da-a800-7");
  }

  @Test
  void keepsTheOrderItIsMadeIn() {
    List<String> made = Stream.generate(() -> Ids.next().toString()).limit(100_000).toList();

    assertThat(made).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void keepsTheOrderWhereTheClockGoesBack() {
    Ids ids = new Ids();
    String before = ids.next(5_000).toString();

    assertThat(ids.next(1_000).toString()).isGreaterThan(before);
  }
}
