package io.diction.api.listing;

import io.diction.api.listing.Expression.And;
import io.diction.api.listing.Expression.Comparison;
import io.diction.api.listing.Expression.Not;
import io.diction.api.listing.Expression.Operator;
import io.diction.api.listing.Expression.Or;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The filter of lists that are short enough to be there as a whole: says what {@link Fields} says
 * of rows in the database. Immutable.
 */
public final class RowFilter<T> {
  private static final String CREATED = "createdDateTime";

  private record Property<T>(
      @Nullable Function<T, @Nullable String> text,
      @Nullable Function<T, OffsetDateTime> time,
      Set<String> values) {}

  private final Map<String, Property<T>> properties;

  private RowFilter(Map<String, Property<T>> properties) {
    this.properties = properties;
  }

  public static <T> RowFilter<T> none() {
    return new RowFilter<>(Map.of());
  }

  public RowFilter<T> text(String name, Function<T, @Nullable String> value) {
    return with(name, new Property<>(value, null, Set.of()));
  }

  public RowFilter<T> time(String name, Function<T, OffsetDateTime> value) {
    return with(name, new Property<>(null, value, Set.of()));
  }

  /** One of a few constants, as published. */
  public RowFilter<T> constant(
      String name, Function<T, @Nullable String> value, Set<String> values) {
    return with(name, new Property<>(value, null, Set.copyOf(values)));
  }

  private RowFilter<T> with(String name, Property<T> property) {
    Map<String, Property<T>> more = new LinkedHashMap<>(properties);
    more.put(name, property);
    return new RowFilter<>(more);
  }

  /**
   * The part of the list that is asked for.
   *
   * @throws io.diction.api.answer.ApiError {@code UnsupportedFilter}
   */
  public Slice<T> slice(List<T> all, ListQuery query) {
    String text = query.filter();
    if (text == null) {
      return Slice.of(newestFirst(all), query);
    }
    Expression filter = FilterParser.parse(text);
    check(filter);
    return Slice.of(newestFirst(all.stream().filter(row -> holds(filter, row)).toList()), query);
  }

  /** What came at the same time stays in its order. */
  private List<T> newestFirst(List<T> rows) {
    Property<T> created = properties.get(CREATED);
    Function<T, OffsetDateTime> time = created == null ? null : created.time();
    return time == null
        ? rows
        : rows.stream()
            .sorted(Comparator.comparing(time, OffsetDateTime.timeLineOrder()).reversed())
            .toList();
  }

  /** Also where there is no row to try it on. */
  private void check(Expression filter) {
    if (filter instanceof Or or) {
      or.parts().forEach(this::check);
    } else if (filter instanceof And and) {
      and.parts().forEach(this::check);
    } else if (filter instanceof Not not) {
      check(not.part());
    } else {
      Comparison comparison = (Comparison) filter;
      Property<T> property = property(comparison);
      if (property.time() != null) {
        Instant unused = Comparisons.instant(comparison);
      } else {
        String unused = Comparisons.text(comparison, property.values());
      }
    }
  }

  private Property<T> property(Comparison comparison) {
    Property<T> property = properties.get(comparison.property());
    if (property == null) {
      throw Comparisons.unknown(comparison);
    }
    return property;
  }

  private boolean holds(Expression filter, T row) {
    if (filter instanceof Or or) {
      return or.parts().stream().anyMatch(part -> holds(part, row));
    }
    if (filter instanceof And and) {
      return and.parts().stream().allMatch(part -> holds(part, row));
    }
    if (filter instanceof Not not) {
      return !holds(not.part(), row);
    }
    Comparison comparison = (Comparison) filter;
    Property<T> property = property(comparison);
    if (property.time() != null) {
      Instant seen = property.time().apply(row).toInstant().truncatedTo(ChronoUnit.SECONDS);
      return comparison.operator().holds(seen.compareTo(Comparisons.instant(comparison)));
    }
    String wanted = Comparisons.text(comparison, property.values());
    boolean equal = property.text() != null && wanted.equals(property.text().apply(row));
    return equal == (comparison.operator() == Operator.EQ);
  }
}
