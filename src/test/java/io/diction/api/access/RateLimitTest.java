package io.diction.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitTest {
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5_000_000_000L);
  private final RateLimit limit = new RateLimit(3, nanos::get);
  private final UUID key = UUID.randomUUID();

  private void after(long millis) {
    nanos.addAndGet(Duration.ofMillis(millis).toNanos());
  }

  @Test
  void countsAnyTenSecondsAndSaysHowLongToWait() {
    assertThat(limit.secondsToWait(key)).isZero();
    after(4_000);
    assertThat(limit.secondsToWait(key)).isZero();
    after(4_000);
    assertThat(limit.secondsToWait(key)).isZero();
    assertThat(limit.secondsToWait(key)).isEqualTo(2);
    after(1_999);
    assertThat(limit.secondsToWait(key)).isEqualTo(1);
    after(1);
    assertThat(limit.secondsToWait(key)).isZero();
    assertThat(limit.secondsToWait(key)).isEqualTo(4);
  }

  @Test
  void countsEachKeyByItself() {
    for (int i = 0; i < 3; i++) {
      assertThat(limit.secondsToWait(key)).isZero();
    }

    assertThat(limit.secondsToWait(key)).isPositive();
    assertThat(limit.secondsToWait(UUID.randomUUID())).isZero();
  }
}
