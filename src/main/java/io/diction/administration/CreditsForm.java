package io.diction.administration;

import io.diction.web.OneLine;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.hibernate.validator.constraints.Range;
import org.jspecify.annotations.Nullable;

/** Training credits to be added, and why. */
record CreditsForm(
    @NotNull @Range(min = 1, max = 100_000) @Nullable Integer amount,
    @Size(max = 256) @OneLine String note) {
  CreditsForm {
    note = note == null ? "" : note.strip();
  }
}
