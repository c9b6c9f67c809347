package io.diction.api.transcription;

import io.diction.api.transcription.Heard.Problem;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The bytes of result files. */
final class TranscriptionResults {
  private static final JsonMapper JSON = new JsonMapper();

  private TranscriptionResults() {}

  /** What was heard in a recording that has no problem. */
  static byte[] transcription(TranscriptionRow row, Piece piece) {
    return new ResultWriter(row.modes(), row.locale())
        .write(piece.source(), piece.endedAt(), piece.audioMs(), piece.said().get());
  }

  /** Which recordings have words, and why the others have none. */
  static byte[] report(List<Piece> pieces) {
    ObjectNode report = JSON.createObjectNode();
    long failed = pieces.stream().filter(piece -> piece.problem() != null).count();
    report.put("successfulTranscriptionsCount", pieces.size() - failed);
    report.put("failedTranscriptionsCount", failed);
    ArrayNode details = report.putArray("details");
    for (Piece piece : pieces) {
      Problem problem = piece.problem();
      ObjectNode detail =
          details
              .addObject()
              .put("source", piece.source())
              .put("status", problem == null ? "Succeeded" : "Failed");
      if (problem != null) {
        detail.put("errorCode", problem.code()).put("errorMessage", problem.message());
      }
    }
    return ResultWriter.bytes(report);
  }
}
