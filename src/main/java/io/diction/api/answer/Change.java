package io.diction.api.answer;

import org.jspecify.annotations.Nullable;

/**
 * What a merging request says of one property: nothing, another value, or that it is to go.
 *
 * @param said whether the request names the property
 * @param value null to remove it
 */
public record Change<T>(boolean said, @Nullable T value) {
  static <T> Change<T> none() {
    return new Change<>(false, null);
  }

  /** What the property is from now on. */
  public @Nullable T or(@Nullable T before) {
    return said ? value : before;
  }

  /** The same of a property that cannot go. */
  public T orKeep(T before) {
    return value == null ? before : value;
  }
}
