package io.diction.speech.corpus;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.ZipException;

/** What a text is: its ending says so, or its first lines where the ending is that of any text. */
enum TextFormat {
  PLAIN(""),
  STRUCTURED(".md"),
  WEBVTT(".vtt"),
  SUBRIP(".srt"),
  JSON("JSON"),
  ELAN(".eaf"),
  XML("XML"),
  HTML("HTML"),
  RTF("RTF");

  private static final Pattern SUBRIP_START =
      Pattern.compile("\\d{1,6}\\s*\\R[\\d:.,]{5,16}\\s*-->.*", Pattern.DOTALL);
  private static final Pattern JSON_START =
      Pattern.compile("(\\{\\s*[\"}]|\\[\\s*\\{).*", Pattern.DOTALL);

  private final String label;

  TextFormat(String label) {
    this.label = label;
  }

  /** The usual ending of subtitles, the name of what is no text to learn from. */
  String label() {
    return label;
  }

  boolean isSubtitles() {
    return this == WEBVTT || this == SUBRIP;
  }

  /** Whether its lines are those of a program, not of a person. */
  boolean isMarkup() {
    return this == JSON || this == XML || this == HTML || this == RTF;
  }

  static TextFormat of(CorpusFile file) throws IOException {
    return switch (FileKind.extension(file.name())) {
      case "vtt" -> subtitles(file, WEBVTT);
      case "srt" -> subtitles(file, SUBRIP);
      case "md" -> STRUCTURED;
      case "eaf" -> ELAN;
      default -> ofStart(start(file).stripLeading());
    };
  }

  /** Subtitles of the other kind are told by their first lines; all else is as it is named. */
  private static TextFormat subtitles(CorpusFile file, TextFormat named) throws IOException {
    TextFormat found = ofStart(start(file).stripLeading());
    return found.isSubtitles() ? found : named;
  }

  private static TextFormat ofStart(String start) {
    String lower = start.toLowerCase(Locale.ROOT);
    if (start.startsWith("WEBVTT")) {
      return WEBVTT;
    }
    if (SUBRIP_START.matcher(start).matches()) {
      return SUBRIP;
    }
    if (start.startsWith("{\\rtf")) {
      return RTF;
    }
    if (JSON_START.matcher(start).matches()) {
      return JSON;
    }
    if (lower.startsWith("<!doctype html") || lower.startsWith("<html")) {
      return HTML;
    }
    if (!lower.startsWith("<?xml") && !lower.startsWith("<!doctype")) {
      return PLAIN;
    }
    if (lower.contains("<html")) {
      return HTML;
    }
    return start.contains("<ANNOTATION_DOCUMENT") ? ELAN : XML;
  }

  private static String start(CorpusFile file) throws IOException {
    byte[] head;
    try (InputStream bytes = file.open()) {
      head = bytes.readNBytes(FileKind.HEAD_BYTES);
    } catch (ZipException | EOFException damaged) {
      // Whoever reads the whole of it says so.
      return "";
    }
    TextEncoding encoding = TextEncoding.guess(head, head.length);
    int mark = Math.min(head.length, encoding.markBytes());
    return encoding == TextEncoding.BINARY
        ? ""
        : new String(head, mark, head.length - mark, encoding.charset());
  }
}
