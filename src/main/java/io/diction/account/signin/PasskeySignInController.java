package io.diction.account.signin;

import io.diction.identity.SignedIn;
import io.diction.organization.member.Users;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.EnumSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.ModelAndView;

/** Signing in with a passkey alone. */
@Controller
@RequestMapping("/sign-in/passkey")
class PasskeySignInController {
  private final ShownPasskey passkey;
  private final Users users;
  private final SignIn signIn;

  PasskeySignInController(ShownPasskey passkey, Users users, SignIn signIn) {
    this.passkey = passkey;
    this.users = users;
    this.signIn = signIn;
  }

  @PostMapping(path = "/options", produces = MediaType.APPLICATION_JSON_VALUE)
  @ResponseBody
  String options(HttpServletRequest request) {
    return passkey.ask(request);
  }

  @PostMapping
  ModelAndView signIn(
      @RequestParam(defaultValue = "") String credential,
      @RequestParam(required = false) @Nullable String then,
      HttpServletRequest request,
      HttpServletResponse response) {
    WantedPage wanted = WantedPage.of(then);
    Optional<SignedIn> user = passkey.find(credential, request).flatMap(users::findSignedIn);
    if (user.isEmpty()) {
      return WantedView.refusedPasskey("/sign-in", wanted);
    }
    signIn.complete(user.get(), EnumSet.of(Factor.PASSKEY), request, response);
    return WantedView.to(wanted.path());
  }
}
