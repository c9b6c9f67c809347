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

  /** Room for as many as two thousand million would be more than any memory. */
  @Test
  void takesNoMemoryForRequestsThatNeverCame() {
    RateLimit generous = new RateLimit(Integer.MAX_VALUE, nanos::get);

    for (int i = 0; i < 1_000; i++) {
      assertThat(generous.secondsToWait(key)).isZero();
      after(1);
    }
  }

  /** Also where the ring has been round and grows. */
  @Test
  void countsExactlyWhileItGrows() {
    RateLimit hundred = new RateLimit(100, nanos::get);
    for (int i = 0; i < 10; i++) {
      assertThat(hundred.secondsToWait(key)).isZero();
    }
    after(10_000);
    for (int i = 0; i < 100; i++) {
      assertThat(hundred.secondsToWait(key)).isZero();
    }
    assertThat(hundred.secondsToWait(key)).isEqualTo(10);
    after(9_999);
    assertThat(hundred.secondsToWait(key)).isEqualTo(1);
    after(1);
    for (int i = 0; i < 100; i++) {
      assertThat(hundred.secondsToWait(key)).isZero();
    }
    assertThat(hundred.secondsToWait(key)).isEqualTo(10);
  }
}
