package io.diction.testing;

import io.diction.identity.OrganizationId;
import io.diction.jobs.JobContext;
import java.util.UUID;

/** Runs a job by hand; stops where it is told to, as a process does that is killed. */
public final class HandContext implements JobContext {
  private final OrganizationId organization;
  private final UUID run;
  private final double until;
  private final Runnable meanwhile;
  private volatile double reached;

  public HandContext(OrganizationId organization, UUID run) {
    this(organization, run, Double.POSITIVE_INFINITY, () -> {});
  }

  /**
   * @param until how far it goes, 0 to 1
   * @param meanwhile what happens when the first utterances have been written
   */
  public HandContext(OrganizationId organization, UUID run, double until, Runnable meanwhile) {
    this.organization = organization;
    this.run = run;
    this.until = until;
    this.meanwhile = meanwhile;
  }

  @Override
  public UUID jobId() {
    return run;
  }

  @Override
  public OrganizationId organization() {
    return organization;
  }

  @Override
  public UUID subject() {
    return run;
  }

  @Override
  public int attempt() {
    return 1;
  }

  @Override
  public void report(double fraction, String stage, String message) {
    boolean first = reached == 0 && fraction > 0;
    reached = Math.max(reached, fraction);
    if (first) {
      meanwhile.run();
    }
  }

  @Override
  public void log(String line) {}

  @Override
  public boolean isCancelled() {
    return reached >= until;
  }
}
