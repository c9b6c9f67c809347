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

  /** The times of the last requests that were let in. */
  private static final class Ring {
    private final long[] times;
    private int next;
    private int count;

    Ring(int most) {
      this.times = new long[most];
    }

    synchronized int take(long now) {
      if (count == times.length) {
        long left = times[next] + WINDOW_NANOS - now;
        if (left > 0) {
          return (int) ((left + SECOND_NANOS - 1) / SECOND_NANOS);
        }
      } else {
        count++;
      }
      times[next] = now;
      next = (next + 1) % times.length;
      return 0;
    }
  }
}
