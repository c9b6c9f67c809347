package io.diction.account.signin;

import io.diction.organization.demo.Demo;
import io.diction.web.Refusal;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.WebAttributes;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;

/** The sign-in page; Spring Security takes its form and forwards here what it refused. */
@Controller
class SignInController {
  private final SetUp setUp;

  /** There in the profile of that name alone. */
  private final ObjectProvider<Demo> demo;

  SignInController(SetUp setUp, ObjectProvider<Demo> demo) {
    this.setUp = setUp;
    this.demo = demo;
  }

  @GetMapping("/sign-in")
  String page(@RequestParam(required = false) @Nullable String then, Model view) {
    return setUp.isPending() ? "redirect:/set-up" : fill("", then, view);
  }

  /** Forwarded to; nothing was refused when somebody sends a form here. */
  @PostMapping("/sign-in/refused")
  String refused(
      @RequestAttribute(name = WebAttributes.AUTHENTICATION_EXCEPTION, required = false)
          @Nullable AuthenticationException reason,
      @RequestParam(defaultValue = "") String email,
      @RequestParam(required = false) @Nullable String then,
      HttpServletResponse response,
      Model view) {
    if (reason == null) {
      throw new Refusal.NotFound();
    }
    response.setStatus(HttpStatus.UNAUTHORIZED.value());
    if (reason instanceof TooManyAttempts locked) {
      response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
      response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(locked.seconds()));
      view.addAttribute("waitSeconds", locked.seconds());
    }
    view.addAttribute("refused", true);
    return fill(email, then, view);
  }

  private String fill(String email, @Nullable String then, Model view) {
    view.addAttribute("email", email);
    view.addAttribute("then", WantedPage.of(then).path());
    view.addAttribute(
        "demoUsers", demo.stream().flatMap(there -> there.people().stream()).toList());
    view.addAttribute("demoPassword", Demo.PASSWORD);
    return "account/sign-in";
  }
}
