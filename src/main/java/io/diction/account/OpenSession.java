package io.diction.account;

import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Map;

/**
 * A browser in which a user is signed in.
 *
 * @param handle names it on a page
 * @param current the one that asks
 */
public record OpenSession(
    String handle,
    OffsetDateTime signedInAt,
    OffsetDateTime lastUsedAt,
    String browser,
    String system,
    String address,
    boolean current) {
  /** Where browsers call themselves otherwise than people do. */
  private static final Map<String, String> NAMES =
      Map.of(
          "Edg/", "Edge",
          "OPR/", "Opera",
          "Mac OS X", "macOS",
          "CrOS", "ChromeOS");

  /** What a browser is called, in a word; empty where we do not know it. */
  public static String browser(String userAgent) {
    return first(userAgent, "Firefox/", "Edg/", "OPR/", "Chrome/", "Safari/", "curl/");
  }

  /** What it runs on; empty where we do not know it. */
  public static String system(String userAgent) {
    return first(userAgent, "Android", "iPhone", "iPad", "Windows", "Mac OS X", "CrOS", "Linux");
  }

  /** Browsers name their ancestors too, so the younger names are looked for first. */
  private static String first(String text, String... words) {
    String found = Arrays.stream(words).filter(text::contains).findFirst().orElse("");
    return NAMES.getOrDefault(found, found.replace("/", ""));
  }
}
