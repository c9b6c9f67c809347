package io.diction.speech;

/** Told how far long work has come, and asked whether to stop. Called from any thread. */
public interface Progress {

  /** Ignores reports and never stops. */
  Progress NONE =
      new Progress() {
        @Override
        public void report(double fraction, String message) {}

        @Override
        public boolean isCancelled() {
          return false;
        }
      };

  /**
   * Says how much is done.
   *
   * @param fraction done so far, 0 to 1, never falling
   * @param message what is being done, one line for a log; may be empty
   */
  void report(double fraction, String message);

  /** Whether the work should stop as soon as it can, by {@link CancelledException}. */
  boolean isCancelled();

  /** Throws when the work should stop; long loops call this at least once a second. */
  default void checkCancelled() {
    if (isCancelled()) {
      throw new CancelledException();
    }
  }

  /** The part of this progress between two fractions, as a progress of its own. */
  default Progress part(double from, double to) {
    Progress whole = this;
    return new Progress() {
      @Override
      public void report(double fraction, String message) {
        whole.report(from + (to - from) * fraction, message);
      }

      @Override
      public boolean isCancelled() {
        return whole.isCancelled();
      }
    };
  }

  /**
   * This progress for work within the work: it may be asked whether to stop, and is told nothing.
   */
  default Progress unheard() {
    Progress whole = this;
    return new Progress() {
      @Override
      public void report(double fraction, String message) {}

      @Override
      public boolean isCancelled() {
        return whole.isCancelled();
      }
    };
  }
}
