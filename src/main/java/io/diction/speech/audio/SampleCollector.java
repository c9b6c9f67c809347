package io.diction.speech.audio;

import com.sun.speech.freetts.audio.AudioPlayer;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import javax.sound.sampled.AudioFormat;

/** Where FreeTTS would play sound: keeps the samples instead. For one thread, one rendering. */
final class SampleCollector implements AudioPlayer {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private AudioFormat format = new AudioFormat(Audio.RECOGNITION_RATE_HZ, 16, 1, true, true);
  private float volume = 1;

  Audio audio() {
    if (Math.round(format.getSampleRate()) != Audio.RECOGNITION_RATE_HZ
        || format.getSampleSizeInBits() != 16
        || format.getChannels() != 1) {
      throw new IllegalStateException("unexpected format of the voice: " + format);
    }
    ShortBuffer shorts =
        ByteBuffer.wrap(bytes.toByteArray())
            .order(format.isBigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN)
            .asShortBuffer();
    float[] samples = new float[shorts.remaining()];
    for (int t = 0; t < samples.length; t++) {
      samples[t] = shorts.get(t) / 32768f;
    }
    return new Audio(samples, Audio.RECOGNITION_RATE_HZ);
  }

  @Override
  public boolean write(byte[] audioData) {
    return write(audioData, 0, audioData.length);
  }

  @Override
  public boolean write(byte[] audioData, int start, int length) {
    bytes.write(audioData, start, length);
    return true;
  }

  @Override
  public void setAudioFormat(AudioFormat format) {
    this.format = format;
  }

  @Override
  public AudioFormat getAudioFormat() {
    return format;
  }

  @Override
  public float getVolume() {
    return volume;
  }

  @Override
  public void setVolume(float volume) {
    this.volume = volume;
  }

  @Override
  public boolean drain() {
    return true;
  }

  @Override
  public boolean end() {
    return true;
  }

  @Override
  public long getTime() {
    return -1;
  }

  @Override
  public void begin(int size) {}

  @Override
  public void pause() {}

  @Override
  public void resume() {}

  @Override
  public void reset() {}

  @Override
  public void cancel() {}

  @Override
  public void close() {}

  @Override
  public void resetTime() {}

  @Override
  public void startFirstSampleTimer() {}

  @Override
  public void showMetrics() {}
}
