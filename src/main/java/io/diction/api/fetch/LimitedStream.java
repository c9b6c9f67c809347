package io.diction.api.fetch;

import io.diction.api.fetch.FetchFailed.Reason;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Fails at the first byte too many, and at the first read after the time is over. */
final class LimitedStream extends FilterInputStream {
  /** Whoever gives less holds a place among those who fetch, for hours. */
  private static final long LEAST_BYTES_PER_SECOND = 8 * 1024;

  /** From then on it counts. */
  private static final long GRACE_SECONDS = 60;

  private final long largest;
  private final long deadlineNanos;
  private final LongSupplier clock;
  private final long startNanos;
  private long count;

  LimitedStream(InputStream bytes, long largest, long deadlineNanos) {
    this(bytes, largest, deadlineNanos, System::nanoTime);
  }

  LimitedStream(InputStream bytes, long largest, long deadlineNanos, LongSupplier clock) {
    super(bytes);
    this.largest = largest;
    this.deadlineNanos = deadlineNanos;
    this.clock = clock;
    this.startNanos = clock.getAsLong();
  }

  static FetchFailed tooLarge(long largest) {
    return new FetchFailed(
        Reason.TOO_LARGE, "What is at the address has more than %d bytes.".formatted(largest));
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    int read = read(one, 0, 1);
    return read < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (clock.getAsLong() - deadlineNanos > 0) {
      throw new FetchFailed(Reason.TIMED_OUT, "The address takes too long to give what it has.");
    }
    int read;
    try {
      read = in.read(buffer, offset, length);
    } catch (InterruptedIOException late) {
      throw new FetchFailed(Reason.TIMED_OUT, "The address fell silent.", late);
    } catch (IOException broken) {
      if (clock.getAsLong() - deadlineNanos >= 0) {
        throw new FetchFailed(
            Reason.TIMED_OUT, "The address takes too long to give what it has.", broken);
      }
      throw new FetchFailed(Reason.CONNECTION, "The connection to the address broke.", broken);
    }
    if (read > 0) {
      count += read;
      if (count > largest) {
        throw tooLarge(largest);
      }
      requireSpeed();
    }
    return read;
  }

  private void requireSpeed() throws FetchFailed {
    long seconds = TimeUnit.NANOSECONDS.toSeconds(clock.getAsLong() - startNanos);
    if (seconds > GRACE_SECONDS && count < seconds * LEAST_BYTES_PER_SECOND) {
      throw new FetchFailed(
          Reason.TIMED_OUT,
          "The address gives less than %d bytes in a second.".formatted(LEAST_BYTES_PER_SECOND));
    }
  }

  @Override
  public long skip(long bytes) throws IOException {
    int wanted = (int) Math.min(bytes, 8192);
    return wanted <= 0 ? 0 : Math.max(0, read(new byte[wanted], 0, wanted));
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
