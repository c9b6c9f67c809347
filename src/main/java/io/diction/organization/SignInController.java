package io.diction.organization;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;

/** The sign-in page; Spring Security takes the form. */
@Controller
final class SignInController {
  private final Environment environment;

  SignInController(Environment environment) {
    this.environment = environment;
  }

  @GetMapping("/sign-in")
  String page(@RequestParam(required = false) @Nullable String then, Model view) {
    return fill(then, view);
  }

  /** Forwarded to after a refused attempt. */
  @PostMapping("/sign-in/refused")
  @ResponseStatus(HttpStatus.UNAUTHORIZED)
  String refused(@RequestParam(required = false) @Nullable String then, Model view) {
    view.addAttribute("refused", true);
    return fill(then, view);
  }

  private String fill(@Nullable String then, Model view) {
    boolean demo = environment.acceptsProfiles(Profiles.of("demo"));
    view.addAttribute("then", WantedPage.of(then).path());
    view.addAttribute("demoUsers", demo ? Demo.USERS : List.of());
    view.addAttribute("demoPassword", Demo.PASSWORD);
    return "organization/sign-in";
  }
}
