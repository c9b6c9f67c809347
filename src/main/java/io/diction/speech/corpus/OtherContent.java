package io.diction.speech.corpus;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What people send in place of a text, told by its first bytes.
 *
 * @param label as people call it
 * @param isDocument whether a program can save it as text
 */
record OtherContent(String label, boolean isDocument) {

  static Optional<OtherContent> of(byte[] head, int length) {
    String start = new String(head, 0, length, StandardCharsets.ISO_8859_1);
    if (start.startsWith("%PDF-")) {
      return document("PDF");
    }
    if (start.startsWith("\u00D0\u00CF\u0011\u00E0\u00A1\u00B1\u001A\u00E1")) {
      return document("Microsoft Office");
    }
    if (start.startsWith("PK\u0003\u0004")) {
      return Optional.of(office(start).orElseGet(() -> new OtherContent("ZIP", false)));
    }
    // A text may begin as recordings do: with "riff", or "ID3".
    return TextEncoding.guess(head, length) == TextEncoding.BINARY
            && FileKind.ofContent(head) == FileKind.AUDIO
        ? Optional.of(new OtherContent(AudioName.format(head), false))
        : Optional.empty();
  }

  /** Documents are archives whose first entries tell the program. */
  static Optional<OtherContent> office(String start) {
    if (start.startsWith("mimetypeapplication/", 30)) {
      String type = start.substring(38, Math.min(start.length(), 38 + 60));
      if (type.contains("opendocument")) {
        return document("OpenDocument");
      }
      return type.contains("epub") ? document("EPUB") : Optional.empty();
    }
    if (!start.contains("[Content_Types].xml") && !start.contains("_rels/.rels")) {
      return Optional.empty();
    }
    if (start.contains("xl/")) {
      return document("Excel");
    }
    return document(start.contains("ppt/") ? "PowerPoint" : "Word");
  }

  private static Optional<OtherContent> document(String label) {
    return Optional.of(new OtherContent(label, true));
  }
}
