package io.diction.speech.corpus;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether a recording is what its ending says. */
public final class AudioName {
  private static final Map<String, Set<String>> FORMATS =
      Map.of(
          "wav", Set.of("WAV"),
          "wave", Set.of("WAV"),
          "w64", Set.of("W64"),
          "mp3", Set.of("MP3"),
          "flac", Set.of("FLAC"),
          "ogg", Set.of("Ogg"),
          "oga", Set.of("Ogg"),
          "opus", Set.of("Ogg"),
          "m4a", Set.of("MP4"),
          "mp4", Set.of("MP4"));

  private AudioName() {}

  /**
   * What a recording is that has another's ending; empty where the two agree, or its first bytes
   * are not known.
   */
  public static Optional<String> otherThan(String name, byte[] head) {
    Set<String> expected = FORMATS.getOrDefault(FileKind.extension(name), Set.of());
    String format = format(head);
    return expected.isEmpty() || format.isEmpty() || expected.contains(format)
        ? Optional.empty()
        : Optional.of(format);
  }

  /** By the first bytes; empty for what they do not tell. */
  static String format(byte[] head) {
    String start = new String(head, 0, Math.min(16, head.length), StandardCharsets.ISO_8859_1);
    if ((start.startsWith("RIFF") || start.startsWith("RF64")) && start.startsWith("WAVE", 8)) {
      return "WAV";
    }
    if (start.startsWith("riff")) {
      return "W64";
    }
    if (start.startsWith("fLaC")) {
      return "FLAC";
    }
    if (start.startsWith("OggS")) {
      return "Ogg";
    }
    if (start.startsWith("ftyp", 4) || start.startsWith("moov", 4)) {
      return "MP4";
    }
    boolean tagged = start.startsWith("ID3");
    boolean frame = FileKind.ofContent(head) == FileKind.AUDIO;
    boolean adts = !tagged && frame && (head[1] & 0xF6) == 0xF0;
    return adts ? "AAC" : tagged || frame ? "MP3" : "";
  }
}
