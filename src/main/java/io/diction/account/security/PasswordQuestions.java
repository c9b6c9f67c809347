package io.diction.account.security;

import io.diction.account.Account;
import io.diction.identity.SignedIn;
import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.validation.BindingResult;
import org.springframework.web.servlet.ModelAndView;

/** Asks for the password once more, and does what was asked for when it is right. */
@Component
final class PasswordQuestions {
  /**
   * What is asked for.
   *
   * @param texts what the keys of title, text and the button's label begin with, a dot included
   * @param id of what it is done to, empty where there is one only
   */
  record Deed(String texts, String action, String id) {
    Deed(String texts, String action) {
      this(texts, action, "");
    }

    private ModelAndView page(HttpStatus status) {
      return new ModelAndView("account/confirm", status)
          .addObject("heading", texts + "title")
          .addObject("text", texts + "text")
          .addObject("label", texts + "label")
          .addObject("action", action)
          .addObject("id", id);
    }
  }

  private final Account account;

  PasswordQuestions(Account account) {
    this.account = account;
  }

  ModelAndView ask(Deed deed) {
    return deed.page(HttpStatus.OK).addObject("passwordQuestion", PasswordQuestion.EMPTY);
  }

  /** Asks again while the password is wrong. */
  ModelAndView answer(
      Deed deed,
      PasswordQuestion answer,
      BindingResult errors,
      SignedIn user,
      HttpServletRequest request,
      Supplier<ModelAndView> done) {
    if (account.isPassword(user, answer.password(), request.getRemoteAddr())) {
      return done.get();
    }
    return wrong(deed, errors);
  }

  /** The page once more, with what is wrong. */
  ModelAndView wrong(Deed deed, BindingResult errors) {
    errors.rejectValue("password", "account.password.wrong");
    return deed.page(HttpStatus.UNPROCESSABLE_CONTENT);
  }
}
