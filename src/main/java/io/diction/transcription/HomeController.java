package io.diction.transcription;

import io.diction.identity.SignedIn;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The first page: starts a session, and says what is ready and what needs somebody. */
@Controller
class HomeController {
  private final Home home;

  HomeController(Home home) {
    this.home = home;
  }

  @GetMapping("/")
  String home(SignedIn user, @RequestParam(defaultValue = "") String model, Model view) {
    view.addAttribute("home", home.of(user, model));
    return "transcription/home";
  }
}
