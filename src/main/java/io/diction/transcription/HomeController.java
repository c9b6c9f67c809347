package io.diction.transcription;

import io.diction.identity.SignedIn;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The first page: starts a session, and says what is ready and what needs somebody. */
@Controller
class HomeController {
  private static final String ALIGNMENT = "alignment";

  private final Home home;
  private final SharedSessions sharing;

  HomeController(Home home, SharedSessions sharing) {
    this.home = home;
    this.sharing = sharing;
  }

  @GetMapping("/")
  String home(
      SignedIn user,
      @RequestParam(defaultValue = "") String model,
      @RequestParam(defaultValue = "") String mode,
      Model view) {
    view.addAttribute("home", home.of(user, model, mode.equals(ALIGNMENT)));
    view.addAttribute("shown", sharing.isUsual(user.organization()));
    return "transcription/home";
  }
}
