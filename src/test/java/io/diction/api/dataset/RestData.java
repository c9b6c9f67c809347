package io.diction.api.dataset;

import io.diction.speech.audio.WavWriter;
import io.diction.testing.SpeechFixtures;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Data as callers of the API have it. */
final class RestData {
  private RestData() {}

  /** Two recordings with what is said in them, and a third that is said to be there. */
  static byte[] acoustic() {
    return archive(
        Map.of(
            "audio1.wav", wav("open the north gate"),
            "audio2.wav", wav("close the south gate"),
            "trans.txt",
                text(
                    "audio1.wav\topen the north gate\naudio2.wav\tclose the south gate\n"
                        + "audio3.wav\tnobody said this\n")));
  }

  static byte[] recordings() {
    return archive(Map.of("a.wav", wav("open the north gate"), "b.wav", wav("one two three")));
  }

  static byte[] archive(Map<String, byte[]> files) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> file : new TreeMap<>(files).entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue());
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] wav(String sentence) {
    return WavWriter.bytes(SpeechFixtures.say(sentence));
  }

  /** What a dataset of each kind but the acoustic ones may be. */
  static byte[] ofKind(String kind) {
    return switch (kind) {
      case "Acoustic" -> acoustic();
      case "AudioFiles" -> recordings();
      case "Language" -> text("\uFEFFopen the gate\nclose the gate\n");
      case "LanguageMarkdown" ->
          text("@ list gate =\n- north gate\n- south gate\n\n#Orders\n- open the {@gate}\n");
      case "Pronunciation" -> text("3CPO\tthree c p o\nIEEE\ti triple e\n");
      case "OutputFormatting" -> text("#rewrite\nnorth gate\tNorth Gate\n");
      default -> throw new IllegalArgumentException(kind);
    };
  }
}
