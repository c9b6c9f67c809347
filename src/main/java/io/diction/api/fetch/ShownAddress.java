package io.diction.api.fetch;

/** An address of somebody's file as others may see it. */
public final class ShownAddress {
  private ShownAddress() {}

  /** Without what follows the question mark: signatures and tokens stand there. */
  public static String of(String address) {
    int end = address.indexOf('?');
    return end < 0 ? address : address.substring(0, end);
  }
}
