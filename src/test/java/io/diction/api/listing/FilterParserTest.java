package io.diction.api.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diction.api.answer.ApiError;
import io.diction.api.listing.Expression.Comparison;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterParserTest {
  /** With parentheses wherever something binds. */
  private static String read(String filter) {
    return shown(FilterParser.parse(filter));
  }

  private static String shown(Expression expression) {
    if (expression instanceof Expression.Or or) {
      return or.parts().stream()
          .map(FilterParserTest::shown)
          .collect(Collectors.joining(" | ", "(", ")"));
    }
    if (expression instanceof Expression.And and) {
      return and.parts().stream()
          .map(FilterParserTest::shown)
          .collect(Collectors.joining(" & ", "(", ")"));
    }
    if (expression instanceof Expression.Not not) {
      return "!" + shown(not.part());
    }
    Comparison comparison = (Comparison) expression;
    return comparison.property() + comparison.operator().sql() + comparison.value();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "a eq 'x';a=x",
        "a eq 'it''s';a=it's",
        "a eq '';a=",
        "a NE 'x' AND b Eq 'y';(a<>x & b=y)",
        "a eq 'x' or b eq 'y' and c eq 'z';(a=x | (b=y & c=z))",
        "(a eq 'x' or b eq 'y') and c eq 'z';((a=x | b=y) & c=z)",
        "not a eq 'x' and b eq 'y';(!a=x & b=y)",
        "not (a eq 'x' and b eq 'y');!(a=x & b=y)",
        "createdDateTime gt 2025-02-01T11:00:00Z and displayName eq 'My dataset';"
            + "(createdDateTime>2025-02-01T11:00:00Z & displayName=My dataset)",
        " ( ( a  eq  'x' ) ) ;a=x",
        "or eq 'x';or=x",
        "a eq 'x' or b eq 'or';(a=x | b=or)"
      })
  void bindsAsTheContractSays(String filter, String meaning) {
    assertThat(read(filter)).isEqualTo(meaning);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "a;1",
        "a eq;4",
        "a eq 'x;5",
        "a is 'x';2",
        "a eq 'x' b eq 'y';9",
        "a eq 'x' or;11",
        "(a eq 'x';9",
        "a eq 'x');8",
        "startswith(a, 'x');10",
        ";0"
      })
  void saysWhereItIsWrong(String filter, int position) {
    assertThatThrownBy(() -> FilterParser.parse(filter == null ? "" : filter))
        .isInstanceOfSatisfying(
            ApiError.class,
            error -> {
              assertThat(error.inner()).hasToString("UNSUPPORTED_FILTER");
              assertThat(error.details()).containsEntry("position", String.valueOf(position));
            });
  }

  @Test
  void hasLimitsInLengthAndDepth() {
    String deepest = "(".repeat(20) + "a eq 'x'" + ")".repeat(20);

    assertThat(read(deepest)).isEqualTo("a=x");
    assertThatThrownBy(() -> read("(" + deepest + ")")).isInstanceOf(ApiError.class);
    assertThatThrownBy(() -> read("not ".repeat(400) + "a eq 'x'")).isInstanceOf(ApiError.class);
    assertThat(read("a eq '" + "x".repeat(1993) + "'")).hasSize(1995);
    assertThatThrownBy(() -> read("a eq '" + "x".repeat(1994) + "'")).isInstanceOf(ApiError.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"'", "''''", "((((", "not not", "a eq 'x' and", "\u0000", "a\u0000b eq 1"})
  void endsOnAnything(String filter) {
    assertThatThrownBy(() -> FilterParser.parse(filter)).isInstanceOf(ApiError.class);
  }
}
