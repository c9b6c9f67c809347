package io.diction.account;

import jakarta.validation.constraints.NotNull;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.ModelAndView;

/** Asks for the password once more before what a stolen session must not do. */
record PasswordQuestion(@NotNull String password) {
  static final PasswordQuestion EMPTY = new PasswordQuestion("");

  /**
   * The page that asks.
   *
   * @param key of the texts: title, text and label
   */
  static ModelAndView page(String key, String action, HttpStatus status) {
    return new ModelAndView("account/confirm", status)
        .addObject("key", key)
        .addObject("action", action);
  }
}
