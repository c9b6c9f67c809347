package io.diction.account.signin;

import io.diction.account.factor.PasskeyRefused;
import io.diction.account.factor.Passkeys;
import io.diction.identity.SignedIn;
import io.diction.organization.member.Users;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRequestOptions;
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
  private static final Logger LOG = LoggerFactory.getLogger(PasskeySignInController.class);

  /** What the passkey has to answer to, once. */
  private static final String OPTIONS = "diction.passkey.sign-in";

  /** A stranger's session lasts no longer than the question. */
  private static final Duration QUESTION = Duration.ofMinutes(10);

  private final Passkeys passkeys;
  private final Users users;
  private final SignIn signIn;

  PasskeySignInController(Passkeys passkeys, Users users, SignIn signIn) {
    this.passkeys = passkeys;
    this.users = users;
    this.signIn = signIn;
  }

  @PostMapping(path = "/options", produces = MediaType.APPLICATION_JSON_VALUE)
  @ResponseBody
  String options(HttpServletRequest request) {
    PublicKeyCredentialRequestOptions options = passkeys.beginSignIn(request.getLocalPort());
    HttpSession known = request.getSession(false);
    HttpSession session = known == null ? request.getSession() : known;
    if (known == null) {
      session.setMaxInactiveInterval((int) QUESTION.toSeconds());
    }
    session.setAttribute(OPTIONS, options);
    return passkeys.written(options);
  }

  @PostMapping
  ModelAndView signIn(
      @RequestParam(defaultValue = "") String credential,
      @RequestParam(required = false) @Nullable String then,
      HttpServletRequest request,
      HttpServletResponse response) {
    WantedPage wanted = WantedPage.of(then);
    Optional<SignedIn> user = find(credential, request);
    if (user.isEmpty()) {
      String page = wanted.address("/sign-in");
      return to(page + (page.contains("?") ? "&" : "?") + "passkey-refused");
    }
    signIn.complete(user.get(), EnumSet.of(Factor.PASSKEY), request, response);
    return to(wanted.path());
  }

  private Optional<SignedIn> find(String credential, HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    if (session == null
        || !(session.getAttribute(OPTIONS) instanceof PublicKeyCredentialRequestOptions options)) {
      return Optional.empty();
    }
    session.removeAttribute(OPTIONS);
    try {
      return users.findSignedIn(passkeys.signIn(options, credential, request.getLocalPort()));
    } catch (PasskeyRefused e) {
      LOG.info("A passkey was refused: {}", e.reason());
      return Optional.empty();
    }
  }

  private static ModelAndView to(String path) {
    return new ModelAndView(new WantedView(path));
  }
}
