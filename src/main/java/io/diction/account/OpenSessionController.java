package io.diction.account;

import io.diction.identity.SignedIn;
import io.diction.web.Refusal;
import io.diction.web.Toasts;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Where one is signed in. */
@Controller
@RequestMapping("/account")
class OpenSessionController {
  private final OpenSessions sessions;
  private final RecentSignIns recent;
  private final Toasts toasts;

  OpenSessionController(OpenSessions sessions, RecentSignIns recent, Toasts toasts) {
    this.sessions = sessions;
    this.recent = recent;
    this.toasts = toasts;
  }

  @GetMapping("/sessions")
  String page(SignedIn user, HttpServletRequest request, Model view) {
    view.addAttribute("places", AccountPlace.ALL);
    view.addAttribute("sessions", sessions.of(user, request.getSession().getId()));
    view.addAttribute("recent", recent.of(user));
    return "account/sessions";
  }

  @PostMapping("/sessions/{handle}/end")
  ModelAndView end(@PathVariable String handle, SignedIn user, RedirectAttributes redirect) {
    if (!sessions.end(user, handle)) {
      throw new Refusal.NotFound();
    }
    toasts.success(redirect, "account.sessions.ended");
    return new ModelAndView("redirect:/account/sessions", HttpStatus.SEE_OTHER);
  }

  @PostMapping("/sessions/end-others")
  ModelAndView endOthers(SignedIn user, HttpServletRequest request, RedirectAttributes redirect) {
    sessions.endOthers(user.user(), request.getSession().getId());
    toasts.success(redirect, "account.sessions.others.ended");
    return new ModelAndView("redirect:/account/sessions", HttpStatus.SEE_OTHER);
  }

  @PostMapping("/sign-out-everywhere")
  ModelAndView endAll(SignedIn user) {
    sessions.endAll(user.user());
    return new ModelAndView("redirect:/sign-in?signed-out", HttpStatus.SEE_OTHER);
  }
}
