package io.diction.api.listing;

import io.diction.api.listing.Expression.And;
import io.diction.api.listing.Expression.Comparison;
import io.diction.api.listing.Expression.Not;
import io.diction.api.listing.Expression.Operator;
import io.diction.api.listing.Expression.Or;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The properties that a list is filtered by, each with the expression of SQL that it stands for.
 * Immutable: {@code Fields.none().text("displayName", "p.name").time("createdDateTime",
 * "p.created_at")}. Expressions are constants of ours; what a request says becomes parameters.
 */
public final class Fields {
  private enum Type {
    TEXT,
    TIME
  }

  private record Field(Type type, String sql, Set<String> values) {}

  private final Map<String, Field> fields;

  private Fields(Map<String, Field> fields) {
    this.fields = fields;
  }

  public static Fields none() {
    return new Fields(Map.of());
  }

  /** Compared letter by letter; null is unequal to everything. */
  public Fields text(String property, String sql) {
    return with(property, new Field(Type.TEXT, sql, Set.of()));
  }

  /** A time that is never null; compared in the whole seconds that callers see. */
  public Fields time(String property, String sql) {
    return with(property, new Field(Type.TIME, sql, Set.of()));
  }

  /**
   * One of a few constants, as published, which a request may write in any case.
   *
   * @param sql gives one of them
   */
  public Fields constant(String property, String sql, Set<String> values) {
    return with(property, new Field(Type.TEXT, sql, Set.copyOf(values)));
  }

  private Fields with(String property, Field field) {
    Map<String, Field> more = new LinkedHashMap<>(fields);
    more.put(property, field);
    return new Fields(more);
  }

  /**
   * The condition that a filter stands for.
   *
   * @param parameters takes the values, by names that begin with {@code filter}
   * @throws io.diction.api.answer.ApiError {@code UnsupportedFilter}
   */
  String sql(Expression filter, Map<String, Object> parameters) {
    if (filter instanceof Or or) {
      return joined(or.parts(), " or ", parameters);
    }
    if (filter instanceof And and) {
      return joined(and.parts(), " and ", parameters);
    }
    if (filter instanceof Not not) {
      return "not " + sql(not.part(), parameters);
    }
    return "(" + compared((Comparison) filter, parameters) + ")";
  }

  private String joined(List<Expression> parts, String with, Map<String, Object> parameters) {
    return parts.stream()
        .map(part -> sql(part, parameters))
        .collect(Collectors.joining(with, "(", ")"));
  }

  private String compared(Comparison comparison, Map<String, Object> parameters) {
    Field field = fields.get(comparison.property());
    if (field == null) {
      throw Comparisons.unknown(comparison);
    }
    if (field.type() == Type.TIME) {
      return time(field, comparison, parameters);
    }
    boolean equal = comparison.operator() == Operator.EQ;
    String name = "filter" + parameters.size();
    parameters.put(name, Comparisons.text(comparison, field.values()));
    return equal
        ? "%1$s is not null and %1$s = :%2$s".formatted(field.sql(), name)
        : "%1$s is null or %1$s <> :%2$s".formatted(field.sql(), name);
  }

  /** Stored are microseconds, seen whole seconds: a second is everything from it to the next. */
  private static String time(Field field, Comparison comparison, Map<String, Object> parameters) {
    Instant asked = Comparisons.instant(comparison);
    Instant second = asked.truncatedTo(ChronoUnit.SECONDS);
    Instant next = second.plusSeconds(1);
    boolean whole = asked.equals(second);
    Operator operator = comparison.operator();
    if (!whole && (operator == Operator.EQ || operator == Operator.NE)) {
      return operator == Operator.EQ ? "1 = 0" : "1 = 1";
    }
    String name = "filter" + parameters.size();
    if (operator == Operator.EQ || operator == Operator.NE) {
      String end = name + "end";
      parameters.put(name, second.atOffset(ZoneOffset.UTC));
      parameters.put(end, next.atOffset(ZoneOffset.UTC));
      return operator == Operator.EQ
          ? "%1$s >= :%2$s and %1$s < :%3$s".formatted(field.sql(), name, end)
          : "%1$s < :%2$s or %1$s >= :%3$s".formatted(field.sql(), name, end);
    }
    boolean fromNext = !whole || operator == Operator.GT || operator == Operator.LE;
    parameters.put(name, (fromNext ? next : second).atOffset(ZoneOffset.UTC));
    boolean after = operator == Operator.GT || operator == Operator.GE;
    return "%s %s :%s".formatted(field.sql(), after ? ">=" : "<", name);
  }
}
