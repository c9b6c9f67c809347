package io.diction.account;

import io.diction.account.signin.Password;
import io.diction.web.OneLine;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.springframework.validation.Errors;

/** What somebody who comes by a link chooses. */
record WelcomeForm(
    @NotBlank @Size(max = 256) @OneLine String displayName,
    @Password String password,
    @NotNull String repeated) {
  void check(Errors errors) {
    if (!errors.hasFieldErrors("password") && !password.equals(repeated)) {
      errors.rejectValue("repeated", "account.welcome.differs");
    }
  }
}
