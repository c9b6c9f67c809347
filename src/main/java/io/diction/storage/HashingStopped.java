package io.diction.storage;

/** Nobody waits for the hash any more. */
final class HashingStopped extends RuntimeException {
  private static final long serialVersionUID = 1L;

  HashingStopped() {
    super("stopped", null, false, false);
  }
}
