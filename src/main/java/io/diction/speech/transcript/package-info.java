/**
 * Transcripts as files: plain text, tables, JSON, subtitles, time-marked words.
 *
 * <pre>{@code
 * Transcript transcript = new Transcript("talk", "en-us", sha256, 61.5, hypothesis);
 * String subtitles = TranscriptFormat.VTT.write(transcript);
 * }</pre>
 */
@NullMarked
package io.diction.speech.transcript;

import org.jspecify.annotations.NullMarked;
