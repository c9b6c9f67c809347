package io.diction.account;

import jakarta.validation.constraints.NotNull;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.ModelAndView;

/** Asks for the password once more before what a stolen session must not do. */
record PasswordQuestion(@NotNull String password) {
  static final PasswordQuestion EMPTY = new PasswordQuestion("");

  /**
   * The page that asks.
   *
   * @param texts keys of title, text and the button's label
   */
  static ModelAndView page(List<String> texts, String action, HttpStatus status) {
    return new ModelAndView("account/confirm", status)
        .addObject("heading", texts.get(0))
        .addObject("text", texts.get(1))
        .addObject("label", texts.get(2))
        .addObject("action", action);
  }
}
