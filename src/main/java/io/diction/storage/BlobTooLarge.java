package io.diction.storage;

/** The stream has more bytes than its caller allows. Nothing of it was kept. */
public final class BlobTooLarge extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BlobTooLarge(long limitBytes) {
    super("more than " + limitBytes + " bytes");
  }
}
