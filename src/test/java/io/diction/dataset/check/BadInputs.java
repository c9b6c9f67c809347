package io.diction.dataset.check;

import io.diction.speech.audio.Audio;
import io.diction.speech.audio.WavWriter;
import io.diction.testing.EncodedAudio;
import io.diction.testing.EncodedAudio.Format;
import io.diction.testing.SpeechFixtures;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Files that people send by mistake, that broke on their way, or that were made to do harm. */
final class BadInputs {
  static final int RATE_HZ = 16_000;
  private static final int PCM = 1;
  private static final int FLOAT = 3;

  private BadInputs() {}

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] bytes(String text, Charset charset) {
    return text.getBytes(charset);
  }

  /** A tone that is neither faint nor too loud, with quiet around it. */
  static float[] sound(double seconds) {
    float[] samples = SpeechFixtures.tone(300, 0.3, seconds, RATE_HZ).samples().clone();
    int edge = samples.length / 5;
    for (int t = 0; t < edge; t++) {
      samples[t] *= 0.001f;
      samples[samples.length - 1 - t] *= 0.001f;
    }
    return samples;
  }

  static byte[] wav(float[] samples) {
    return WavWriter.bytes(new Audio(samples, RATE_HZ));
  }

  static byte[] wav(double seconds) {
    return wav(sound(seconds));
  }

  /** A RIFF file with just this format chunk and these bytes as samples. */
  static byte[] riff(int tag, int channels, int rateHz, int bits, byte[] data, int declared) {
    int block = Math.max(1, channels * bits / 8);
    ByteBuffer wav = ByteBuffer.allocate(44 + data.length).order(ByteOrder.LITTLE_ENDIAN);
    wav.put(latin("RIFF")).putInt(36 + declared).put(latin("WAVEfmt ")).putInt(16);
    wav.putShort((short) tag).putShort((short) channels).putInt(rateHz).putInt(rateHz * block);
    wav.putShort((short) block).putShort((short) bits);
    wav.put(latin("data")).putInt(declared).put(data);
    return wav.array();
  }

  static byte[] riff(int channels, int rateHz, int bits, byte[] data) {
    return riff(PCM, channels, rateHz, bits, data, data.length);
  }

  static byte[] floats(float... values) {
    ByteBuffer data = ByteBuffer.allocate(4 * RATE_HZ).order(ByteOrder.LITTLE_ENDIAN);
    for (int t = 0; t < RATE_HZ; t++) {
      data.putFloat(values[t % values.length]);
    }
    return riff(FLOAT, 1, RATE_HZ, 32, data.array(), data.capacity());
  }

  /** Of two channels, the second made of the first. */
  static byte[] stereo(float factor) {
    float[] left = sound(2);
    ByteBuffer data = ByteBuffer.allocate(4 * left.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float sample : left) {
      data.putShort((short) (sample * 32_767)).putShort((short) (factor * sample * 32_767));
    }
    return riff(2, RATE_HZ, 16, data.array());
  }

  /** Sixteen bits of sound in words of 24. */
  static byte[] paddedTo24Bits() {
    float[] samples = sound(2);
    ByteBuffer data = ByteBuffer.allocate(3 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float sample : samples) {
      data.put((byte) 0).putShort((short) (sample * 32_767));
    }
    return riff(1, RATE_HZ, 24, data.array());
  }

  static float[] square() {
    float[] samples = new float[2 * RATE_HZ];
    for (int t = 0; t < samples.length; t++) {
      samples[t] = t / 40 % 2 == 0 ? 1 : -1;
    }
    return samples;
  }

  static float[] noise(double seconds) {
    Random random = new Random(3);
    float[] samples = new float[(int) (seconds * RATE_HZ)];
    for (int t = 0; t < samples.length; t++) {
      samples[t] = 0.3f * (random.nextFloat() - 0.5f);
    }
    return samples;
  }

  static byte[] encoded(Format format, int rateHz, float[]... channels) {
    try {
      Path file = Files.createTempFile("diction-test", ".audio");
      try {
        return Files.readAllBytes(EncodedAudio.write(file, format, rateHz, channels));
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] encoded(Format format) {
    return encoded(format, RATE_HZ, noise(2));
  }

  static byte[] first(byte[] whole, double share) {
    return Arrays.copyOf(whole, (int) (whole.length * share));
  }

  static byte[] changed(byte[] whole, int at, int... values) {
    byte[] changed = whole.clone();
    for (int i = 0; i < values.length; i++) {
      changed[at + i] = (byte) values[i];
    }
    return changed;
  }

  static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  /** The atom that says where the samples are, taken away. */
  static byte[] withoutMoov(byte[] m4a) {
    String text = new String(m4a, StandardCharsets.ISO_8859_1);
    return latin(text.replace("moov", "moox"));
  }

  /** A picture of an album before the sound, as players write it. */
  static byte[] withPicture(byte[] mp3, int pictureBytes) {
    int frame = pictureBytes + 30;
    int size = frame + 10;
    ByteBuffer tag = ByteBuffer.allocate(size + 10);
    tag.put(latin("ID3")).put(new byte[] {3, 0, 0});
    for (int shift = 21; shift >= 0; shift -= 7) {
      tag.put((byte) (size >> shift & 0x7F));
    }
    tag.put(latin("APIC")).putInt(frame).putShort((short) 0);
    tag.put(latin("\0image/jpeg\0\3\0")).put(new byte[] {(byte) 0xFF, (byte) 0xD8});
    return joined(tag.array(), mp3);
  }

  static byte[] zip(Map<String, byte[]> entries) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Names and contents in turn. */
  static byte[] zip(Object... entries) {
    Map<String, byte[]> all = new LinkedHashMap<>();
    for (int i = 0; i < entries.length; i += 2) {
      Object content = entries[i + 1];
      all.put((String) entries[i], content instanceof byte[] data ? data : bytes((String) content));
    }
    return zip(all);
  }

  /** A file of that many zeros behind some bytes, which takes no room on the disk. */
  static void sparse(Path file, byte[] head, long bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.SPARSE)) {
      channel.write(ByteBuffer.wrap(head));
      channel.write(ByteBuffer.wrap(new byte[1]), bytes - 1);
    }
  }

  static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
