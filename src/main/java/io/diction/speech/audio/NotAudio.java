package io.diction.speech.audio;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Recognises what people upload by mistake, so that the message can name it. */
final class NotAudio {
  private NotAudio() {}

  /**
   * Looks at the first bytes of a file.
   *
   * @return a sentence about what it is, null when it may be audio
   */
  static @Nullable String reason(byte[] head, int length) {
    if (length == 0) {
      return "the file is empty";
    }
    String start = new String(head, 0, Math.min(length, 16), StandardCharsets.ISO_8859_1);
    if (start.startsWith("PK\u0003\u0004")) {
      return "this is a zip archive, not audio; upload it as an archive or unpack it first";
    }
    if (start.startsWith("%PDF")) {
      return "this is a PDF document, not audio";
    }
    if (start.startsWith("\u0089PNG")
        || start.startsWith("\u00FF\u00D8\u00FF")
        || start.startsWith("GIF8")) {
      return "this is a picture, not audio";
    }
    if (start.startsWith("\u001A\u0045\u00DF\u00A3")) {
      return "WebM and Matroska files are not supported; convert it to wav, mp3, m4a or flac";
    }
    if (start.startsWith("FORM")) {
      return "AIFF files are not supported; convert it to wav or flac";
    }
    if (start.startsWith("\u0030\u0026\u00B2\u0075")) {
      return "Windows Media files are not supported; convert it to wav, mp3, m4a or flac";
    }
    if (start.startsWith("\u007FELF") || start.startsWith("MZ")) {
      return "this is a program, not audio";
    }
    if (start.startsWith("\u001F\u008B")
        || start.startsWith("Rar!")
        || start.startsWith("7z\u00BC\u00AF")) {
      return "this is a compressed archive, not audio";
    }
    if (isText(head, length)) {
      return "this is text, not audio; rename it to .txt, .vtt or .srt if it is a transcript";
    }
    return null;
  }

  private static boolean isText(byte[] head, int length) {
    boolean utf16 =
        length >= 2
            && ((head[0] == (byte) 0xFF && head[1] == (byte) 0xFE)
                || (head[0] == (byte) 0xFE && head[1] == (byte) 0xFF));
    if (utf16) {
      // An mp3 frame may begin with the same two bytes; only text has a zero in every other one.
      int zeros = 0;
      for (int i = 2; i < length; i++) {
        zeros += head[i] == 0 ? 1 : 0;
      }
      return zeros * 3 > length;
    }
    for (int i = 0; i < length; i++) {
      int b = head[i] & 0xFF;
      if (b < 0x20 && b != '\t' && b != '\n' && b != '\r' && b != '\f') {
        return false;
      }
    }
    return true;
  }
}
