package io.diction.jobs;

/** Ends a job as failed for a reason that its owner can understand and mend. */
public final class JobFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;

  /**
   * @param code stable, such as {@code not_enough_data}
   * @param text what is wrong and what to do, shown to the user as it is
   */
  public JobFailure(String code, String text) {
    super(text);
    this.code = code;
  }

  public String code() {
    return code;
  }
}
