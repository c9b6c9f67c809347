package io.diction.api.listing;

import java.util.List;

/** A filter as it was written. */
sealed interface Expression {
  /** One of them holds. */
  record Or(List<Expression> parts) implements Expression {
    public Or {
      parts = List.copyOf(parts);
    }
  }

  /** All of them hold. */
  record And(List<Expression> parts) implements Expression {
    public And {
      parts = List.copyOf(parts);
    }
  }

  /** It does not hold. */
  record Not(Expression part) implements Expression {}

  /**
   * One property against one value.
   *
   * @param quoted whether the value stood in quotes
   * @param position of the property in the filter, from 0
   */
  record Comparison(String property, Operator operator, String value, boolean quoted, int position)
      implements Expression {}

  /** How they are compared. */
  enum Operator {
    EQ("="),
    NE("<>"),
    GT(">"),
    GE(">="),
    LT("<"),
    LE("<=");

    private final String sql;

    Operator(String sql) {
      this.sql = sql;
    }

    String sql() {
      return sql;
    }

    /** Of two values, by what the first compares to the second. */
    boolean holds(int comparison) {
      return switch (this) {
        case EQ -> comparison == 0;
        case NE -> comparison != 0;
        case GT -> comparison > 0;
        case GE -> comparison >= 0;
        case LT -> comparison < 0;
        case LE -> comparison <= 0;
      };
    }
  }
}
