package io.diction.account.security;

import jakarta.validation.constraints.NotNull;

/** The password once more, before what a stolen session must not do. */
record PasswordQuestion(@NotNull String password) {
  static final PasswordQuestion EMPTY = new PasswordQuestion("");
}
