package io.diction.api.listing;

import java.util.List;
import java.util.function.Function;

/**
 * A part of a list.
 *
 * @param more whether the list goes on after it
 */
public record Slice<T>(List<T> rows, boolean more) {
  public Slice {
    rows = List.copyOf(rows);
  }

  public <R> Slice<R> map(Function<? super T, ? extends R> into) {
    return new Slice<>(rows.stream().<R>map(into).toList(), more);
  }

  /** Of a list that is short enough to be there as a whole. */
  public static <T> Slice<T> of(List<T> all, ListQuery query) {
    int from = Math.min(query.skip(), all.size());
    int to = (int) Math.min((long) from + query.top(), all.size());
    return new Slice<>(all.subList(from, to), to < all.size());
  }
}
