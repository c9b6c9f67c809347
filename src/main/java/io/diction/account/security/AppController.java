package io.diction.account.security;

import io.diction.identity.SignedIn;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Setting up the authenticator app of the own account. */
@Controller
@RequestMapping("/account/authenticator")
class AppController {
  private final AppSwitch app;

  AppController(AppSwitch app) {
    this.app = app;
  }

  @GetMapping
  ModelAndView page(SignedIn user, HttpServletRequest request) {
    if (app.isOn(user)) {
      return SecurityPage.back();
    }
    return app.isAllowed(request)
        ? page(user, HttpStatus.OK, request.getSession())
        : to(RecentPasswordController.FOR_APP);
  }

  @PostMapping
  ModelAndView confirm(
      @RequestParam(defaultValue = "") String code,
      SignedIn user,
      HttpServletRequest request,
      HttpServletResponse response) {
    if (!app.isAllowed(request) || !app.isBegun(user, request.getSession())) {
      return to("/account/authenticator");
    }
    Optional<List<String>> codes = app.on(user, code, request, response);
    return codes.isPresent()
        ? SecurityPage.codes(codes.get())
        : page(user, HttpStatus.UNPROCESSABLE_CONTENT, request.getSession())
            .addObject("wrong", true);
  }

  private ModelAndView page(SignedIn user, HttpStatus status, HttpSession session) {
    return new ModelAndView("account/authenticator", status)
        .addObject("app", app.begin(user, session));
  }

  private static ModelAndView to(String path) {
    return new ModelAndView("redirect:" + path, HttpStatus.SEE_OTHER);
  }
}
