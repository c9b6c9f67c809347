package io.diction.api.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diction.api.fetch.FetchFailed.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LimitedStreamTest {
  private static final int SECOND_OF_BYTES = 8 * 1024;

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);

  private InputStream stream(int bytes, Duration most) {
    return new LimitedStream(
        new ByteArrayInputStream(new byte[bytes]),
        Long.MAX_VALUE,
        now.get() + most.toNanos(),
        now::get);
  }

  private int read(InputStream stream, int bytes, int seconds) throws IOException {
    now.addAndGet(Duration.ofSeconds(seconds).toNanos());
    return stream.read(new byte[bytes], 0, bytes);
  }

  @Test
  void endsWithWhoeverGivesTooLittleForTooLong() throws Exception {
    InputStream slow = stream(100 * SECOND_OF_BYTES, Duration.ofHours(6));

    assertThat(read(slow, 1, 60)).as("a slow start").isOne();
    assertThatThrownBy(() -> read(slow, 1, 1))
        .isInstanceOfSatisfying(
            FetchFailed.class, failed -> assertThat(failed.reason()).isEqualTo(Reason.TIMED_OUT))
        .hasMessageContaining("8192 bytes in a second");
  }

  @Test
  void letsThoseGoOnThatGiveEnough() throws Exception {
    InputStream steady = stream(200 * SECOND_OF_BYTES, Duration.ofSeconds(150));

    for (int second = 1; second <= 150; second++) {
      assertThat(read(steady, SECOND_OF_BYTES, 1)).isEqualTo(SECOND_OF_BYTES);
    }
    assertThatThrownBy(() -> read(steady, SECOND_OF_BYTES, 1))
        .hasMessageContaining("takes too long");
  }
}
