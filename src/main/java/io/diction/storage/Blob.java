package io.diction.storage;

import java.util.regex.Pattern;

/**
 * Stored bytes.
 *
 * @param sha256 of the bytes, 64 lower-case hexadecimal digits
 */
public record Blob(String sha256, long sizeBytes) {
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  public Blob {
    requireSha256(sha256);
  }

  static boolean isSha256(String text) {
    return SHA256.matcher(text).matches();
  }

  /** File names are made of hashes, so nothing else may ever pass as one. */
  static void requireSha256(String text) {
    if (!isSha256(text)) {
      throw new IllegalArgumentException("not a SHA-256 in hexadecimal: " + text);
    }
  }
}
