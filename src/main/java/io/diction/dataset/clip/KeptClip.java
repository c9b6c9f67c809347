package io.diction.dataset.clip;

import io.diction.dataset.file.Purpose;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A clip as it stands, known by its file and times; its number changes with every validation.
 *
 * @param fileNumber below 0 where its recording is gone
 * @param file name of its recording
 * @param sha256 of the recording's bytes
 * @param wholeMs how long the recording is
 * @param durationMs null: to the end of the recording
 */
public record KeptClip(
    int number,
    int fileNumber,
    String file,
    String sha256,
    long wholeMs,
    long startMs,
    @Nullable Long durationMs,
    String words,
    String speaker,
    Purpose purpose) {

  public long lengthMs() {
    return durationMs == null ? Math.max(0, wholeMs - startMs) : durationMs;
  }

  public long endMs() {
    return startMs + lengthMs();
  }

  boolean isGone() {
    return fileNumber < 0;
  }

  public boolean isTest() {
    return purpose == Purpose.TEST;
  }

  /** For pages. */
  public double startSeconds() {
    return startMs / 1000.0;
  }

  public double endSeconds() {
    return endMs() / 1000.0;
  }

  public double lengthSeconds() {
    return lengthMs() / 1000.0;
  }

  /** Whether it is the clip that stood there, whatever was done to its words since. */
  boolean stands(KeptClip before) {
    return file.equals(before.file)
        && startMs == before.startMs
        && Objects.equals(durationMs, before.durationMs);
  }

  KeptClip with(long start, @Nullable Long duration, String said) {
    return new KeptClip(
        number, fileNumber, file, sha256, wholeMs, start, duration, said, speaker, purpose);
  }

  KeptClip withPurpose(Purpose other) {
    return new KeptClip(
        number, fileNumber, file, sha256, wholeMs, startMs, durationMs, words, speaker, other);
  }

  /** The same words at the times of another clip. */
  KeptClip at(KeptClip other) {
    return with(other.startMs, other.durationMs, words);
  }
}
