package io.diction.transcription;

import io.diction.speech.transcript.Transcript;
import io.diction.speech.transcript.TranscriptFormat;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** How a session's transcript can be taken away. */
enum ExportFormat {
  TXT(TranscriptFormat.TXT),
  VTT(TranscriptFormat.VTT),
  SRT(TranscriptFormat.SRT),
  JSON(TranscriptFormat.JSON),
  DOCX(null) {
    @Override
    byte[] write(Transcript transcript, List<WordDocument.Paragraph> paragraphs, String caption) {
      return WordDocument.write(transcript.id(), caption, paragraphs);
    }

    @Override
    String mediaType() {
      return "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    }
  };

  private final Optional<TranscriptFormat> text;

  @SuppressWarnings("NullAway")
  ExportFormat(TranscriptFormat text) {
    this.text = Optional.ofNullable(text);
  }

  static Optional<ExportFormat> find(String extension) {
    return Stream.of(values())
        .filter(format -> format.extension().equals(extension.toLowerCase(Locale.ROOT)))
        .findFirst();
  }

  /** The bytes of a file. */
  byte[] write(Transcript transcript, List<WordDocument.Paragraph> paragraphs, String caption) {
    return text.orElseThrow().write(transcript).getBytes(StandardCharsets.UTF_8);
  }

  /** Whether the bytes tell what made them; otherwise the name of the file has to. */
  boolean namesItsMaker() {
    return this != TXT && this != SRT;
  }

  String mediaType() {
    return text.orElseThrow().mediaType() + ";charset=UTF-8";
  }

  /** Extension of its files. */
  public String extension() {
    return name().toLowerCase(Locale.ROOT);
  }
}
