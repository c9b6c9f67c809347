package io.diction.api.endpoint;

import io.diction.api.endpoint.ShortAudio.Asked;
import io.diction.api.model.ReferencedModel;
import io.diction.api.phrase.Phrase;
import io.diction.api.phrase.PhraseStyle;
import io.diction.api.phrase.Punctuation;
import io.diction.speech.RecognizedPhrase;
import io.diction.speech.SpeechModel;
import io.diction.speech.WordTiming;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What is said of a short recording, in the published shape. */
final class ShortAnswer {
  private static final JsonMapper JSON = new JsonMapper();

  /** Of 100 nanoseconds. */
  private static final double TICKS_PER_SECOND = 10_000_000;

  private static final int MOST = 5;

  private final Asked asked;
  private final ReferencedModel by;
  private final PhraseStyle style;

  /**
   * @param by what recognised
   */
  ShortAnswer(Asked asked, ReferencedModel by) {
    this.asked = asked;
    this.by = by;
    this.style = new PhraseStyle(by.locale(), Punctuation.AUTOMATIC, asked.profanity());
  }

  /**
   * Utterances one after the other are one result. The published shape has no model; that of ours
   * says which one it was.
   */
  byte[] write(List<RecognizedPhrase> utterances, SpeechModel model, long durationMs) {
    List<Phrase> sentences = sentences(utterances, model);
    ObjectNode answer = JSON.createObjectNode();
    ObjectNode made = answer.putObject("Model").put("Name", by.displayName());
    if (by.version() != null) {
      made.put("Version", by.version().number());
    }
    made.put("Sha256", model.sha256());
    if (sentences.isEmpty()) {
      answer
          .put("RecognitionStatus", "NoMatch")
          .put("Offset", 0)
          .put("Duration", durationMs * 10_000);
      return JSON.writeValueAsBytes(answer);
    }
    Phrase best = sentences.get(0);
    answer.put("RecognitionStatus", "Success");
    if (!asked.detailed()) {
      answer.put("DisplayText", style.display(best));
    }
    times(answer, best.startSeconds(), best.endSeconds());
    if (asked.detailed()) {
      ArrayNode all = answer.putArray("NBest");
      sentences.forEach(sentence -> all.add(sentence(sentence)));
    }
    return JSON.writeValueAsBytes(answer);
  }

  /** The best, then others, each with the next alternative of every utterance that has one. */
  private static List<Phrase> sentences(List<RecognizedPhrase> utterances, SpeechModel model) {
    List<Phrase> sentences = new ArrayList<>();
    Set<String> known = new HashSet<>();
    for (int number = 0; number < MOST; number++) {
      List<WordTiming> words = new ArrayList<>();
      for (RecognizedPhrase utterance : utterances) {
        List<RecognizedPhrase.Alternative> others = utterance.alternatives();
        words.addAll(
            number < others.size()
                ? others.get(number).hypothesis().words()
                : utterance.best().words());
      }
      if (!words.isEmpty()) {
        Phrase sentence = new Phrase(words, model.display().write(words).tokens());
        if (known.add(sentence.lexical())) {
          sentences.add(sentence);
        }
      }
    }
    return sentences;
  }

  private ObjectNode sentence(Phrase sentence) {
    ObjectNode json =
        JSON.createObjectNode()
            .put("Confidence", rounded(sentence.confidence()))
            .put("Lexical", sentence.lexical())
            .put("ITN", style.itn(sentence))
            .put("MaskedITN", style.maskedItn(sentence))
            .put("Display", style.display(sentence));
    if (asked.words()) {
      ArrayNode words = json.putArray("Words");
      for (WordTiming word : sentence.words()) {
        words.add(
            times(
                JSON.createObjectNode().put("Word", word.word()),
                word.startSeconds(),
                word.endSeconds()));
      }
    }
    return json;
  }

  private static ObjectNode times(ObjectNode json, double start, double end) {
    long from = Math.round(start * TICKS_PER_SECOND);
    return json.put("Offset", from)
        .put("Duration", Math.max(0, Math.round(end * TICKS_PER_SECOND) - from));
  }

  private static BigDecimal rounded(double confidence) {
    return BigDecimal.valueOf(confidence).setScale(4, RoundingMode.HALF_UP);
  }
}
