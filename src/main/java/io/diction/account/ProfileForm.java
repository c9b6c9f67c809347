package io.diction.account;

import io.diction.web.OneLine;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** What others see of a user. */
record ProfileForm(@NotBlank @Size(max = 256) @OneLine String displayName) {}
