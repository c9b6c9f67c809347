package io.diction.api.transcription;

import io.diction.api.phrase.Phrase;
import io.diction.api.transcription.Heard.Problem;
import io.diction.api.transcription.ResultWriter.Spoken;
import io.diction.api.transcription.Source.Channel;
import io.diction.transcription.OrderedSessions;
import io.diction.transcription.SessionTranscript;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The bytes of result files. */
@Component
class TranscriptionResults {
  private static final JsonMapper JSON = new JsonMapper();

  private final OrderedSessions sessions;

  TranscriptionResults(OrderedSessions sessions) {
    this.sessions = sessions;
  }

  /** What was heard in a recording that has no problem. */
  byte[] transcription(TranscriptionRow row, Heard heard, Source source) {
    List<Spoken> spoken = new ArrayList<>();
    for (Channel channel : heard.channels(source)) {
      SessionTranscript transcript = sessions.transcript(heard.session(channel));
      spoken.add(
          new Spoken(
              channel.channel(),
              Phrase.of(OrderedSessions.phrases(transcript), transcript.shown())));
    }
    return new ResultWriter(row.modes(), row.locale())
        .write(source.source(), endedAt(row, heard, source), heard.audioMs(source), spoken);
  }

  /** When the last of its channels was heard. */
  static OffsetDateTime endedAt(TranscriptionRow row, Heard heard, Source source) {
    return heard.channels(source).stream()
        .map(heard::session)
        .flatMap(session -> Optional.ofNullable(session.finishedAt()).stream())
        .max(OffsetDateTime::compareTo)
        .orElse(row.changedAt());
  }

  /** Which recordings have words, and why the others have none. */
  byte[] report(Heard heard) {
    ObjectNode report = JSON.createObjectNode();
    long failed =
        heard.sources().stream().filter(source -> heard.problem(source).isPresent()).count();
    report.put("successfulTranscriptionsCount", heard.sources().size() - failed);
    report.put("failedTranscriptionsCount", failed);
    ArrayNode details = report.putArray("details");
    for (Source source : heard.sources()) {
      Optional<Problem> problem = heard.problem(source);
      ObjectNode detail =
          details
              .addObject()
              .put("source", source.source())
              .put("status", problem.isEmpty() ? "Succeeded" : "Failed");
      problem.ifPresent(
          why -> detail.put("errorCode", why.code()).put("errorMessage", why.message()));
    }
    return ResultWriter.bytes(report);
  }
}
