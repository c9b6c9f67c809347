package io.diction.evaluation.run;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something said in a test.
 *
 * @param number from 1
 * @param datasetId null for a recording that was uploaded with the test
 * @param durationMs null: to the end of the recording
 * @param reference as a person wrote it; empty when nobody did
 * @param speaker empty when not known
 * @param sampleRate of the recording, hertz; null when not known
 * @param lengthMs null until it was decoded
 * @param snr signal to noise, decibels; null when it cannot be told
 * @param fault why it could not be recognised: {@link #TOO_LONG}, {@link #NOTHING_THERE}, or what
 *     the decoder says; empty when it was
 */
public record TestUtterance(
    UUID runId,
    int number,
    @Nullable UUID datasetId,
    String fileName,
    String audioSha256,
    long startMs,
    @Nullable Long durationMs,
    String reference,
    String speaker,
    @Nullable Integer sampleRate,
    @Nullable Long lengthMs,
    @Nullable Double snr,
    State state,
    String fault) {
  /** All of it would be held at once, and no cue tells where to cut. */
  public static final String TOO_LONG = "too-long-without-cues";

  /** Its recording ends before it begins. */
  public static final String NOTHING_THERE = "nothing-at-this-place";

  /** How far it is. */
  public enum State {
    WAITING,
    HEARD,
    UNREADABLE
  }

  /** Key of the words for its fault, which takes what the decoder says. */
  public String faultKey() {
    return switch (fault) {
      case TOO_LONG, NOTHING_THERE -> "evaluation.fault." + fault;
      default -> "evaluation.fault";
    };
  }

  /** Names it within its test, in exports. */
  public String id() {
    return "%05d".formatted(number);
  }

  public double lengthSeconds() {
    return lengthMs == null ? 0 : lengthMs / 1000.0;
  }
}
