package io.diction.organization;

import io.diction.identity.Sha256;
import java.security.SecureRandom;
import java.util.Base64;

/** A random text that opens something. It is shown once; only its hash is kept. */
public record Secret(String text) {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int BYTES = 32;

  /** 256 random bits after a prefix. */
  public static Secret random(String prefix) {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return new Secret(prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /** In hexadecimal digits. Fast is good enough: nobody guesses 256 bits. */
  public String sha256() {
    return Sha256.of(text);
  }

  @Override
  public String toString() {
    return "secret";
  }
}
