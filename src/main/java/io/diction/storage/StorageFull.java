package io.diction.storage;

/** There is no room for more bytes. Everything stored before is untouched. */
public final class StorageFull extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StorageFull(String message) {
    super(message);
  }

  StorageFull(String message, Throwable cause) {
    super(message, cause);
  }
}
