package io.diction.administration.installation;

import jakarta.validation.constraints.NotNull;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;

/**
 * Until when a base model is used: to the end of these days. A box that is not ticked sends
 * nothing.
 */
record BaseModelForm(
    @NotNull @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate adaptation,
    @NotNull @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate transcription,
    @Nullable Boolean charged) {}
