package io.diction.api.evaluation;

import io.diction.evaluation.run.TestHypothesis;
import io.diction.evaluation.run.TestHypothesis.Word;
import io.diction.evaluation.run.TestRun;
import io.diction.evaluation.run.TestSubject;
import io.diction.evaluation.run.TestUtterance;
import io.diction.speech.evaluate.WordErrorRate;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes how the words of one recording were scored, utterance by utterance, as JSON. */
final class DetailsWriter {
  private static final JsonMapper JSON = new JsonMapper();

  private DetailsWriter() {}

  static byte[] write(
      TestRun run, TestSubject model, List<TestUtterance> utterances, List<TestHypothesis> heard) {
    Map<Integer, TestHypothesis> byNumber =
        heard.stream().collect(Collectors.toMap(TestHypothesis::utterance, one -> one));
    ObjectNode details =
        JSON.createObjectNode()
            .put("version", 1)
            .put("source", utterances.get(0).fileName())
            .put("model", model.label())
            .put("modelSha256", model.sha256())
            .put("engine", run.engine());
    if (run.isMeasured()) {
      counts(
          details,
          heard.stream()
              .map(TestHypothesis::errors)
              .reduce(WordErrorRate.ZERO, WordErrorRate::plus));
    }
    ArrayNode list = details.putArray("utterances");
    for (TestUtterance one : utterances) {
      list.add(utterance(run, one, byNumber.get(one.number())));
    }
    return JSON.writerWithDefaultPrettyPrinter()
        .writeValueAsString(details)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static ObjectNode utterance(
      TestRun run, TestUtterance one, @Nullable TestHypothesis heard) {
    ObjectNode json =
        JSON.createObjectNode().put("number", one.number()).put("startMs", one.startMs());
    if (one.lengthMs() != null) {
      json.put("lengthMs", one.lengthMs());
    }
    if (!one.speaker().isEmpty()) {
      json.put("speaker", one.speaker());
    }
    if (!one.fault().isEmpty()) {
      json.put("fault", one.fault());
    }
    if (heard == null) {
      return json;
    }
    json.put("hypothesis", heard.text());
    if (heard.written() != null) {
      json.put("display", heard.written());
    }
    if (run.isMeasured()) {
      json.put("reference", one.reference());
      counts(json, heard.errors());
      ArrayNode alignment = json.putArray("alignment");
      heard.words().forEach(word -> alignment.add(pair(word)));
    }
    return json;
  }

  private static void counts(ObjectNode json, WordErrorRate errors) {
    json.put("wordErrorRate", errors.rate())
        .put("wordCount", errors.words())
        .put("correctWordCount", errors.hits())
        .put("wordSubstitutionCount", errors.substitutions())
        .put("wordDeletionCount", errors.deletions())
        .put("wordInsertionCount", errors.insertions());
  }

  private static ObjectNode pair(Word word) {
    ObjectNode json =
        JSON.createObjectNode().put("kind", word.kind().name().toLowerCase(Locale.ROOT));
    if (word.reference() != null) {
      json.put("reference", word.reference());
    }
    if (word.hypothesis() != null) {
      json.put("hypothesis", word.hypothesis());
    }
    if (word.start() != null && word.end() != null) {
      json.put("start", word.start()).put("end", word.end());
    }
    if (word.confidence() != null) {
      json.put("confidence", word.confidence());
    }
    if (word.cause() != null) {
      json.put("cause", word.cause().name().toLowerCase(Locale.ROOT));
    }
    return json;
  }
}
