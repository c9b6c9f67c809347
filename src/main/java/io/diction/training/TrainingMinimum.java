package io.diction.training;

import io.diction.training.run.Recipe;
import io.diction.web.ErrorCode;
import io.diction.web.Refusal;
import io.diction.web.Refusal.Invalid;
import jakarta.validation.constraints.Positive;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What a training needs at least: so many files, or so many terms.
 *
 * @param files to train on, those in archives, folders and lists counted
 * @param terms of the vocabulary
 */
@ConfigurationProperties("diction.training.minimum")
@Validated
record TrainingMinimum(
    @DefaultValue("1") @Positive int files, @DefaultValue("1") @Positive int terms) {
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
