package io.diction.account.security;

import io.diction.account.security.PasswordQuestions.Deed;
import io.diction.identity.SignedIn;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Asks for the password before a new passkey or authenticator app. */
@Controller
@RequestMapping(RecentPasswordController.PATH)
class RecentPasswordController {
  static final String PATH = "/account/password-first";
  private static final String APP = "app";

  /** Leads here, and from here to the authenticator app. */
  static final String FOR_APP = PATH + "?for=" + APP;

  private final RecentPassword recent;
  private final PasswordQuestions questions;

  RecentPasswordController(RecentPassword recent, PasswordQuestions questions) {
    this.recent = recent;
    this.questions = questions;
  }

  @GetMapping
  ModelAndView page(@RequestParam(name = "for", defaultValue = "") String purpose) {
    return questions.ask(deed(purpose)).addObject("harmless", true);
  }

  @PostMapping
  ModelAndView show(
      @RequestParam(name = "for", defaultValue = "") String purpose,
      @ModelAttribute PasswordQuestion passwordQuestion,
      BindingResult errors,
      SignedIn user,
      HttpServletRequest request) {
    if (!recent.show(user, passwordQuestion.password(), request)) {
      return questions.wrong(deed(purpose), errors).addObject("harmless", true);
    }
    String next = purpose.equals(APP) ? "/account/authenticator" : "/account/security";
    return new ModelAndView("redirect:" + next, HttpStatus.SEE_OTHER);
  }

  private static Deed deed(String purpose) {
    return new Deed("account.recent.", purpose.equals(APP) ? FOR_APP : PATH);
  }
}
