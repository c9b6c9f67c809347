package io.diction.account.security;

import io.diction.account.Account;
import io.diction.account.AccountPlace;
import io.diction.account.OpenSession;
import io.diction.account.factor.OwnPasskeys;
import io.diction.account.factor.Passkeys;
import io.diction.account.factor.SecondFactor;
import io.diction.account.signin.SessionVisitors;
import io.diction.identity.SignedIn;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/** What the page of password, second step and passkeys shows, whichever of its forms was sent. */
@Component
final class SecurityPage {
  private final Account account;
  private final SecondFactor secondFactor;
  private final Passkeys passkeys;
  private final OwnPasskeys own;
  private final RecentPassword recent;

  SecurityPage(
      Account account,
      SecondFactor secondFactor,
      Passkeys passkeys,
      OwnPasskeys own,
      RecentPassword recent) {
    this.account = account;
    this.secondFactor = secondFactor;
    this.passkeys = passkeys;
    this.own = own;
    this.recent = recent;
  }

  ModelAndView show(SignedIn user, HttpServletRequest request, HttpStatus status) {
    URI origin = passkeys.origin(request.getLocalPort());
    String agent = SessionVisitors.browser(request);
    String device = (OpenSession.browser(agent) + " " + OpenSession.system(agent)).strip();
    return new ModelAndView("account/security", status)
        .addObject("places", AccountPlace.ALL)
        .addObject("user", account.get(user))
        .addObject("secondFactor", user.secondFactor())
        .addObject("appOn", secondFactor.hasApp(user.user()))
        .addObject("passkeyStep", secondFactor.asksForPasskey(user.user()))
        .addObject("codesLeft", secondFactor.recoveryCodesLeft(user.user()))
        .addObject("passkeys", own.of(user.user()))
        .addObject("passkeyAddress", origin)
        .addObject("passkeysHere", request.getServerName().equalsIgnoreCase(origin.getHost()))
        .addObject("passwordRecent", recent.isShown(request))
        .addObject("longestLabel", Passkeys.LONGEST_LABEL)
        .addObject("device", device);
  }

  /** After a deed, whose toast tells of it. */
  static ModelAndView back() {
    return new ModelAndView("redirect:/account/security", HttpStatus.SEE_OTHER);
  }

  /** Shown at once and not after a redirect, for they are not kept. */
  static ModelAndView codes(List<String> codes) {
    return new ModelAndView("account/codes").addObject("codes", codes);
  }
}
