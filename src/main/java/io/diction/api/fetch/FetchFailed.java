package io.diction.api.fetch;

import java.io.IOException;

/** What was asked for by address could not be had, or was refused; the message may be shown. */
public final class FetchFailed extends IOException {
  /** Why. */
  public enum Reason {
    /** Not http or https, no host, a password in it. */
    ADDRESS,
    /** The host has no address, or one that nobody may be sent to. */
    HOST,
    /** No connection, or one that broke. */
    CONNECTION,
    /** Another status than success. */
    STATUS,
    REDIRECTS,
    TOO_LARGE,
    TIMED_OUT
  }

  private final Reason reason;

  public FetchFailed(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  FetchFailed(Reason reason, String message, IOException cause) {
    super(message, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
