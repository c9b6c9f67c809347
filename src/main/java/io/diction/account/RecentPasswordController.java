package io.diction.account;

import io.diction.identity.SignedIn;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
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

  private static final List<String> TEXTS =
      List.of("account.recent.title", "account.recent.text", "account.recent.label");

  private final RecentPassword recent;

  RecentPasswordController(RecentPassword recent) {
    this.recent = recent;
  }

  @GetMapping
  ModelAndView page(@RequestParam(name = "for", defaultValue = "") String purpose) {
    return question(purpose, HttpStatus.OK).addObject("passwordQuestion", PasswordQuestion.EMPTY);
  }

  @PostMapping
  ModelAndView show(
      @RequestParam(name = "for", defaultValue = "") String purpose,
      @ModelAttribute PasswordQuestion passwordQuestion,
      BindingResult errors,
      SignedIn user,
      HttpServletRequest request) {
    if (!recent.show(user, passwordQuestion.password(), request)) {
      errors.rejectValue("password", "account.password.wrong");
      return question(purpose, HttpStatus.UNPROCESSABLE_CONTENT);
    }
    String next = purpose.equals(APP) ? "/account/authenticator" : "/account/security";
    return new ModelAndView("redirect:" + next, HttpStatus.SEE_OTHER);
  }

  private static ModelAndView question(String purpose, HttpStatus status) {
    return PasswordQuestion.page(TEXTS, purpose.equals(APP) ? FOR_APP : PATH, status)
        .addObject("harmless", true);
  }
}
