package io.diction.training.run;

import io.diction.custommodel.CustomModelId;
import io.diction.custommodel.TrainingStates;
import io.diction.jobs.JobContext;
import io.diction.speech.Progress;

/** Passes the progress of one stage on: to the job, its log, and the model that grids show. */
public final class StageProgress implements Progress {
  private static final long MODEL_NANOS = 1_000_000_000L;

  private final CustomModelId model;
  private final String stage;
  private final double from;
  private final double share;
  private final JobContext job;
  private final TrainingStates states;
  private String lastLine = "";
  private long shownAt;
  private boolean shown;

  /**
   * @param stage name as shown
   * @param from fraction of the whole training done before this stage
   * @param share of this stage in the whole
   */
  public StageProgress(
      CustomModelId model,
      String stage,
      double from,
      double share,
      JobContext job,
      TrainingStates states) {
    this.model = model;
    this.stage = stage;
    this.from = from;
    this.share = share;
    this.job = job;
    this.states = states;
  }

  @Override
  public synchronized void report(double fraction, String message) {
    double whole = from + share * Math.min(1, Math.max(0, fraction));
    if (!message.isEmpty() && !message.equals(lastLine)) {
      lastLine = message;
      job.log(line(message));
    }
    job.report(whole, stage, message);
    long now = System.nanoTime();
    if (!shown || now - shownAt >= MODEL_NANOS) {
      shown = true;
      shownAt = now;
      states.progress(model, whole, stage);
    }
  }

  /** The core begins some of its messages with the stage itself. */
  private String line(String message) {
    String prefix = stage + ": ";
    boolean named = message.regionMatches(true, 0, prefix, 0, prefix.length());
    return prefix + (named ? message.substring(prefix.length()) : message);
  }

  @Override
  public boolean isCancelled() {
    return job.isCancelled();
  }
}
