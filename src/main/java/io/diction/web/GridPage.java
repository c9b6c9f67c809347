package io.diction.web;

import java.util.List;

/**
 * One page of a grid.
 *
 * @param total rows on all pages
 * @param query as clamped to the total, see {@link GridQuery#within}
 */
public record GridPage<T>(List<T> rows, long total, GridQuery query) {
  public GridPage {
    rows = List.copyOf(rows);
  }

  public boolean isEmpty() {
    return rows.isEmpty();
  }
}
