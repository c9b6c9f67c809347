package io.diction.jobs;

import io.diction.identity.OrganizationId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job as it stood when it was read.
 *
 * @param kind which {@link JobHandler} runs it
 * @param subject what it works on, an id of the module that submitted it
 * @param stage name of the part of the work under way, empty before the first report
 * @param fraction done so far, 0 to 1, never falling, not even by a resume
 * @param errorCode of a failed job, stable
 * @param errorText of a failed job, a sentence for the user
 */
public record Job(
    UUID id,
    OrganizationId organization,
    String kind,
    UUID subject,
    JobState state,
    String stage,
    double fraction,
    String message,
    boolean cancelRequested,
    Instant queuedAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    @Nullable String errorCode,
    @Nullable String errorText) {
  /** Done so far, as people read it; never 100 before the end. */
  public int percent() {
    return (int) Math.min(state == JobState.SUCCEEDED ? 100 : 99, Math.floor(100 * fraction));
  }
}
