package io.diction.web;

import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Why work that nobody waited for has failed: the sentence of a code in the reader's language, and
 * what the work itself wrote down.
 *
 * @param detail file and line, or a reference; as written by the engine, in English
 */
public record Failure(ErrorCode code, String detail) {
  /** Their own sentences speak of a form or an address that somebody just sent. */
  private static final Set<ErrorCode> TOLD_APART =
      Set.of(ErrorCode.VALIDATION_FAILED, ErrorCode.NOT_FOUND);

  /** Null without a code; one that is not known is a defect. */
  public static @Nullable Failure of(@Nullable String code, @Nullable String detail) {
    if (code == null) {
      return null;
    }
    ErrorCode known =
        Arrays.stream(ErrorCode.values())
            .filter(each -> each.code().equals(code))
            .findFirst()
            .orElse(ErrorCode.INTERNAL_ERROR);
    return new Failure(known, detail == null ? "" : detail);
  }

  /** Codes whose sentences about work are others than those about an action. */
  public static Set<ErrorCode> toldApart() {
    return TOLD_APART;
  }

  /** Its place in the catalogue of what messages mean. */
  public String anchor() {
    return (TOLD_APART.contains(code) ? "failure-" : "error-") + code.code();
  }

  /** Key of the sentence that says what is wrong. */
  public String messageKey() {
    return TOLD_APART.contains(code) ? "failure." + code.code() + ".message" : code.messageKey();
  }

  /** Key of the sentence that says what to do. */
  public String remedyKey() {
    return TOLD_APART.contains(code) ? "failure." + code.code() + ".remedy" : code.remedyKey();
  }
}
