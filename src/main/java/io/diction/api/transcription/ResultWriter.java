package io.diction.api.transcription;

import io.diction.api.answer.ApiTime;
import io.diction.api.phrase.Phrase;
import io.diction.api.phrase.PhraseStyle;
import io.diction.api.transcription.Said.Spoken;
import io.diction.speech.WordTiming;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes what was heard in a recording as JSON, in the published shape. */
final class ResultWriter {
  private static final JsonMapper JSON = new JsonMapper();

  /** Of 100 nanoseconds. */
  private static final double TICKS_PER_SECOND = 10_000_000;

  private final Modes modes;
  private final PhraseStyle style;

  ResultWriter(Modes modes, String locale) {
    this.modes = modes;
    this.style = new PhraseStyle(locale, modes.punctuation(), modes.profanity());
  }

  /**
   * The published shape has no model; that of ours says which one it was.
   *
   * @param source as the request named it
   */
  byte[] write(String source, OffsetDateTime at, long durationMs, Said said) {
    ObjectNode result =
        JSON.createObjectNode()
            .put("source", source)
            .put("timestamp", ApiTime.text(at))
            .put("durationInTicks", durationMs * 10_000)
            .put("durationMilliseconds", durationMs)
            .put("duration", ApiTime.duration(durationMs));
    result.putObject("model").put("name", said.model()).put("sha256", said.modelSha256());
    List<Spoken> channels = said.channels();
    ArrayNode combined = result.putArray("combinedRecognizedPhrases");
    channels.forEach(spoken -> combined.add(combined(spoken)));
    ArrayNode phrases = result.putArray("recognizedPhrases");
    for (Spoken spoken : channels) {
      spoken.phrases().forEach(phrase -> phrases.add(phrase(phrase, spoken.channel())));
    }
    return bytes(result);
  }

  static byte[] bytes(ObjectNode json) {
    return JSON.writerWithDefaultPrettyPrinter()
        .writeValueAsString(json)
        .getBytes(StandardCharsets.UTF_8);
  }

  private ObjectNode combined(Spoken spoken) {
    return JSON.createObjectNode()
        .put("channel", spoken.channel())
        .put("lexical", joined(spoken, Phrase::lexical))
        .put("itn", joined(spoken, style::itn))
        .put("maskedITN", joined(spoken, style::maskedItn))
        .put("display", joined(spoken, style::display));
  }

  private static String joined(Spoken spoken, Function<Phrase, String> form) {
    return spoken.phrases().stream()
        .map(form)
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining(" "));
  }

  private ObjectNode phrase(Phrase phrase, int channel) {
    ObjectNode json =
        times(
            JSON.createObjectNode().put("recognitionStatus", "Success").put("channel", channel),
            phrase.startSeconds(),
            phrase.endSeconds());
    ObjectNode best =
        json.putArray("nBest")
            .addObject()
            .put("confidence", rounded(phrase.confidence()))
            .put("lexical", phrase.lexical())
            .put("itn", style.itn(phrase))
            .put("maskedITN", style.maskedItn(phrase))
            .put("display", style.display(phrase));
    if (modes.wordTimes()) {
      ArrayNode words = best.putArray("words");
      for (WordTiming word : phrase.words()) {
        words.add(
            times(
                    JSON.createObjectNode().put("word", word.word()),
                    word.startSeconds(),
                    word.endSeconds())
                .put("confidence", rounded(word.confidence())));
      }
    }
    if (modes.displayWordTimes()) {
      ArrayNode words = best.putArray("displayWords");
      for (WordTiming token : style.displayTokens(phrase)) {
        words.add(
            times(
                JSON.createObjectNode().put("displayText", token.word()),
                token.startSeconds(),
                token.endSeconds()));
      }
    }
    return json;
  }

  private static ObjectNode times(ObjectNode json, double start, double end) {
    long from = Math.round(start * TICKS_PER_SECOND);
    long length = Math.max(0, Math.round(end * TICKS_PER_SECOND) - from);
    return json.put("offset", duration(from))
        .put("duration", duration(length))
        .put("offsetInTicks", ticks(from))
        .put("durationInTicks", ticks(length));
  }

  private static String duration(long ticks) {
    return Duration.ofNanos(ticks * 100).toString();
  }

  /** With a fraction, as the public service writes them. */
  private static BigDecimal ticks(long ticks) {
    return BigDecimal.valueOf(ticks).setScale(1);
  }

  private static BigDecimal rounded(double confidence) {
    return BigDecimal.valueOf(confidence).setScale(4, RoundingMode.HALF_UP);
  }
}
