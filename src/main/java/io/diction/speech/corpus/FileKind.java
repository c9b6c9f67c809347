package io.diction.speech.corpus;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a user's file is, by its extension or, where that says nothing, by its first bytes. */
public enum FileKind {
  AUDIO,
  TRANSCRIPT,
  MANIFEST,
  ARCHIVE,
  UNKNOWN;

  /** First bytes that {@link #ofContent} wants to see, at most. */
  public static final int HEAD_BYTES = 4_096;

  private static final Map<String, FileKind> EXTENSIONS =
      Map.ofEntries(
          Map.entry("wav", AUDIO),
          Map.entry("wave", AUDIO),
          Map.entry("w64", AUDIO),
          Map.entry("mp3", AUDIO),
          Map.entry("m4a", AUDIO),
          Map.entry("mp4", AUDIO),
          Map.entry("mov", AUDIO),
          Map.entry("aac", AUDIO),
          Map.entry("flac", AUDIO),
          Map.entry("ogg", AUDIO),
          Map.entry("oga", AUDIO),
          Map.entry("opus", AUDIO),
          Map.entry("txt", TRANSCRIPT),
          Map.entry("tsv", TRANSCRIPT),
          Map.entry("md", TRANSCRIPT),
          Map.entry("vtt", TRANSCRIPT),
          Map.entry("srt", TRANSCRIPT),
          Map.entry("csv", TRANSCRIPT),
          Map.entry("eaf", TRANSCRIPT),
          Map.entry("jsonl", MANIFEST),
          Map.entry("zip", ARCHIVE));

  /** All extensions of a kind with a dot before each, in the order of the alphabet. */
  public static List<String> endings(FileKind kind) {
    return EXTENSIONS.entrySet().stream()
        .filter(known -> known.getValue() == kind)
        .map(known -> "." + known.getKey())
        .sorted()
        .toList();
  }

  /** By the extension if it is a known one, else by the first bytes. */
  public static FileKind detect(String name, byte[] head) {
    FileKind byName = ofName(name);
    return byName == UNKNOWN ? ofContent(head) : byName;
  }

  /** By the extension alone. */
  public static FileKind ofName(String name) {
    return EXTENSIONS.getOrDefault(extension(name), UNKNOWN);
  }

  /**
   * By the first bytes alone; text counts as a transcript, or as a manifest if it begins with a
   * brace.
   */
  public static FileKind ofContent(byte[] head) {
    if (head.length < 4) {
      return UNKNOWN;
    }
    String start = new String(head, 0, Math.min(16, head.length), StandardCharsets.ISO_8859_1);
    boolean audio =
        (start.startsWith("RIFF") && start.startsWith("WAVE", 8))
            || (start.startsWith("RF64") && start.startsWith("WAVE", 8))
            || start.startsWith("riff")
            || start.startsWith("ID3")
            || start.startsWith("fLaC")
            || start.startsWith("OggS")
            || start.startsWith("ftyp", 4)
            || start.startsWith("moov", 4)
            || isMpegFrame(head);
    if (audio) {
      return AUDIO;
    }
    if (start.startsWith("PK\u0003\u0004") || start.startsWith("PK\u0005\u0006")) {
      String all = new String(head, StandardCharsets.ISO_8859_1);
      return OtherContent.office(all).isPresent() ? UNKNOWN : ARCHIVE;
    }
    TextEncoding encoding = TextEncoding.guess(head, head.length);
    if (encoding == TextEncoding.BINARY) {
      return UNKNOWN;
    }
    return start.stripLeading().startsWith("{") ? MANIFEST : TRANSCRIPT;
  }

  /** Without the dot, in lower case; empty when there is none. */
  static String extension(String name) {
    int dot = name.lastIndexOf('.');
    return dot <= name.lastIndexOf('/') ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
  }

  /** A name without its extension. */
  static String baseName(String name) {
    int dot = name.lastIndexOf('.');
    return dot <= name.lastIndexOf('/') ? name : name.substring(0, dot);
  }

  /** Synchronisation, a layer, a bit rate and a sampling rate that exist; UTF-16 marks are none. */
  private static boolean isMpegFrame(byte[] head) {
    int second = head[1] & 0xFF;
    int third = head[2] & 0xFF;
    boolean synchronised = (head[0] & 0xFF) == 0xFF && (second & 0xE0) == 0xE0;
    boolean adts = (second & 0xF6) == 0xF0;
    boolean layered = (second & 0x06) != 0 && (second & 0x18) != 0x08;
    return synchronised
        && (adts
            || (layered && (third & 0xF0) != 0xF0 && (third & 0x0C) != 0x0C && second != 0xFE));
  }
}
