package io.diction.speech.acoustic;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A model's parameters laid out for scoring, for recordings of full bandwidth and for those of
 * narrower ones, each made when first needed. Safe for threads.
 *
 * @param <T> layout
 */
public final class BandTables<T> {
  /** A channel's recordings differ by a filter or two. */
  private static final int MOST_NARROW = 4;

  /** What narrow layouts may take together, one at least: more than usual models need for four. */
  private static final long NARROW_BYTES = 64L << 20;

  private final AcousticModel model;
  private final Function<AcousticModel, T> layout;
  private final int mostNarrow;
  private final Map<Integer, T> narrow = new LinkedHashMap<>(8, 0.75f, true);
  private @Nullable T whole;

  /**
   * @param layout lays out a model's parameters
   */
  public BandTables(AcousticModel model, Function<AcousticModel, T> layout) {
    this(model, layout, NARROW_BYTES);
  }

  BandTables(AcousticModel model, Function<AcousticModel, T> layout, long narrowBytes) {
    this.model = model;
    this.layout = layout;
    // The narrowed model has means and variances of its own, and the layout all in another order.
    long bytes = Float.BYTES * (4L * model.means().length + model.weights().length);
    mostNarrow = (int) Math.max(1, Math.min(MOST_NARROW, narrowBytes / bytes));
  }

  /** For recordings of full bandwidth. */
  public synchronized T whole() {
    T made = whole;
    if (made == null) {
      made = layout.apply(model);
      whole = made;
    }
    return made;
  }

  /**
   * For recordings of which only some filters carry something.
   *
   * @param filters how many, as {@link io.diction.speech.features.Features#filters} says
   */
  public synchronized T of(int filters) {
    if (filters >= model.features().filters()) {
      return whole();
    }
    T tables = narrow.get(filters);
    if (tables == null) {
      tables = layout.apply(model.narrowed(filters));
      narrow.put(filters, tables);
      if (narrow.size() > mostNarrow) {
        narrow.remove(narrow.keySet().iterator().next());
      }
    }
    return tables;
  }
}
