package io.diction.api.listing;

import io.diction.api.answer.ApiError;
import io.diction.api.answer.DetailCode;
import io.diction.api.listing.Expression.And;
import io.diction.api.listing.Expression.Comparison;
import io.diction.api.listing.Expression.Not;
import io.diction.api.listing.Expression.Operator;
import io.diction.api.listing.Expression.Or;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads a filter by recursive descent: {@code or} binds least, then {@code and}, then {@code not};
 * keywords in any case, parentheses allowed.
 */
final class FilterParser {
  private static final int LONGEST = 2000;
  private static final int DEEPEST = 20;

  private final String text;
  private int position;
  private int depth;

  private FilterParser(String text) {
    this.text = text;
  }

  /**
   * @throws ApiError {@code UnsupportedFilter} with the position of what is wrong
   */
  static Expression parse(String text) {
    if (text.length() > LONGEST) {
      throw wrong(
          LONGEST,
          "The filter has %d characters; %d are the most.".formatted(text.length(), LONGEST));
    }
    FilterParser parser = new FilterParser(text);
    Expression expression = parser.or();
    parser.skipSpace();
    if (parser.position < text.length()) {
      throw wrong(parser.position, "The filter goes on where it should end.");
    }
    return expression;
  }

  static ApiError wrong(int position, String message) {
    return ApiError.invalid(DetailCode.UNSUPPORTED_FILTER, message)
        .target("filter")
        .detail("position", String.valueOf(position));
  }

  private Expression or() {
    List<Expression> parts = new ArrayList<>(List.of(and()));
    while (takeWord("or")) {
      parts.add(and());
    }
    return parts.size() == 1 ? parts.get(0) : new Or(parts);
  }

  private Expression and() {
    List<Expression> parts = new ArrayList<>(List.of(unary()));
    while (takeWord("and")) {
      parts.add(unary());
    }
    return parts.size() == 1 ? parts.get(0) : new And(parts);
  }

  private Expression unary() {
    boolean not = takeWord("not");
    if (!not && !take('(')) {
      return comparison();
    }
    if (++depth > DEEPEST) {
      throw wrong(position, "The filter is nested deeper than %d.".formatted(DEEPEST));
    }
    Expression expression = not ? new Not(unary()) : or();
    if (!not && !take(')')) {
      throw wrong(position, "The filter lacks a closing parenthesis.");
    }
    depth--;
    return expression;
  }

  private Comparison comparison() {
    skipSpace();
    int start = position;
    String property = word();
    if (property.isEmpty()) {
      throw wrong(start, "The filter lacks the name of a property.");
    }
    skipSpace();
    int at = position;
    Operator operator = operator(at, word());
    skipSpace();
    if (position < text.length() && text.charAt(position) == '\'') {
      return new Comparison(property, operator, quoted(), true, start);
    }
    int valueStart = position;
    while (position < text.length() && " \t\r\n)(".indexOf(text.charAt(position)) < 0) {
      position++;
    }
    if (position == valueStart) {
      throw wrong(valueStart, "The filter lacks a value.");
    }
    return new Comparison(property, operator, text.substring(valueStart, position), false, start);
  }

  private static Operator operator(int at, String word) {
    for (Operator operator : Operator.values()) {
      if (operator.name().equalsIgnoreCase(word)) {
        return operator;
      }
    }
    throw wrong(at, "The filter knows eq, ne, gt, ge, lt and le, not '%s'.".formatted(word));
  }

  /** A quote within is doubled. */
  private String quoted() {
    int start = position++;
    StringBuilder value = new StringBuilder();
    while (position < text.length()) {
      char next = text.charAt(position++);
      if (next != '\'') {
        value.append(next);
      } else if (position < text.length() && text.charAt(position) == '\'') {
        value.append('\'');
        position++;
      } else {
        return value.toString();
      }
    }
    throw wrong(start, "The filter lacks a closing quote.");
  }

  private boolean takeWord(String keyword) {
    skipSpace();
    int start = position;
    if (word().toLowerCase(Locale.ROOT).equals(keyword)) {
      return true;
    }
    position = start;
    return false;
  }

  private String word() {
    int start = position;
    while (position < text.length() && Character.isLetterOrDigit(text.charAt(position))) {
      position++;
    }
    return text.substring(start, position);
  }

  private boolean take(char expected) {
    skipSpace();
    if (position < text.length() && text.charAt(position) == expected) {
      position++;
      return true;
    }
    return false;
  }

  private void skipSpace() {
    while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
      position++;
    }
  }
}
