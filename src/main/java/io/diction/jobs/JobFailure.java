package io.diction.jobs;

/** Ends a job as failed for a reason that its owner can understand and mend. */
public final class JobFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;

  /**
   * @param code stable, the reader gets its sentence, such as {@code not_enough_data}
   * @param text which file, which line, what was found there; the code alone says the rest
   */
  public JobFailure(String code, String text) {
    super(text);
    this.code = code;
  }

  public String code() {
    return code;
  }
}
