package io.diction.speech.transcript;

import io.diction.speech.Hypothesis;

/**
 * What was said in a recording, and what recognised it.
 *
 * @param id of the recording, usually its file name without extension
 * @param model name of the model
 * @param modelSha256 identity of the model
 * @param durationSeconds length of the recording
 * @param hypothesis the words
 */
public record Transcript(
    String id, String model, String modelSha256, double durationSeconds, Hypothesis hypothesis) {}
