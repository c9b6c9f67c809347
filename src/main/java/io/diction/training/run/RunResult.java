package io.diction.training.run;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a training found and made, kept with it.
 *
 * @param artifactSha256 of the packaged model in storage
 * @param base of the base model; null when there was nothing to measure on
 * @param custom of the trained model on the same words
 * @param heldOut whether it was measured on a part of the data held out, for lack of test data
 * @param evidence how much the measurement says; null in results of older versions
 * @param perplexity of the trained language model on held-out text
 * @param audioSeconds trained on
 * @param settings of the recipe, JSON
 * @param parts what each kind of data brought; empty in results of older versions
 */
public record RunResult(
    String artifactSha256,
    long artifactBytes,
    long seed,
    String engine,
    String settings,
    @Nullable Score base,
    @Nullable Score custom,
    boolean heldOut,
    @Nullable Evidence evidence,
    @Nullable Double perplexity,
    int vocabularySize,
    double audioSeconds,
    @Nullable List<Part> parts) {
  public RunResult {
    parts = parts == null ? List.of() : List.copyOf(parts);
  }

  public boolean isMeasured() {
    return base != null && custom != null && custom.words() > 0;
  }
}
