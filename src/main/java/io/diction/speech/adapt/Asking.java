package io.diction.speech.adapt;

import io.diction.speech.Progress;

/** Passes on the wish to stop only: a part's progress is not the stage's. */
record Asking(Progress progress) implements Progress {
  @Override
  public void report(double fraction, String message) {}

  @Override
  public boolean isCancelled() {
    return progress.isCancelled();
  }
}
