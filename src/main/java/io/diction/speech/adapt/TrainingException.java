package io.diction.speech.adapt;

/** The data cannot be trained on. */
public final class TrainingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why. */
  public enum Reason {
    /** Nothing to learn from is left. */
    NOT_ENOUGH_DATA,
    /** Something given is wrong. */
    VALIDATION_FAILED
  }

  private final Reason reason;

  /**
   * @param message a sentence for the user
   */
  public TrainingException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
