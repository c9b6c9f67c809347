package io.diction.api.access;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Duration;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * So many requests of a key in any ten seconds, exactly: the times of its last requests are kept,
 * and one more is let in when the oldest of them is ten seconds old. Refused ones do not count.
 */
@Component
final class RateLimit {
  private static final long WINDOW_NANOS = Duration.ofSeconds(10).toNanos();
  private static final long SECOND_NANOS = Duration.ofSeconds(1).toNanos();

  private final LongSupplier nanos;
  private final LoadingCache<UUID, Ring> keys;

  @Autowired
  RateLimit(AccessSettings settings) {
    this(settings.rateLimit(), System::nanoTime);
  }

  RateLimit(int most, LongSupplier nanos) {
    this.nanos = nanos;
    this.keys =
        Caffeine.newBuilder()
            .expireAfterAccess(Duration.ofNanos(2 * WINDOW_NANOS))
            .build(key -> new Ring(most));
  }

  /** Seconds to wait before the next request; 0 lets this one in. */
  int secondsToWait(UUID key) {
    return keys.get(key).take(nanos.getAsLong());
  }

  /**
   * The times of the requests that were let in within the last ten seconds. It grows with them:
   * room for as many as a generous setting allows would not fit into the memory of a small portal.
   */
  private static final class Ring {
    private static final int FIRST_ROOM = 16;

    private final int most;
    private long[] times;
    private int oldest;
    private int count;

    Ring(int most) {
      this.most = most;
      this.times = new long[Math.min(most, FIRST_ROOM)];
    }

    synchronized int take(long now) {
      while (count > 0 && now - times[oldest] >= WINDOW_NANOS) {
        oldest = (oldest + 1) % times.length;
        count--;
      }
      if (count == most) {
        long left = WINDOW_NANOS - (now - times[oldest]);
        return (int) ((left + SECOND_NANOS - 1) / SECOND_NANOS);
      }
      if (count == times.length) {
        grow();
      }
      times[(int) (((long) oldest + count) % times.length)] = now;
      count++;
      return 0;
    }

    private void grow() {
      long[] more = new long[(int) Math.min(most, 2L * times.length)];
      for (int i = 0; i < count; i++) {
        more[i] = times[(oldest + i) % times.length];
      }
      times = more;
      oldest = 0;
    }
  }
}
