package io.diction.api.content;

import io.diction.api.answer.ApiError;
import io.diction.api.answer.DetailCode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How long addresses of content work. Handlers take one as a parameter. */
public record Validity(Duration duration) {
  static final String PARAMETER = "sasValidityInSeconds";
  private static final int LONGEST = 604_800;

  /** Where nothing is said. */
  public static final Validity USUAL = new Validity(Duration.ofHours(12));

  /**
   * @throws ApiError {@code InvalidSasValidityDuration}
   */
  static Validity of(@Nullable String text) {
    if (text == null) {
      return USUAL;
    }
    try {
      int seconds = Integer.parseInt(text);
      if (seconds >= 1 && seconds <= LONGEST) {
        return new Validity(Duration.ofSeconds(seconds));
      }
    } catch (NumberFormatException malformed) {
      // Said below.
    }
    throw ApiError.invalid(
            DetailCode.INVALID_SAS_VALIDITY_DURATION,
            "%s has to be 1 to %d seconds.".formatted(PARAMETER, LONGEST))
        .target(PARAMETER);
  }
}
