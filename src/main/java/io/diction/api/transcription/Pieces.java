package io.diction.api.transcription;

import io.diction.api.phrase.Phrase;
import io.diction.api.transcription.Said.Spoken;
import io.diction.api.transcription.Source.Channel;
import io.diction.identity.OrganizationId;
import io.diction.transcription.OrderedSessions;
import io.diction.transcription.SessionTranscript;
import io.diction.transcription.SttSession;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What became of the recordings of transcriptions that have ended. */
@Component
class Pieces {
  private final Hearing hearing;
  private final OrderedSessions sessions;
  private final TestPieces tests;

  Pieces(Hearing hearing, OrderedSessions sessions, TestPieces tests) {
    this.hearing = hearing;
    this.sessions = sessions;
    this.tests = tests;
  }

  List<Piece> of(OrganizationId organization, TranscriptionRow row) {
    UUID evaluation = row.evaluation();
    if (evaluation != null) {
      return tests.of(organization, row, evaluation);
    }
    Heard heard = hearing.of(organization, row.id());
    return heard.sources().stream().map(source -> piece(row, heard, source)).toList();
  }

  private Piece piece(TranscriptionRow row, Heard heard, Source source) {
    return new Piece(
        source.number(),
        source.source(),
        source.sha256() == null
            ? "contenturl_%d.json".formatted(source.number())
            : Intake.name(source) + ".json",
        endedAt(row, heard, source),
        heard.audioMs(source),
        heard.problem(source).orElse(null),
        words(heard, source),
        () -> said(heard, source));
  }

  private static String words(Heard heard, Source source) {
    return heard.channels(source).stream()
        .flatMap(channel -> Optional.ofNullable(heard.sessions().get(channel.session())).stream())
        .map(session -> String.valueOf(session.transcriptSha256()))
        .collect(Collectors.joining(" "));
  }

  private Said said(Heard heard, Source source) {
    List<Spoken> spoken = new ArrayList<>();
    String model = "";
    String hash = "";
    for (Channel channel : heard.channels(source)) {
      SessionTranscript transcript = sessions.transcript(heard.session(channel));
      model = transcript.model();
      hash = transcript.modelHash();
      spoken.add(
          new Spoken(
              channel.channel(),
              Phrase.of(OrderedSessions.phrases(transcript), transcript.shown())));
    }
    return new Said(model, hash, spoken);
  }

  /** When the last of its channels was heard. */
  private static OffsetDateTime endedAt(TranscriptionRow row, Heard heard, Source source) {
    return heard.channels(source).stream()
        .flatMap(channel -> Optional.ofNullable(heard.sessions().get(channel.session())).stream())
        .map(SttSession::finishedAt)
        .flatMap(time -> Optional.ofNullable(time).stream())
        .max(OffsetDateTime::compareTo)
        .orElse(row.changedAt());
  }
}
