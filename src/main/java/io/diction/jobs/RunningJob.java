package io.diction.jobs;

import io.diction.identity.OrganizationId;
import java.time.Clock;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/** One attempt at a job: throttles what its handler reports and asks. */
final class RunningJob implements JobContext {
  private static final int MAX_LINES = 10_000;
  private static final long REPORT_NANOS = 500_000_000L;
  private static final long LOOK_NANOS = 1_000_000_000L;

  private final Job job;
  private final int attempt;
  private final JobRows rows;
  private final Clock clock;
  private final BooleanSupplier stopping;

  private String stage = "";
  private double fraction;
  private long reportedAt;
  private long lookedAt;
  private int lines;
  private boolean cancelRequested;
  private boolean lost;

  RunningJob(Job job, int attempt, JobRows rows, Clock clock, BooleanSupplier stopping) {
    this.job = job;
    this.attempt = attempt;
    this.rows = rows;
    this.clock = clock;
    this.stopping = stopping;
    this.lines = rows.lastLine(job.id());
    this.reportedAt = System.nanoTime() - REPORT_NANOS;
    this.lookedAt = System.nanoTime() - LOOK_NANOS;
  }

  @Override
  public UUID jobId() {
    return job.id();
  }

  @Override
  public OrganizationId organization() {
    return job.organization();
  }

  @Override
  public UUID subject() {
    return job.subject();
  }

  @Override
  public int attempt() {
    return attempt;
  }

  @Override
  public synchronized void report(double newFraction, String newStage, String message) {
    if (Double.isNaN(newFraction)) {
      return;
    }
    fraction = Math.max(fraction, Math.min(1, Math.max(0, newFraction)));
    long now = System.nanoTime();
    if (now - reportedAt < REPORT_NANOS && newStage.equals(stage) && newFraction < 1) {
      return;
    }
    reportedAt = now;
    stage = newStage;
    rows.report(
        job.id(),
        attempt,
        fraction,
        cut(newStage, JobRows.STAGE_LENGTH),
        cut(message, JobRows.MESSAGE_LENGTH));
  }

  @Override
  public synchronized void log(String line) {
    if (lines < MAX_LINES) {
      lines++;
      rows.addLine(job.id(), lines, clock.instant(), cut(line, JobRows.LINE_LENGTH));
    }
  }

  @Override
  public synchronized boolean isCancelled() {
    if (stopping.getAsBoolean()) {
      return true;
    }
    long now = System.nanoTime();
    if (!cancelRequested && !lost && now - lookedAt >= LOOK_NANOS) {
      lookedAt = now;
      look();
    }
    return cancelRequested || lost;
  }

  /** Whether somebody asked for the end, as the database has it now. */
  synchronized boolean isCancelRequested() {
    look();
    return cancelRequested;
  }

  private void look() {
    JobRows.Pulse pulse = rows.pulse(job.id()).orElse(null);
    lost = pulse == null || pulse.attempt() != attempt;
    cancelRequested = pulse != null && pulse.cancelRequested();
  }

  /** Control characters would break the page's log and PostgreSQL refuses NUL in text. */
  static String cut(String text, int length) {
    StringBuilder clean = new StringBuilder(Math.min(text.length(), length));
    for (int i = 0; i < text.length() && clean.length() < length; i++) {
      char c = text.charAt(i);
      clean.append(Character.isISOControl(c) ? ' ' : c);
    }
    int end = clean.length();
    if (end > 0 && Character.isHighSurrogate(clean.charAt(end - 1))) {
      clean.setLength(end - 1);
    }
    return clean.toString();
  }
}
