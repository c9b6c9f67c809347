package io.diction.web;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Which page of a grid is asked for. Handler methods take one as a parameter; it is always valid
 * for the grid's {@link GridSpec}, whatever the request said.
 */
public final class GridQuery {
  public static final List<Integer> SIZES = List.of(25, 50, 75, 100);

  /** Longest filter text; the longest name of anything has as many characters. */
  static final int LONGEST_FILTER = 256;

  private static final int LAST_PAGE = 10_000_000;

  private final Spec spec;
  private final int page;
  private final int size;
  private final String sort;
  private final boolean descending;
  private final Map<String, String> filters;

  /** The sort keys (default first) and filters a grid knows. */
  record Spec(List<String> sorts, boolean descending, List<String> filters) {
    Spec {
      sorts = List.copyOf(sorts);
      filters = List.copyOf(filters);
      if (sorts.isEmpty()) {
        throw new IllegalArgumentException("A grid needs at least one sort key");
      }
      if (filters.stream().anyMatch(List.of("page", "size", "sort", "dir")::contains)) {
        throw new IllegalArgumentException("A filter cannot be named like a parameter: " + filters);
      }
    }
  }

  private GridQuery(
      Spec spec, int page, int size, String sort, boolean descending, Map<String, String> filters) {
    this.spec = spec;
    this.page = Math.min(Math.max(page, 1), LAST_PAGE);
    this.size = size;
    this.sort = sort;
    this.descending = descending;
    this.filters = filters;
  }

  /** The first page of a grid as it stands before anything is chosen. */
  public static GridQuery first(String... sorts) {
    return first(new Spec(List.of(sorts), false, List.of()));
  }

  static GridQuery first(Spec spec) {
    return new GridQuery(spec, 1, SIZES.get(0), spec.sorts.get(0), spec.descending, Map.of());
  }

  /** Reads a request's parameters, each one replaced by the nearest valid value. */
  static GridQuery parse(Spec spec, Map<String, String[]> parameters) {
    GridQuery first = first(spec);
    String sort = only(parameters, "sort");
    boolean known = spec.sorts.contains(sort);
    boolean descending =
        switch (only(parameters, "dir")) {
          case "asc" -> false;
          case "desc" -> true;
          default -> (!known || sort.equals(first.sort)) && spec.descending;
        };
    Map<String, String> filters = new LinkedHashMap<>();
    for (String name : spec.filters) {
      String text = clean(only(parameters, name));
      if (!text.isEmpty()) {
        filters.put(name, text);
      }
    }
    return new GridQuery(
        spec,
        number(only(parameters, "page"), 1),
        nearestSize(number(only(parameters, "size"), first.size)),
        known ? sort : first.sort,
        descending,
        filters);
  }

  private static String only(Map<String, String[]> parameters, String name) {
    String[] values = parameters.get(name);
    return values == null || values.length == 0 ? "" : values[0];
  }

  private static int number(String text, int otherwise) {
    String digits = text.strip();
    if (!digits.matches("[+-]?[0-9]+")) {
      return otherwise;
    }
    if (digits.startsWith("-")) {
      return 1;
    }
    try {
      return Integer.parseInt(digits);
    } catch (NumberFormatException tooLarge) {
      return Integer.MAX_VALUE;
    }
  }

  private static int nearestSize(int wanted) {
    int nearest = SIZES.get(0);
    for (int size : SIZES) {
      if (Math.abs((long) size - wanted) < Math.abs((long) nearest - wanted)) {
        nearest = size;
      }
    }
    return nearest;
  }

  private static String clean(String text) {
    String readable = text.replaceAll("\\p{Cntrl}", " ").strip();
    if (readable.codePointCount(0, readable.length()) <= LONGEST_FILTER) {
      return readable;
    }
    return readable.substring(0, readable.offsetByCodePoints(0, LONGEST_FILTER));
  }

  /** Counted from 1. */
  public int page() {
    return page;
  }

  /** What the page size can be, for the pager. */
  public List<Integer> sizes() {
    return SIZES;
  }

  /** Rows on a page. */
  public int size() {
    return size;
  }

  public long offset() {
    return (page - 1L) * size;
  }

  /** One of the grid's sort keys. */
  public String sort() {
    return sort;
  }

  public boolean descending() {
    return descending;
  }

  /** Filters that are set, in the order of the grid; a filter that is not set is absent. */
  public Map<String, String> filters() {
    return Collections.unmodifiableMap(filters);
  }

  /** The filter's text, empty when it is not set. */
  public String filter(String name) {
    return filters.getOrDefault(name, "");
  }

  public boolean isFiltered() {
    return !filters.isEmpty();
  }

  /** The same query, its page moved back to the last one that has rows. */
  public GridQuery within(long total) {
    return page <= pages(total) ? this : withPage(pages(total));
  }

  /** Number of pages, at least one. */
  public int pages(long total) {
    return (int) Math.min(Math.max(1, (total + size - 1) / size), LAST_PAGE);
  }

  /** Number of the first row shown, counted from 1; 0 when there is none. */
  public long from(long total) {
    return Math.min(offset() + 1, total);
  }

  /** Number of the last row shown. */
  public long to(long total) {
    return Math.min(offset() + size, total);
  }

  /** Up to five page numbers around this one, for the pager. */
  public List<Integer> nearbyPages(long total) {
    int last = pages(total);
    int from = Math.max(1, Math.min(page - 2, last - 4));
    List<Integer> numbers = new ArrayList<>();
    for (int number = from; number <= Math.min(last, from + 4); number++) {
      numbers.add(number);
    }
    return numbers;
  }

  public GridQuery withPage(int number) {
    return new GridQuery(spec, number, size, sort, descending, filters);
  }

  /** Another page size, from the first page on. */
  public GridQuery withSize(int rows) {
    return new GridQuery(spec, 1, nearestSize(rows), sort, descending, filters);
  }

  /** Sorted by a key, or the other way round when it is sorted by it already. */
  public GridQuery sortedBy(String key) {
    if (!spec.sorts.contains(key)) {
      throw new IllegalArgumentException("Not a sort key of this grid: " + key);
    }
    boolean downwards = key.equals(sort) && !descending;
    return new GridQuery(spec, 1, size, key, downwards, filters);
  }

  /** For {@code aria-sort} of a column's heading. */
  public String ariaSort(String key) {
    return key.equals(sort) ? (descending ? "descending" : "ascending") : "none";
  }

  public GridQuery withFilter(String name, String text) {
    Map<String, String> changed = new LinkedHashMap<>();
    for (String known : spec.filters) {
      String value = known.equals(name) ? clean(text) : filter(known);
      if (!value.isEmpty()) {
        changed.put(known, value);
      }
    }
    return new GridQuery(spec, 1, size, sort, descending, changed);
  }

  public GridQuery withoutFilter(String name) {
    return withFilter(name, "");
  }

  public GridQuery withoutFilters() {
    return new GridQuery(spec, 1, size, sort, descending, Map.of());
  }

  /** The query as parameters; what is as in the grid's first view is left out. */
  public Map<String, String> parameters() {
    GridQuery first = first(spec);
    Map<String, String> parameters = new LinkedHashMap<>(filters);
    boolean usual = descending == (sort.equals(first.sort) && first.descending);
    if (!sort.equals(first.sort)) {
      parameters.put("sort", sort);
    }
    if (!usual) {
      parameters.put("dir", descending ? "desc" : "asc");
    }
    if (size != first.size) {
      parameters.put("size", Integer.toString(size));
    }
    if (page != 1) {
      parameters.put("page", Integer.toString(page));
    }
    return parameters;
  }

  /** A link to this page of the grid at {@code path}. */
  public String link(String path) {
    UriComponentsBuilder link = UriComponentsBuilder.fromPath(path);
    Map<String, String> parameters = parameters();
    parameters.keySet().forEach(name -> link.queryParam(name, "{" + name + "}"));
    return link.encode().buildAndExpand(parameters).toUriString();
  }

  @Override
  public String toString() {
    return link("");
  }
}
