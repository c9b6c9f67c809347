package io.diction.account;

import io.diction.audit.AuditEntry;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * That somebody came in as a user, or tried to.
 *
 * @param came whether somebody got in
 * @param what the end of a message's key
 * @param factors what was shown, as ends of messages' keys; none where nobody got in
 */
record RecentSignIn(
    OffsetDateTime at, boolean came, String what, String address, List<String> factors) {
  private static final String CAME = "user.sign-in";
  private static final Map<String, String> DEEDS =
      Map.of(
          CAME,
          "came",
          "user.sign-in-refused",
          "password",
          "user.password-refused",
          "password",
          "user.second-step-refused",
          "step",
          "user.sign-in-locked",
          "locked");

  RecentSignIn {
    factors = List.copyOf(factors);
  }

  /** What is written down when somebody got in, or when nobody did. */
  static List<String> actions(boolean came) {
    return DEEDS.keySet().stream().filter(action -> action.equals(CAME) == came).toList();
  }

  /** The log has the address first, then what was shown. */
  static RecentSignIn of(AuditEntry entry) {
    String[] words = entry.detail().split("[ ,]+");
    boolean came = entry.action().equals(CAME);
    return new RecentSignIn(
        entry.at(),
        came,
        DEEDS.getOrDefault(entry.action(), ""),
        words[0],
        came ? Arrays.asList(words).subList(1, words.length) : List.of());
  }
}
