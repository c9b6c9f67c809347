package io.diction.speech.corpus;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * What people send in place of a text, told by its first bytes.
 *
 * @param label as people call it
 * @param code what is said of it
 */
record OtherContent(String label, FindingCode code) {
  /** First bytes of recordings that are not read here. */
  private static final Map<String, String> RECORDINGS =
      Map.of(
          "\u001A\u0045\u00DF\u00A3", "Matroska or WebM",
          "#!AMR", "AMR",
          "caff", "Core Audio",
          "\u0030\u0026\u00B2\u0075", "Windows Media",
          "MAC ", "Monkey's Audio",
          "wvpk", "WavPack");

  static Optional<OtherContent> of(byte[] head, int length) {
    String start = new String(head, 0, length, StandardCharsets.ISO_8859_1);
    if (start.startsWith("%PDF-")) {
      return document("PDF");
    }
    if (start.startsWith("\u00D0\u00CF\u0011\u00E0\u00A1\u00B1\u001A\u00E1")) {
      return document("Microsoft Office");
    }
    if (start.startsWith("PK\u0003\u0004")) {
      return Optional.of(
          office(start).orElseGet(() -> new OtherContent("ZIP", FindingCode.HOLDS_OTHER)));
    }
    Optional<String> recording = recording(start);
    if (recording.isPresent()) {
      return recording.map(label -> new OtherContent(label, FindingCode.OTHER_RECORDING));
    }
    // A text may begin as recordings do: with "riff", or "ID3".
    return TextEncoding.guess(head, length) == TextEncoding.BINARY
            && FileKind.ofContent(head) == FileKind.AUDIO
        ? Optional.of(new OtherContent(AudioName.format(head), FindingCode.HOLDS_OTHER))
        : Optional.empty();
  }

  private static Optional<String> recording(String start) {
    if (start.startsWith("FORM") && start.startsWith("AIF", 8)) {
      return Optional.of("AIFF");
    }
    return RECORDINGS.entrySet().stream()
        .filter(format -> start.startsWith(format.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
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
    return Optional.of(new OtherContent(label, FindingCode.DOCUMENT_CONTENT));
  }
}
