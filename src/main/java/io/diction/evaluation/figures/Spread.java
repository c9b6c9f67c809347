package io.diction.evaluation.figures;

import io.diction.speech.evaluate.WordErrorRate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Bands that utterances are sorted into, named as in message keys. */
public final class Spread {
  /** By error rate: none, up to a tenth, a quarter, a half, all of the words, more. */
  public static final List<String> RATES = List.of("0", "10", "25", "50", "100", "more");

  /** By signal to noise, decibels. */
  static final List<String> NOISE = List.of("under-10", "10-20", "20-30", "over-30", "");

  private static final double[] LIMITS = {0, 0.1, 0.25, 0.5, 1};

  private Spread() {}

  static int rate(WordErrorRate errors) {
    double rate = errors.rate();
    int band = 0;
    while (band < LIMITS.length && rate > LIMITS[band]) {
      band++;
    }
    return band;
  }

  static String noise(@Nullable Double decibels) {
    if (decibels == null) {
      return NOISE.get(4);
    }
    return NOISE.get(decibels < 10 ? 0 : decibels < 20 ? 1 : decibels < 30 ? 2 : 3);
  }
}
