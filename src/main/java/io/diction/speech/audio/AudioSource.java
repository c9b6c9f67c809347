package io.diction.speech.audio;

import io.diction.speech.FormatException;
import io.diction.speech.Sha256;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A recording as a stream of 16 kHz mono samples, in bounded memory whatever its length. For one
 * thread; close it to give the decoder process back.
 */
public final class AudioSource implements Closeable {
  private final String name;
  private final PcmBlocks blocks;
  private final long longest;
  private final Sha256 digest = new Sha256();
  private ByteBuffer hashed = ByteBuffer.allocate(0);
  private Resampler resampler;
  private int resamplerRateHz;

  /** Takes over when the present one is drained: in files that change their rate on the way. */
  private @Nullable Resampler following;

  private long delivered;
  private boolean inputEnded;
  private boolean ended;

  AudioSource(String name, PcmBlocks blocks, Duration longest) {
    this.name = name;
    this.blocks = blocks;
    this.longest = longest.toSeconds() * Audio.RECOGNITION_RATE_HZ;
    resamplerRateHz = blocks.properties().sampleRateHz();
    resampler = new Resampler(resamplerRateHz, Audio.RECOGNITION_RATE_HZ);
  }

  /** The file's own properties; warnings are complete once {@link #read} has returned -1. */
  public AudioProperties properties() {
    return blocks.properties();
  }

  /** What each channel had before they were mixed; complete once {@link #read} has returned -1. */
  public ChannelLevels channelLevels() {
    return blocks.channelLevels();
  }

  /**
   * Reads the next samples, -1 to 1.
   *
   * @param buffer filled from its start, as far as there are samples
   * @return samples read, at least 1, or -1 at the end
   * @throws FormatException when the rest of the file cannot be decoded, is longer than allowed, or
   *     there was nothing at all
   */
  public int read(float[] buffer) throws IOException {
    int count = 0;
    while (count < buffer.length && !ended) {
      int read = resampler.pull(buffer, count, buffer.length - count);
      clamp(buffer, count, read);
      count += read;
      if (read == 0) {
        ended = !advance();
      }
    }
    delivered += count;
    if (delivered > longest) {
      throw new FormatException(
          name,
          "",
          "the recording is longer than the %s allowed; cut it into parts"
              .formatted(hours(longest / Audio.RECOGNITION_RATE_HZ)));
    }
    if (count == 0 && ended) {
      if (delivered == 0) {
        throw new FormatException(name, "", "the file holds no sound: not one sample was found");
      }
      return -1;
    }
    hash(buffer, count);
    return count;
  }

  /** Samples read so far, in seconds. */
  public double secondsRead() {
    return (double) delivered / Audio.RECOGNITION_RATE_HZ;
  }

  /**
   * Identity of what was read so far: SHA-256 of the samples as little-endian 32-bit floats, in
   * lower-case hexadecimal digits. After the end it names the whole recording.
   */
  public String sha256() {
    return digest.hexSoFar();
  }

  @Override
  public void close() throws IOException {
    blocks.close();
  }

  /** Gives the resampler more input, or another resampler; false when both have come to the end. */
  private boolean advance() throws IOException {
    if (following != null) {
      resampler = following;
      following = null;
      return true;
    }
    if (inputEnded) {
      return false;
    }
    int length = blocks.next();
    if (length < 0) {
      inputEnded = true;
      resampler.finish();
    } else if (blocks.rateHz() == resamplerRateHz) {
      resampler.push(blocks.block(), length);
    } else {
      resampler.finish();
      resamplerRateHz = blocks.rateHz();
      following = new Resampler(resamplerRateHz, Audio.RECOGNITION_RATE_HZ);
      following.push(blocks.block(), length);
    }
    return true;
  }

  /** A filter overshoots where the input was clipped. */
  private static void clamp(float[] samples, int offset, int count) {
    for (int t = offset; t < offset + count; t++) {
      samples[t] = Math.max(-1, Math.min(1, samples[t]));
    }
  }

  private void hash(float[] samples, int count) {
    if (hashed.capacity() < count * Float.BYTES) {
      hashed = ByteBuffer.allocate(count * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    }
    hashed.clear();
    hashed.asFloatBuffer().put(samples, 0, count);
    digest.add(hashed.array(), 0, count * Float.BYTES);
  }

  private static String hours(long seconds) {
    return seconds % 3600 == 0 ? seconds / 3600 + " hours" : seconds + " seconds";
  }
}
