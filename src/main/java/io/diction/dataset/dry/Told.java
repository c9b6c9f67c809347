package io.diction.dataset.dry;

import io.diction.dataset.check.ChecksDone;
import io.diction.speech.Progress;
import org.jspecify.annotations.Nullable;

/** Sums up what the checks of several groups tell, so that it is about all that was sent. */
final class Told implements Progress {
  private final Progress whole;
  private final long began = System.nanoTime();
  private final int outside;
  private int before;
  private int inside;
  private long secondsBefore;
  private volatile @Nullable ChecksDone latest;

  /**
   * @param outside recordings that lie in no archive; how many are in one is known when it is read
   */
  Told(Progress whole, int outside) {
    this.whole = whole;
    this.outside = outside;
  }

  @Override
  public void report(double fraction, String message) {
    ChecksDone part = ChecksDone.of(message).orElse(null);
    if (part == null) {
      whole.report(fraction, message);
      return;
    }
    latest = part;
    double elapsed = (System.nanoTime() - began) / 1e9;
    Long left =
        fraction > 0.02 && elapsed > 3
            ? Long.valueOf(Math.round(elapsed / fraction * (1 - fraction)))
            : null;
    int all = Math.max(outside + inside, before + part.all());
    long seconds = secondsBefore + part.audioSeconds();
    whole.report(
        fraction, new ChecksDone(before + part.done(), all, seconds, left, part.waiting()).line());
  }

  @Override
  public boolean isCancelled() {
    return whole.isCancelled();
  }

  /** A group is done. */
  void ended(boolean archive) {
    ChecksDone last = latest;
    if (last != null) {
      before += last.done();
      secondsBefore += last.audioSeconds();
      inside += archive ? last.all() : 0;
      latest = null;
    }
  }
}
