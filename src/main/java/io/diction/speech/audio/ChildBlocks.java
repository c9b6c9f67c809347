package io.diction.speech.audio;

import io.diction.speech.FormatException;
import io.diction.speech.audio.DecoderWire.Failure;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Samples from a decoder child. The child is not trusted: whatever it answers is checked, and it
 * gets the bytes of this one file and nothing else.
 */
final class ChildBlocks implements PcmBlocks {
  /** Missing at the end before a file counts as cut off, seconds. */
  private static final double TOLERANCE_SECONDS = 0.25;

  private final String name;
  private final FileChannel file;
  private final int channel;
  private final DecoderChild child;
  private final DecoderOptions options;

  /** Told the child and whether it can take another file. */
  private final BiConsumer<DecoderChild, Boolean> release;

  private final ByteBuffer fileBytes = ByteBuffer.allocate(DecoderWire.MOST_BYTES);
  private final EnumSet<AudioWarning> warnings = EnumSet.noneOf(AudioWarning.class);
  private AudioProperties properties;
  private boolean exactDuration;
  private float[] block = new float[0];
  private byte[] blockBytes = new byte[0];
  private int rateHz;
  private ChannelLevels levels = ChannelLevels.NONE;
  private double seconds;
  private long waitedNanos;
  private boolean broken;
  private boolean closed;

  ChildBlocks(
      String name,
      FileChannel file,
      int channel,
      DecoderChild child,
      DecoderOptions options,
      BiConsumer<DecoderChild, Boolean> release) {
    this.name = name;
    this.file = file;
    this.channel = channel;
    this.child = child;
    this.options = options;
    this.release = release;
    properties = new AudioProperties("", "", Audio.RECOGNITION_RATE_HZ, 1, 0, 0, Set.of());
  }

  /** Lets the child read the header; must be called first. */
  void open(Set<AudioWarning> known) throws IOException {
    warnings.addAll(known);
    DataOutputStream requests = child.requests();
    ask(
        () -> {
          requests.writeByte(DecoderWire.OPEN);
          requests.writeLong(file.size());
          requests.writeInt(channel);
        },
        DecoderWire.PROPERTIES);
    DataInputStream in = child.answers();
    String container = in.readUTF();
    String codec = in.readUTF();
    rateHz = in.readInt();
    int channels = in.readInt();
    int bits = in.readInt();
    double duration = in.readDouble();
    exactDuration = in.readBoolean();
    if (!container.matches("[a-z0-9]{1,8}") || !codec.matches("[a-z0-9_]{1,32}")) {
      throw stopped();
    }
    Limits.checkRate(name, rateHz);
    Limits.checkChannels(name, channels);
    Limits.checkChannel(name, channel, channels);
    properties = new AudioProperties(container, codec, rateHz, channels, bits, duration, warnings);
  }

  @Override
  public int next() throws IOException {
    int answer =
        ask(
            () -> child.requests().writeByte(DecoderWire.NEXT),
            DecoderWire.SAMPLES,
            DecoderWire.END);
    return answer == DecoderWire.END ? end() : samples();
  }

  private int samples() throws IOException {
    DataInputStream in = child.answers();
    int rate = in.readInt();
    int count = in.readInt();
    if (count <= 0 || count > DecoderWire.MOST_SAMPLES) {
      throw stopped();
    }
    Limits.checkRate(name, rate);
    rateHz = rate;
    if (block.length < count) {
      block = new float[count];
      blockBytes = new byte[count * Float.BYTES];
    }
    in.readFully(blockBytes, 0, count * Float.BYTES);
    ByteBuffer.wrap(blockBytes).asFloatBuffer().get(block, 0, count);
    seconds += (double) count / rate;
    return count;
  }

  private int end() throws IOException {
    DataInputStream in = child.answers();
    long damaged = in.readLong();
    levels = levels(in);
    if (seconds == 0 && damaged > 0) {
      throw new FormatException(name, "", Failure.DAMAGED.sentence);
    }
    if (exactDuration && seconds == 0) {
      // Such as a film whose sound is kept in another file, which is never opened.
      throw new FormatException(
          name, "", "the file holds no sound of its own: not one sample could be read");
    }
    if (exactDuration && properties.durationSeconds() - seconds > TOLERANCE_SECONDS) {
      throw new FormatException(
          name,
          "second %.1f".formatted(seconds),
          "the file ends too early: it should last %.1f seconds, only %.1f could be read; it was cut off or damaged, get it again"
              .formatted(properties.durationSeconds(), seconds));
    }
    if (damaged > 0) {
      warnings.add(AudioWarning.DAMAGED_BLOCKS_SKIPPED);
      properties =
          new AudioProperties(
              properties.container(),
              properties.codec(),
              properties.sampleRateHz(),
              properties.channels(),
              properties.bitDepth(),
              properties.durationSeconds(),
              warnings);
    }
    return -1;
  }

  private ChannelLevels levels(DataInputStream in) throws IOException {
    int channels = in.readUnsignedByte();
    if (channels > Limits.MOST_CHANNELS) {
      throw stopped();
    }
    List<Double> each = new ArrayList<>();
    for (int c = 0; c < channels; c++) {
      each.add(decibels(in.readDouble()));
    }
    double mix = decibels(in.readDouble());
    int bits = Math.max(0, Math.min(Integer.SIZE, in.readInt()));
    return new ChannelLevels(each, mix, bits);
  }

  private static double decibels(double said) {
    return Double.isNaN(said) ? -100 : Math.max(-100, Math.min(0, said));
  }

  @Override
  public ChannelLevels channelLevels() {
    return levels;
  }

  /** What a request writes. */
  private interface Request {
    void write() throws IOException;
  }

  /** Sends a request and serves the child's reads until it answers with one of the given. */
  private int ask(Request request, int... expected) throws IOException {
    if (closed) {
      throw new IOException("the recording is closed");
    }
    long left = options.fileTimeout().toNanos() - waitedNanos;
    if (left <= 0) {
      child.kill(DecoderChild.TOO_LONG);
      throw stopped();
    }
    child.expectAnswerWithin(Duration.ofNanos(Math.min(left, options.answerTimeout().toNanos())));
    long started = System.nanoTime();
    // Whatever leaves here other than by an answer leaves the conversation in an unknown state.
    broken = true;
    try {
      request.write();
      child.requests().flush();
      int answer = child.answers().readUnsignedByte();
      while (answer == DecoderWire.READ) {
        sendBytes();
        answer = child.answers().readUnsignedByte();
      }
      for (int each : expected) {
        if (answer == each) {
          broken = false;
          return answer;
        }
      }
      if (answer == DecoderWire.FAILURE) {
        FormatException failure = failure();
        broken = false;
        throw failure;
      }
      throw stopped();
    } catch (SourceException e) {
      throw e.reason;
    } catch (IOException e) {
      throw stopped();
    } finally {
      child.answerCame();
      waitedNanos += System.nanoTime() - started;
    }
  }

  /** The user's file cannot be read: nothing to do with the child. */
  private static final class SourceException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final IOException reason;

    SourceException(IOException reason) {
      super(reason);
      this.reason = reason;
    }
  }

  private void sendBytes() throws IOException {
    long offset = child.answers().readLong();
    int length = child.answers().readInt();
    if (offset < 0 || length <= 0 || length > DecoderWire.MOST_BYTES) {
      throw stopped();
    }
    int count;
    try {
      count = file.read(fileBytes.clear().limit(length), offset);
    } catch (IOException e) {
      throw new SourceException(e);
    }
    DataOutputStream requests = child.requests();
    requests.writeByte(DecoderWire.BYTES);
    requests.writeInt(count);
    if (count > 0) {
      requests.write(fileBytes.array(), 0, count);
    }
    requests.flush();
  }

  private FormatException failure() throws IOException {
    String failureName = child.answers().readUTF();
    long value = child.answers().readLong();
    for (Failure failure : Failure.values()) {
      if (failure.name().equals(failureName)) {
        if (failure == Failure.BAD_RATE) {
          Limits.checkRate(name, value);
        }
        if (failure == Failure.BAD_CHANNELS) {
          Limits.checkChannels(name, (int) value);
        }
        return new FormatException(name, "", failure.sentence);
      }
    }
    return stopped();
  }

  /** The child has ended or talks nonsense: this file's fault as far as anybody can tell. */
  private FormatException stopped() {
    broken = true;
    String reason = child.killReason();
    child.kill("it broke the protocol");
    return new FormatException(
        name,
        "",
        reason != null
            ? reason
            : "decoding stopped unexpectedly in this file; it is probably damaged, try to convert it to wav");
  }

  @Override
  public AudioProperties properties() {
    return properties;
  }

  @Override
  public float[] block() {
    return block;
  }

  @Override
  public int rateHz() {
    return rateHz;
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    boolean reusable = false;
    try {
      if (!broken && child.isAlive()) {
        ask(() -> child.requests().writeByte(DecoderWire.CLOSE), DecoderWire.CLOSED);
        reusable = true;
      }
    } catch (FormatException e) {
      // The samples have been delivered; a child that fails to tidy up is replaced, no more.
      reusable = false;
    } finally {
      closed = true;
      release.accept(child, reusable);
      file.close();
    }
  }
}
