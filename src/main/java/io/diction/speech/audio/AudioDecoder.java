package io.diction.speech.audio;

import io.diction.speech.FormatException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads recordings (wav, w64, mp3, flac, m4a/mp4/mov, ogg, aac) as 16 kHz mono samples.
 *
 * <p>FFmpeg's libraries decode in child processes, so that a file made to do harm can harm nothing:
 * a child sees the bytes of its one file, has no environment and no other file's name, and is
 * killed and replaced when it is over its limits of time, memory or output, or crashes. Children
 * are started on demand, reused, and ended when idle. Plain 16-bit wav files are read by this class
 * itself. Channels are mixed to their mean, then resampled ({@code Resampler}).
 *
 * <p>A wav file whose header lies about its length is read as far as it goes, with a warning in its
 * properties. A flac or m4a file that is shorter than it says is refused.
 *
 * <p>Safe for many threads. An open {@link AudioSource} may hold a child: whoever opens several at
 * a time in one thread must have that many {@link DecoderOptions#processes}.
 *
 * <p>Every method throws {@link FormatException}, with a sentence for the user, for a file that
 * cannot be decoded, and {@link IOException} when the file cannot be read or no child be started.
 */
public final class AudioDecoder implements AutoCloseable {
  private static final long WATCH_PERIOD_MS = 200;
  private static final int SNIFFED_BYTES = 4_096;

  /** Their mean. */
  public static final int ALL_CHANNELS = -1;

  private final DecoderOptions options;
  private final Semaphore places;
  private final Deque<DecoderChild> idle = new ArrayDeque<>();
  private final Set<DecoderChild> all = new HashSet<>();
  private final ScheduledExecutorService watch;
  private boolean closed;

  public AudioDecoder(DecoderOptions options) {
    this.options = options;
    places = new Semaphore(options.processes(), true);
    watch =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "decoder-watch");
              thread.setDaemon(true);
              return thread;
            });
    var unused =
        watch.scheduleWithFixedDelay(
            this::enforceLimits, WATCH_PERIOD_MS, WATCH_PERIOD_MS, TimeUnit.MILLISECONDS);
  }

  /** What the file's header says, without decoding it. */
  public AudioProperties probe(Path file) throws IOException {
    return probe(file, file.getFileName().toString());
  }

  /**
   * What the file's header says, without decoding it.
   *
   * @param name the file's name as its owner knows it, for messages
   */
  public AudioProperties probe(Path file, String name) throws IOException {
    try (AudioSource source = open(file, name)) {
      return source.properties();
    }
  }

  /**
   * Looks at a file's first bytes alone, before anything that takes long is begun.
   *
   * @param name the file's name as its owner knows it, for messages
   * @throws FormatException when it is plainly no audio
   */
  public static void refuseOthers(Path file, String name) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      refuseOthers(channel, name);
    }
  }

  private static void refuseOthers(FileChannel channel, String name) throws IOException {
    byte[] head = new byte[SNIFFED_BYTES];
    String notAudio = NotAudio.reason(head, readHead(channel, head));
    if (notAudio != null) {
      throw new FormatException(name, "", notAudio);
    }
  }

  /** Opens a recording of any length for reading in parts. */
  public AudioSource open(Path file) throws IOException {
    return open(file, file.getFileName().toString());
  }

  /**
   * Opens a recording of any length for reading in parts.
   *
   * @param name the file's name as its owner knows it, for messages
   */
  public AudioSource open(Path file, String name) throws IOException {
    return open(file, name, ALL_CHANNELS);
  }

  /**
   * Opens one channel of a recording of any length for reading in parts.
   *
   * @param name the file's name as its owner knows it, for messages
   * @param only the channel, from 0, or {@link #ALL_CHANNELS}
   * @throws FormatException also when the recording has no such channel
   */
  public AudioSource open(Path file, String name, int only) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    boolean opened = false;
    try {
      refuseOthers(channel, name);
      WavHeader wav = WavHeader.read(name, channel);
      boolean plain = wav != null && wav.isPlainPcm16();
      if (plain) {
        Limits.checkChannel(name, only, wav.channels());
      }
      PcmBlocks blocks =
          plain
              ? new WavBlocks(name, channel, wav, only)
              : openInChild(
                  channel,
                  name,
                  only,
                  wav != null && wav.lengthDiffers()
                      ? Set.of(AudioWarning.LENGTH_DIFFERS_FROM_HEADER)
                      : Set.of());
      opened = true;
      return new AudioSource(name, blocks, options.longestAudio());
    } finally {
      if (!opened) {
        channel.close();
      }
    }
  }

  /** The whole recording in memory; for short ones ({@link DecoderOptions#longestInMemory}). */
  public Audio decode(Path file) throws IOException {
    return decode(file, file.getFileName().toString());
  }

  /**
   * The whole recording in memory; for short ones ({@link DecoderOptions#longestInMemory}).
   *
   * @param name the file's name as its owner knows it, for messages
   */
  public Audio decode(Path file, String name) throws IOException {
    int most = (int) options.longestInMemory().toSeconds() * Audio.RECOGNITION_RATE_HZ;
    try (AudioSource source = open(file, name)) {
      float[] samples = new float[10 * Audio.RECOGNITION_RATE_HZ];
      float[] buffer = new float[8_192];
      int filled = 0;
      for (int read = source.read(buffer); read >= 0; read = source.read(buffer)) {
        if (filled + read > most) {
          throw new FormatException(
              name,
              "",
              "the recording is longer than the %d minutes that can be read at once"
                  .formatted(options.longestInMemory().toMinutes()));
        }
        if (filled + read > samples.length) {
          samples = Arrays.copyOf(samples, (int) Math.min(most, samples.length * 3L / 2));
        }
        System.arraycopy(buffer, 0, samples, filled, read);
        filled += read;
      }
      return new Audio(Arrays.copyOf(samples, filled), Audio.RECOGNITION_RATE_HZ);
    }
  }

  /** Decodes in a child whatever the file looks like: the way that every format but one takes. */
  PcmBlocks openInChild(FileChannel channel, String name, int only, Set<AudioWarning> known)
      throws IOException {
    DecoderChild child = acquire();
    ChildBlocks blocks = new ChildBlocks(name, channel, only, child, options, this::release);
    boolean opened = false;
    try {
      blocks.open(known);
      opened = true;
      return blocks;
    } finally {
      if (!opened) {
        blocks.close();
      }
    }
  }

  /** Process ids of the children that are alive. */
  List<Long> childPids() {
    synchronized (all) {
      return all.stream().filter(DecoderChild::isAlive).map(DecoderChild::pid).toList();
    }
  }

  /** Ends all children; recordings still open fail at their next read. */
  @Override
  public void close() {
    List<DecoderChild> children;
    synchronized (all) {
      closed = true;
      children = List.copyOf(all);
      all.clear();
      idle.clear();
    }
    watch.shutdownNow();
    children.forEach(child -> child.kill("the decoder was shut down"));
    children.forEach(DecoderChild::remove);
  }

  private DecoderChild acquire() throws IOException {
    try {
      places.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for a decoder");
    }
    boolean acquired = false;
    try {
      DecoderChild child = takeIdle();
      if (child == null) {
        child = startChild();
      }
      acquired = true;
      return child;
    } finally {
      if (!acquired) {
        places.release();
      }
    }
  }

  private @Nullable DecoderChild takeIdle() {
    synchronized (all) {
      if (closed) {
        throw new IllegalStateException("the decoder is closed");
      }
      for (DecoderChild child = idle.pollFirst(); child != null; child = idle.pollFirst()) {
        if (child.isAlive()) {
          return child;
        }
        discard(child);
      }
      return null;
    }
  }

  private DecoderChild startChild() throws IOException {
    DecoderChild child = DecoderChild.start(options);
    synchronized (all) {
      all.add(child);
    }
    boolean ready = false;
    try {
      child.awaitReady();
      ready = true;
      return child;
    } finally {
      if (!ready) {
        discard(child);
      }
    }
  }

  private void release(DecoderChild child, boolean reusable) {
    boolean kept = false;
    synchronized (all) {
      if (reusable && !closed) {
        child.idle();
        idle.addFirst(child);
        kept = true;
      }
    }
    if (!kept) {
      discard(child);
    }
    places.release();
  }

  private void discard(DecoderChild child) {
    synchronized (all) {
      all.remove(child);
    }
    child.remove();
  }

  private void enforceLimits() {
    List<DecoderChild> children;
    List<DecoderChild> expired;
    synchronized (all) {
      children = List.copyOf(all);
      expired =
          idle.stream()
              .filter(child -> !child.isAlive() || child.hasBeenIdleFor(options.idleTime()))
              .toList();
      idle.removeAll(expired);
    }
    children.forEach(child -> child.enforceLimits(options));
    expired.forEach(this::discard);
  }

  private static int readHead(FileChannel channel, byte[] head) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(head);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, buffer.position()) < 0) {
        break;
      }
    }
    return buffer.position();
  }
}
