package io.diction.api.transcription;

import io.diction.api.transcription.Heard.Problem;
import java.time.OffsetDateTime;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What became of one recording of a transcription that has ended.
 *
 * @param number tells the recordings of a transcription apart
 * @param source as the request named it
 * @param name of the file with its words
 * @param problem null where it was heard
 * @param words another one when other words were heard, or somebody corrected them
 * @param said asked for only where the words are wanted
 */
record Piece(
    int number,
    String source,
    String name,
    OffsetDateTime endedAt,
    long audioMs,
    @Nullable Problem problem,
    String words,
    Supplier<Said> said) {}
