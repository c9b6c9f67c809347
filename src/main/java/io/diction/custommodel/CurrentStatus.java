package io.diction.custommodel;

import io.diction.web.ErrorCode;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a model stands in the status machine, how far its training is, and why the last one failed.
 * A part of {@link CustomModel}, which says when it moves.
 */
@SuppressWarnings("UnusedVariable") // Spring Data reads the fields
class CurrentStatus {
  static final int LONGEST_ERROR = 2000;

  private int status;
  private OffsetDateTime statusAt;
  private boolean queued;
  private @Nullable UUID jobId;
  private double progress;
  private String stage;
  private @Nullable String errorCode;
  private @Nullable String errorText;

  /** For Spring Data, which fills the fields. */
  private CurrentStatus() {}

  static CurrentStatus atFirst(OffsetDateTime now) {
    CurrentStatus first = new CurrentStatus();
    first.status = ModelStatus.NOT_RUNNING.id();
    first.statusAt = now;
    first.stage = "";
    return first;
  }

  ModelStatus status() {
    return ModelStatus.of(status);
  }

  boolean is(ModelStatus one) {
    return status() == one;
  }

  boolean isQueued() {
    return queued;
  }

  boolean isLocked() {
    return queued || is(ModelStatus.RUNNING);
  }

  @Nullable String errorCode() {
    return errorCode;
  }

  /** Of the training under way, or of the last one. */
  UUID requireJob() {
    if (jobId == null) {
      throw new IllegalStateException("Never queued");
    }
    return jobId;
  }

  /** Data came or went. */
  void feed(boolean fed, OffsetDateTime now) {
    if (fed && is(ModelStatus.NOT_RUNNING)) {
      become(ModelStatus.READY_TO_RUN, now);
    } else if (!fed && is(ModelStatus.READY_TO_RUN) && !queued) {
      become(ModelStatus.NOT_RUNNING, now);
    }
  }

  void queue(UUID job, OffsetDateTime now) {
    if (!is(ModelStatus.READY_TO_RUN)) {
      become(ModelStatus.READY_TO_RUN, now);
    }
    queued = true;
    jobId = job;
    clearProgress();
    errorCode = null;
    errorText = null;
    statusAt = now;
  }

  /** Idempotent, for a job that goes on after a crash starts again. */
  void start(OffsetDateTime now) {
    if (is(ModelStatus.RUNNING)) {
      return;
    }
    require(queued, "Not queued");
    queued = false;
    become(ModelStatus.RUNNING, now);
  }

  void succeed(OffsetDateTime now) {
    require(is(ModelStatus.RUNNING), "Not running");
    become(ModelStatus.SUCCESS, now);
    clearProgress();
  }

  void fail(ErrorCode code, String text, OffsetDateTime now) {
    require(isLocked(), "Neither queued nor running");
    queued = false;
    become(ModelStatus.FAILED, now);
    clearProgress();
    errorCode = code.code();
    errorText = text.length() <= LONGEST_ERROR ? text : text.substring(0, LONGEST_ERROR);
  }

  void cancel(ModelStatus after, OffsetDateTime now) {
    require(isLocked(), "Neither queued nor running");
    queued = false;
    if (!is(after)) {
      become(after, now);
    }
    clearProgress();
  }

  /** What was trained is gone, and maybe what it was trained on. */
  void untrained(boolean fed, OffsetDateTime now) {
    if (is(ModelStatus.SUCCESS)) {
      become(ModelStatus.READY_TO_RUN, now);
    }
    feed(fed, now);
  }

  private void become(ModelStatus next, OffsetDateTime now) {
    require(status().canBecome(next), "Not on the way to " + next);
    status = next.id();
    statusAt = now;
  }

  private void clearProgress() {
    progress = 0;
    stage = "";
  }

  private void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalStateException(otherwise + " but " + status());
    }
  }
}
