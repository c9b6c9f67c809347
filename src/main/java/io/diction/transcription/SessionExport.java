package io.diction.transcription;

import io.diction.identity.SignedIn;
import io.diction.transcription.correction.CorrectedTranscript;
import io.diction.transcription.correction.Corrections;
import io.diction.transcription.correction.Passage;
import io.diction.web.ModelMark;
import java.util.List;
import java.util.UUID;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** Transcripts as files, corrected unless the original is asked for. */
@Component
class SessionExport {
  private final Sessions sessions;
  private final Corrections corrections;
  private final MessageSource messages;

  SessionExport(Sessions sessions, Corrections corrections, MessageSource messages) {
    this.sessions = sessions;
    this.corrections = corrections;
    this.messages = messages;
  }

  /** The text to be exported. */
  enum Text {
    CORRECTED,
    ORIGINAL;

    static Text of(String name) {
      return name.equals("original") ? ORIGINAL : CORRECTED;
    }
  }

  record Exported(String name, byte[] bytes) {}

  Exported write(SignedIn user, UUID id, ExportFormat format, Text text) {
    SttSession session = sessions.get(user, id);
    CorrectedTranscript corrected = corrections.read(user, id);
    SessionTranscript transcript =
        text == Text.ORIGINAL ? corrected.original() : corrected.transcript();
    List<Passage> passages =
        text == Text.ORIGINAL ? Passage.cut(corrected.original().shown()) : corrected.passages();
    String name = baseName(session.name());
    return new Exported(
        (format.namesItsMaker()
                ? name
                : name + ModelMark.of(transcript.model(), transcript.modelHash()))
            + "."
            + format.extension(),
        format.write(
            transcript.export(name),
            passages.stream()
                .filter(passage -> !passage.words().isEmpty())
                .map(passage -> new WordDocument.Paragraph(passage.start(), passage.text()))
                .toList(),
            caption(session, transcript)));
  }

  private String caption(SttSession session, SessionTranscript transcript) {
    return messages.getMessage(
        session.isAlignment()
            ? "transcription.alignment.made-by-hash"
            : "transcription.made-by-hash",
        new Object[] {transcript.model(), transcript.modelHash()},
        LocaleContextHolder.getLocale());
  }

  private static String baseName(String name) {
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }
}
