package io.diction.account;

import io.diction.account.factor.AppSetUp;
import io.diction.account.factor.SecondFactor;
import io.diction.account.signin.SecondStep;
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
  /** In the session that was shown the secret which waits for its first code. */
  private static final String BEGUN = "diction.app-begun";

  private final Account account;
  private final SecondFactor secondFactor;
  private final SecondStep secondStep;
  private final RecentPassword recent;

  AppController(
      Account account, SecondFactor secondFactor, SecondStep secondStep, RecentPassword recent) {
    this.account = account;
    this.secondFactor = secondFactor;
    this.secondStep = secondStep;
    this.recent = recent;
  }

  @GetMapping
  ModelAndView page(SignedIn user, HttpServletRequest request) {
    if (user.secondFactor()) {
      return to("/account/security");
    }
    return recent.isShown(request)
        ? page(user, HttpStatus.OK, request.getSession())
        : to(RecentPasswordController.FOR_APP);
  }

  @PostMapping
  ModelAndView confirm(
      @RequestParam(defaultValue = "") String code,
      SignedIn user,
      HttpServletRequest request,
      HttpServletResponse response) {
    if (!recent.isShown(request) || !isBegun(user, request.getSession())) {
      return to("/account/authenticator");
    }
    Optional<List<String>> codes = secondFactor.confirm(user, account.get(user).email(), code);
    if (codes.isEmpty()) {
      return page(user, HttpStatus.UNPROCESSABLE_CONTENT, request.getSession())
          .addObject("wrong", true);
    }
    secondStep.take(user, request, response);
    account.endOtherSessions(user, request.getSession().getId());
    return codes(codes.get());
  }

  /** Whoever looked over an earlier session's shoulder does not know the secret of this one. */
  private boolean isBegun(SignedIn user, HttpSession session) {
    return session.getAttribute(BEGUN) != null && secondFactor.isBegun(user.user());
  }

  private ModelAndView page(SignedIn user, HttpStatus status, HttpSession session) {
    String email = account.get(user).email();
    AppSetUp app =
        isBegun(user, session) ? secondFactor.begun(user, email) : secondFactor.begin(user, email);
    session.setAttribute(BEGUN, true);
    return new ModelAndView("account/authenticator", status).addObject("app", app);
  }

  /** Shown at once and not after a redirect, for they are not kept. */
  static ModelAndView codes(List<String> codes) {
    return new ModelAndView("account/codes").addObject("codes", codes);
  }

  private static ModelAndView to(String path) {
    return new ModelAndView("redirect:" + path, HttpStatus.SEE_OTHER);
  }
}
