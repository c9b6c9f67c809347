package io.diction.account.signin;

import io.diction.web.Refusal;
import io.diction.web.Toasts;
import jakarta.validation.Valid;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The page that makes the first user; not found once there is one. */
@Controller
@RequestMapping("/set-up")
class SetUpController {
  private static final String VIEW = "account/set-up";

  private final SetUp setUp;
  private final Toasts toasts;

  SetUpController(SetUp setUp, Toasts toasts) {
    this.setUp = setUp;
    this.toasts = toasts;
  }

  @GetMapping
  ModelAndView page(@RequestParam(defaultValue = "") String token) {
    requirePending();
    return new ModelAndView(VIEW).addObject("setUpForm", SetUpForm.empty(token));
  }

  @PostMapping
  ModelAndView complete(
      @Valid @ModelAttribute SetUpForm setUpForm,
      BindingResult errors,
      RedirectAttributes redirect) {
    requirePending();
    if (!setUp.isToken(setUpForm.token())) {
      errors.rejectValue("token", "account.setup.token.wrong");
    }
    if (errors.hasErrors()) {
      return new ModelAndView(VIEW, HttpStatus.UNPROCESSABLE_CONTENT);
    }
    setUp.complete(setUpForm);
    toasts.success(redirect, "account.setup.done");
    return new ModelAndView("redirect:/sign-in", HttpStatus.SEE_OTHER);
  }

  private void requirePending() {
    if (!setUp.isPending()) {
      throw new Refusal.NotFound();
    }
  }
}
