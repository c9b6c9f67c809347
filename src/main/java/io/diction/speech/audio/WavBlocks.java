package io.diction.speech.audio;

import io.diction.speech.FormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.Set;

/** Reads plain 16-bit PCM without a child process: nothing in it can surprise a decoder. */
final class WavBlocks implements PcmBlocks {
  private static final int BLOCK_FRAMES = 8_192;
  private static final double FULL = 32_768;

  private final String name;
  private final FileChannel file;
  private final WavHeader header;
  private final int channel;
  private final AudioProperties properties;
  private final ByteBuffer bytes;
  private final float[] block = new float[BLOCK_FRAMES];
  private final ChannelMeter meter = new ChannelMeter();
  private long done;

  /**
   * @param channel the only one that is heard; {@link AudioDecoder#ALL_CHANNELS} for their mean
   */
  WavBlocks(String name, FileChannel file, WavHeader header, int channel) {
    this.name = name;
    this.file = file;
    this.header = header;
    this.channel = channel;
    bytes = ByteBuffer.allocate(BLOCK_FRAMES * header.blockAlign()).order(ByteOrder.LITTLE_ENDIAN);
    properties =
        new AudioProperties(
            "wav",
            "pcm_s16le",
            header.sampleRateHz(),
            header.channels(),
            16,
            (double) header.dataBytes() / header.blockAlign() / header.sampleRateHz(),
            header.lengthDiffers() ? Set.of(AudioWarning.LENGTH_DIFFERS_FROM_HEADER) : Set.of());
  }

  @Override
  public int next() throws IOException {
    long left = header.dataBytes() - done;
    if (left == 0) {
      return -1;
    }
    bytes.clear().limit((int) Math.min(bytes.capacity(), left));
    while (bytes.hasRemaining()) {
      if (file.read(bytes, header.dataStart() + done + bytes.position()) < 0) {
        throw new FormatException(name, "", "the file became shorter while it was read");
      }
    }
    done += bytes.position();
    bytes.flip();
    int frames = bytes.limit() / header.blockAlign();
    int channels = header.channels();
    int bits = 0;
    long squares = 0;
    for (int t = 0; t < frames; t++) {
      int sum = 0;
      for (int c = 0; c < channels; c++) {
        short sample = bytes.getShort(2 * (t * channels + c));
        sum += sample;
        bits |= sample;
      }
      block[t] =
          channel == AudioDecoder.ALL_CHANNELS
              ? (float) sum / channels / 32768f
              : bytes.getShort(2 * (t * channels + channel)) / 32768f;
      squares += (long) sum * sum;
    }
    double mix = squares / ((double) channels * channels * FULL * FULL);
    meter.addMix(mix, frames);
    meter.addBits(bits << Short.SIZE);
    if (channels == 1) {
      meter.addChannel(0, mix);
    } else {
      measureChannels(frames, channels);
    }
    return frames;
  }

  private void measureChannels(int frames, int channels) {
    for (int c = 0; c < channels; c++) {
      long squares = 0;
      for (int t = 0; t < frames; t++) {
        int sample = bytes.getShort(2 * (t * channels + c));
        squares += (long) sample * sample;
      }
      meter.addChannel(c, squares / (FULL * FULL));
    }
  }

  @Override
  public ChannelLevels channelLevels() {
    return meter.levels();
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
    return header.sampleRateHz();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
