package io.diction.speech.acoustic;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * A model's parameters laid out for scoring, for recordings of full bandwidth and, made when first
 * needed, for those of narrower ones. Safe for threads.
 *
 * @param <T> layout
 */
public final class BandTables<T> {
  /** A channel's recordings differ by a filter or two. */
  private static final int MOST_NARROW = 4;

  private final AcousticModel model;
  private final Function<AcousticModel, T> layout;
  private final T whole;
  private final Map<Integer, T> narrow = new LinkedHashMap<>(8, 0.75f, true);

  /**
   * @param layout lays out a model's parameters
   */
  public BandTables(AcousticModel model, Function<AcousticModel, T> layout) {
    this.model = model;
    this.layout = layout;
    whole = layout.apply(model);
  }

  /** For recordings of full bandwidth. */
  public T whole() {
    return whole;
  }

  /**
   * For recordings of which only some filters carry something.
   *
   * @param filters how many, as {@link io.diction.speech.features.Features#filters} says
   */
  public T of(int filters) {
    if (filters >= model.features().filters()) {
      return whole;
    }
    synchronized (narrow) {
      T tables = narrow.get(filters);
      if (tables == null) {
        tables = layout.apply(model.narrowed(filters));
        narrow.put(filters, tables);
        if (narrow.size() > MOST_NARROW) {
          narrow.remove(narrow.keySet().iterator().next());
        }
      }
      return tables;
    }
  }
}
