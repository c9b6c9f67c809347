package io.diction.web;

import java.security.SecureRandom;

/** Names one failure, on the user's screen and in the log. */
final class Reference {
  /** Without letters and digits that are taken for each other. */
  private static final String LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

  private static final SecureRandom RANDOM = new SecureRandom();

  private Reference() {}

  static String next() {
    StringBuilder reference = new StringBuilder("E-");
    for (int i = 0; i < 8; i++) {
      reference.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
    }
    return reference.toString();
  }
}
