package io.diction.api.listing;

import io.diction.api.answer.ApiError;
import io.diction.api.listing.Expression.Comparison;
import io.diction.api.listing.Expression.Operator;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Set;

/** What a filter compares with, and what it cannot. */
final class Comparisons {
  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

  private Comparisons() {}

  static ApiError unknown(Comparison comparison) {
    return FilterParser.wrong(
        comparison.position(),
        "The filter names an unknown property: '%s'.".formatted(comparison.property()));
  }

  /**
   * The text that a property is compared with.
   *
   * @param values one of which it has to be, in any case; none for any text
   */
  static String text(Comparison comparison, Set<String> values) {
    if (comparison.operator() != Operator.EQ && comparison.operator() != Operator.NE) {
      throw FilterParser.wrong(
          comparison.position(),
          "The filter compares '%s' by eq or ne only.".formatted(comparison.property()));
    }
    String value = comparison.value();
    if (!comparison.quoted()) {
      throw FilterParser.wrong(
          comparison.position(), "The filter needs quotes around a text: '%s'.".formatted(value));
    }
    if (value.indexOf('\0') >= 0) {
      throw FilterParser.wrong(comparison.position(), "The filter has a character that is none.");
    }
    if (values.isEmpty()) {
      return value;
    }
    return values.stream()
        .filter(known -> known.equalsIgnoreCase(value))
        .findFirst()
        .orElseThrow(
            () ->
                FilterParser.wrong(
                    comparison.position(),
                    "The filter compares '%s' with '%s', which is none of %s."
                        .formatted(
                            comparison.property(), value, values.stream().sorted().toList())));
  }

  static Instant instant(Comparison comparison) {
    if (!comparison.quoted()) {
      try {
        Instant instant =
            OffsetDateTime.parse(comparison.value().toUpperCase(Locale.ROOT)).toInstant();
        if (instant.isAfter(EARLIEST) && instant.isBefore(LATEST)) {
          return instant;
        }
      } catch (DateTimeException malformed) {
        // Said below.
      }
    }
    throw FilterParser.wrong(
        comparison.position(),
        "The filter compares '%s' with a time such as 2025-02-01T11:00:00Z, without quotes."
            .formatted(comparison.property()));
  }
}
