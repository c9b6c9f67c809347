package io.diction.account;

import io.diction.account.signin.SignIn;
import io.diction.identity.SignedIn;
import io.diction.organization.member.Invitation;
import io.diction.web.Toasts;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Where the links of invitations and forgotten passwords lead. */
@Controller
@RequestMapping("/welcome/{token}")
class WelcomeController {
  private final Welcome welcome;
  private final SignIn signIn;
  private final Toasts toasts;

  WelcomeController(Welcome welcome, SignIn signIn, Toasts toasts) {
    this.welcome = welcome;
    this.signIn = signIn;
    this.toasts = toasts;
  }

  @GetMapping
  ModelAndView page(@PathVariable String token) {
    return welcome
        .find(token)
        .map(
            found ->
                found.taken()
                    ? taken(found)
                    : page(token, found, HttpStatus.OK)
                        .addObject("welcomeForm", new WelcomeForm(found.displayName(), "", "")))
        .orElseGet(WelcomeController::gone);
  }

  @PostMapping
  ModelAndView choose(
      @PathVariable String token,
      @Valid @ModelAttribute WelcomeForm welcomeForm,
      BindingResult errors,
      HttpServletRequest request,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    Optional<Invitation> invitation = welcome.find(token);
    if (invitation.isEmpty()) {
      return gone();
    }
    welcomeForm.check(errors);
    if (errors.hasErrors()) {
      return page(token, invitation.get(), HttpStatus.UNPROCESSABLE_CONTENT);
    }
    Optional<SignedIn> user = welcome.redeem(token, invitation.get(), welcomeForm);
    if (user.isEmpty()) {
      return welcome.find(token).map(WelcomeController::taken).orElseGet(WelcomeController::gone);
    }
    signIn.withPassword(user.get(), request, response);
    toasts.success(
        redirect, invitation.get().isReset() ? "account.welcome.reset" : "account.welcome.joined");
    return new ModelAndView("redirect:/", HttpStatus.SEE_OTHER);
  }

  private static ModelAndView page(String token, Invitation invitation, HttpStatus status) {
    return new ModelAndView("account/welcome", status)
        .addObject("token", token)
        .addObject("invitation", invitation);
  }

  /** Whoever holds the link may know what its sender may not: that there is an account. */
  private static ModelAndView taken(Invitation invitation) {
    return new ModelAndView("account/gone", HttpStatus.CONFLICT)
        .addObject("email", invitation.email());
  }

  /** The same for a wrong, a used, a revoked and an expired link. */
  private static ModelAndView gone() {
    return new ModelAndView("account/gone", HttpStatus.NOT_FOUND);
  }
}
