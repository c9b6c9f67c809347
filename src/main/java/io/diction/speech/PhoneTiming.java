package io.diction.speech;

/**
 * One phone of an aligned word.
 *
 * @param phone its name in the acoustic model
 * @param startSeconds from the start of the recording
 * @param endSeconds from the start of the recording, above {@code startSeconds}
 */
public record PhoneTiming(String phone, double startSeconds, double endSeconds) {}
