package io.diction.account.security;

import io.diction.account.signin.Password;
import jakarta.validation.constraints.NotBlank;

/** The change of one's own password. */
record PasswordForm(@NotBlank String currentPassword, @Password String newPassword) {
  static final PasswordForm EMPTY = new PasswordForm("", "");
}
