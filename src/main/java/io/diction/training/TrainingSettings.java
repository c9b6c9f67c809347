package io.diction.training;

import io.diction.training.run.Recipe;
import io.diction.web.ErrorCode;
import io.diction.web.Refusal;
import io.diction.web.Refusal.Invalid;
import jakarta.validation.constraints.Positive;
import java.nio.file.Path;
import java.time.Period;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Trainings and their results. How many run at once is {@code diction.jobs.parallel.training}.
 *
 * @param folder where trainings under way keep their files
 * @param cache where trained models are unpacked for use; may be emptied while Diction is stopped
 * @param loadedModels how many trained models stay in memory
 * @param minimum least of either to train with
 * @param versionLife how long a version recognises, from its creation on
 */
@ConfigurationProperties("diction.training")
@Validated
record TrainingSettings(
    Path folder,
    Path cache,
    @DefaultValue("4") @Positive int loadedModels,
    @DefaultValue Minimum minimum,
    @DefaultValue("2y") Period versionLife) {
  /**
   * What a training needs, files or terms.
   *
   * @param files to train on, those in archives, folders and lists counted
   * @param terms of the vocabulary
   */
  record Minimum(@DefaultValue("1") @Positive int files, @DefaultValue("1") @Positive int terms) {
    /** Refuses what is too little. */
    void require(Recipe.Amount amount) {
      shortage(amount)
          .ifPresent(
              refusal -> {
                throw refusal;
              });
    }

    /** What is wrong with an amount, if anything is. */
    Optional<Refusal> shortage(Recipe.Amount amount) {
      if (amount.isNothing()) {
        return Optional.of(new Invalid(ErrorCode.NOT_ENOUGH_DATA));
      }
      return amount.files() < files && amount.terms() < terms
          ? Optional.of(
              Invalid.of(
                  ErrorCode.NOT_ENOUGH_DATA,
                  "training.minimum",
                  files,
                  terms,
                  amount.files(),
                  amount.terms()))
          : Optional.empty();
    }
  }
}
