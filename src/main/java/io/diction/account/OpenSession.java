package io.diction.account;

import java.time.OffsetDateTime;
import java.util.Arrays;

/**
 * A browser in which a user is signed in.
 *
 * @param current the one that asks
 */
record OpenSession(
    OffsetDateTime signedInAt,
    OffsetDateTime lastUsedAt,
    String browser,
    String address,
    boolean current) {

  /** A browser's own description in two words; what we do not know stays as it is. */
  static String browser(String userAgent) {
    String browser = first(userAgent, "Firefox/", "Edg/", "OPR/", "Chrome/", "Safari/", "curl/");
    String system = first(userAgent, "Android", "iPhone", "iPad", "Windows", "Mac OS", "Linux");
    if (browser.isEmpty()) {
      return userAgent;
    }
    String name =
        switch (browser) {
          case "Edg/" -> "Edge";
          case "OPR/" -> "Opera";
          default -> browser.replace("/", "");
        };
    return system.isEmpty() ? name : name + ", " + system;
  }

  /** Browsers name their ancestors too, so the younger names are looked for first. */
  private static String first(String text, String... words) {
    return Arrays.stream(words).filter(text::contains).findFirst().orElse("");
  }
}
