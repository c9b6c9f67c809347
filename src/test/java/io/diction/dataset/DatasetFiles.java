package io.diction.dataset;

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
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Files as users send them, good and bad. */
public final class DatasetFiles {
  public static final String BOUNDARY = "----diction-test-boundary";

  private DatasetFiles() {}

  public record Sent(String name, byte[] bytes) {
    public static Sent text(String name, String text) {
      return new Sent(name, text.getBytes(StandardCharsets.UTF_8));
    }
  }

  /**
   * A second and a bit of a tone whose pitch makes the bytes differ, with some hiss as rooms have.
   */
  static byte[] wav(int pitch) {
    Audio tone = SpeechFixtures.tone(pitch, 0.5, 1.25, 16_000);
    float[] hiss = SpeechFixtures.tone(6_000, 0.01, 1.25, 16_000).samples();
    float[] both = tone.samples().clone();
    for (int t = 0; t < both.length; t++) {
      both[t] += hiss[t];
    }
    return WavWriter.bytes(new Audio(both, 16_000));
  }

  static byte[] truncatedFlac() {
    return Arrays.copyOf(encoded(Format.FLAC, 1), 20_000);
  }

  static byte[] wavWithChannels(int channels) {
    return header(wav(440), 22, 2, channels);
  }

  static byte[] wavOfZeroHz() {
    return header(wav(440), 24, 4, 0);
  }

  /** The header says four times as many bytes as there are. */
  static byte[] lyingWav() {
    byte[] wav = wav(441);
    return header(wav, 40, 4, (wav.length - 44) * 4);
  }

  private static byte[] header(byte[] wav, int offset, int width, int value) {
    ByteBuffer bytes = ByteBuffer.wrap(wav).order(ByteOrder.LITTLE_ENDIAN);
    if (width == 2) {
      bytes.putShort(offset, (short) value);
    } else {
      bytes.putInt(offset, value);
    }
    return wav;
  }

  static byte[] encoded(Format format, int channels) {
    float[][] samples = new float[channels][];
    // Noise does not compress, so a cut takes samples away.
    Random random = new Random(7);
    for (int c = 0; c < channels; c++) {
      samples[c] = new float[32_000];
      for (int t = 0; t < samples[c].length; t++) {
        samples[c][t] = random.nextFloat() - 0.5f;
      }
    }
    try {
      Path file = Files.createTempFile("diction-test", ".audio");
      try {
        return Files.readAllBytes(EncodedAudio.write(file, format, 16_000, samples));
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] text(String text, Charset charset) {
    return text.getBytes(charset);
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

  /** An archive that says in its end that it has so many files. */
  static byte[] zipOfManyEntries(long count) {
    byte[] start = zip(Map.of("a.txt", new byte[] {'a'}));
    ByteBuffer all = ByteBuffer.allocate(start.length + 98).order(ByteOrder.LITTLE_ENDIAN);
    all.put(start);
    all.putInt(0x06064B50).putLong(44).putInt(0).putInt(0).putInt(0);
    all.putLong(count).putLong(count).putLong(count * 50).putLong(0);
    all.putInt(0x07064B50).putInt(0).putLong(start.length).putInt(1);
    all.putInt(0x06054B50).putInt(0).putShort((short) -1).putShort((short) -1);
    all.putInt(-1).putInt(-1).putShort((short) 0);
    return all.array();
  }

  /** The body of a form post; {@link #BOUNDARY} separates its parts. */
  public static byte[] form(String type, List<Sent> files) {
    return form(type, List.of(), files);
  }

  /**
   * As a browser sends a form.
   *
   * @param sizes of the files as a script tells them ahead
   */
  static byte[] form(String type, List<Long> sizes, List<Sent> files) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (long size : sizes) {
      write(body, "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"size\"\r\n\r\n");
      write(body, size + "\r\n");
    }
    write(body, "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"type\"\r\n\r\n");
    write(body, type + "\r\n");
    for (Sent file : files) {
      write(
          body,
          "--"
              + BOUNDARY
              + "\r\nContent-Disposition: form-data; name=\"files\"; filename=\""
              + file.name().replace("\"", "%22")
              + "\"\r\nContent-Type: application/octet-stream\r\n\r\n");
      body.writeBytes(file.bytes());
      write(body, "\r\n");
    }
    write(body, "--" + BOUNDARY + "--\r\n");
    return body.toByteArray();
  }

  private static void write(ByteArrayOutputStream body, String text) {
    body.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }
}
