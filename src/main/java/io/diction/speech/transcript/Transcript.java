package io.diction.speech.transcript;

import io.diction.speech.Hypothesis;
import io.diction.speech.PhoneTiming;
import java.util.List;

/**
 * What was said in a recording, and what recognised it.
 *
 * @param id of the recording, usually its file name without extension
 * @param model name of the model
 * @param modelSha256 identity of the model
 * @param durationSeconds length of the recording
 * @param hypothesis the words
 * @param phones of the words, in order; empty unless they were aligned
 */
public record Transcript(
    String id,
    String model,
    String modelSha256,
    double durationSeconds,
    Hypothesis hypothesis,
    List<PhoneTiming> phones) {
  public Transcript {
    phones = List.copyOf(phones);
  }

  /** A transcript without phones. */
  public Transcript(
      String id, String model, String modelSha256, double durationSeconds, Hypothesis hypothesis) {
    this(id, model, modelSha256, durationSeconds, hypothesis, List.of());
  }
}
