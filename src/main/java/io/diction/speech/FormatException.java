package io.diction.speech;

/** A file is not what its format demands: which one, where, and why. */
public final class FormatException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String source;
  private final String position;
  private final String reason;

  /**
   * @param source file or entry name as the user knows it
   * @param position where in it ("line 12", "byte 4096"), empty for the whole
   * @param reason what was found, what was expected
   */
  public FormatException(String source, String position, String reason) {
    super(source + (position.isEmpty() ? "" : ", " + position) + ": " + reason);
    this.source = source;
    this.position = position;
    this.reason = reason;
  }

  public FormatException(String source, String position, String reason, Throwable cause) {
    this(source, position, reason);
    initCause(cause);
  }

  public String source() {
    return source;
  }

  public String position() {
    return position;
  }

  public String reason() {
    return reason;
  }
}
