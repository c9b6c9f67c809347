package io.diction.training;

import io.diction.custommodel.CustomModelId;
import io.diction.identity.OrganizationId;
import io.diction.training.run.Recipe;
import io.diction.training.run.RunRows;
import io.diction.training.run.RunRows.Pace;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Guesses how long a training takes: a rule of thumb for the amount of data, corrected by how much
 * longer or shorter than that the last trainings of this installation took (the median of them, so
 * that one odd training does not matter).
 */
@Component
class Estimates {
  private static final int FORMER = 10;

  /** Reading the base model, writing the result. */
  private static final double FIXED_SECONDS = 20;

  /**
   * Aligning, and recognising two held-out tenths several times. A first guess, as the other
   * constants here; the median of former trainings on this machine corrects it.
   */
  private static final double SECONDS_PER_AUDIO_SECOND = 0.15;

  private static final double SECONDS_PER_MILLION_CHARACTERS = 20;

  /** Language model and lexicon of the base model come along in the result. */
  private static final long FIXED_BYTES = 60L << 20;

  /** 16 bits at 16 kHz, while the training lasts. */
  private static final double BYTES_PER_AUDIO_SECOND = 32_000;

  private static final double BYTES_PER_CHARACTER = 12;

  private final RunRows rows;
  private final Recipe recipe;

  Estimates(RunRows rows, Recipe recipe) {
    this.rows = rows;
    this.recipe = recipe;
  }

  Recipe.Amount amount(OrganizationId owner, CustomModelId model) {
    return recipe.amount(owner, model);
  }

  Estimate of(Recipe.Amount amount) {
    List<Double> ratios =
        rows.latestPaces(FORMER).stream()
            .map(Estimates::ratio)
            .filter(ratio -> ratio > 0)
            .sorted()
            .toList();
    double correction = ratios.isEmpty() ? 1 : ratios.get(ratios.size() / 2);
    double seconds = correction * thumb(amount.audioSeconds(), amount.textCharacters());
    double bytes =
        FIXED_BYTES
            + BYTES_PER_AUDIO_SECOND * amount.audioSeconds()
            + BYTES_PER_CHARACTER * amount.textCharacters();
    return new Estimate(
        Duration.ofMillis(Math.round(seconds * 1000)), Math.round(bytes), !ratios.isEmpty());
  }

  private static double ratio(Pace pace) {
    return pace.workedSeconds() / thumb(pace.audioSeconds(), pace.textCharacters());
  }

  private static double thumb(double audioSeconds, long textCharacters) {
    return FIXED_SECONDS
        + SECONDS_PER_AUDIO_SECOND * audioSeconds
        + SECONDS_PER_MILLION_CHARACTERS * textCharacters / 1e6;
  }
}
