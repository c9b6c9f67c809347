package io.diction.api.listing;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.diction.api.answer.Answers;
import io.diction.api.answer.Links;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

/** A page of a list, as it goes out. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Paginated<T>(List<T> values, @JsonProperty("@nextLink") @Nullable String nextLink) {
  public Paginated {
    values = List.copyOf(values);
  }

  /**
   * @param underWay whether an entity changes by itself
   */
  public static <T> ResponseEntity<Paginated<T>> answer(
      Slice<T> slice, ListQuery query, Links links, Predicate<? super T> underWay) {
    return answer(slice, query, links, slice.rows().stream().anyMatch(underWay));
  }

  /** The same of a list whose owner changes by itself, be the list empty. */
  public static <T> ResponseEntity<Paginated<T>> answer(
      Slice<T> slice, ListQuery query, Links links, boolean underWay) {
    return Answers.ok(
        new Paginated<>(slice.rows(), slice.more() ? query.next(links) : null), underWay);
  }
}
