package io.diction.speech.adapt;

import org.jspecify.annotations.Nullable;

/**
 * What was heard in an utterance that has a transcript.
 *
 * @param key of the clip: the hash of all that it depends on
 * @param agreement null where the words could not be placed
 * @param fault why nothing is trained on it, one line for a person; null when it trains
 */
public record HeardClip(String key, @Nullable ClipAgreement agreement, @Nullable String fault) {}
