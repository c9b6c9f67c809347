package io.diction.speech;

/** Long work stopped because {@link Progress#isCancelled()} said so. */
public final class CancelledException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CancelledException() {
    super("cancelled");
  }
}
