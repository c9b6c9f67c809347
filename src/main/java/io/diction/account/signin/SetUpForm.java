package io.diction.account.signin;

import io.diction.web.OneLine;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** The first organization and its SYSOP. */
record SetUpForm(
    @NotBlank String token,
    @NotBlank @Size(max = 256) @OneLine String organizationName,
    @NotBlank @Size(max = 256) @OneLine String displayName,
    @NotBlank @Email @Size(max = 254) String email,
    @Password String password) {
  static SetUpForm empty(String token) {
    return new SetUpForm(token, "", "", "", "");
  }
}
