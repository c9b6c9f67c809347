package io.diction.account.security;

import io.diction.account.OpenSessions;
import io.diction.account.factor.SecondFactor;
import io.diction.account.signin.SecondStep;
import io.diction.account.signin.ShownPasskey;
import io.diction.identity.SignedIn;
import io.diction.web.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.springframework.stereotype.Service;

/**
 * Switches on that sign-in asks for a passkey after the password. That takes the password, for it
 * changes how one gets in, and a passkey, for one that does not work here would keep its owner out.
 */
@Service
class PasskeySwitch {
  private final RecentPassword recent;
  private final ShownPasskey passkey;
  private final SecondFactor secondFactor;
  private final SecondStep secondStep;
  private final OpenSessions sessions;

  PasskeySwitch(
      RecentPassword recent,
      ShownPasskey passkey,
      SecondFactor secondFactor,
      SecondStep secondStep,
      OpenSessions sessions) {
    this.recent = recent;
    this.passkey = passkey;
    this.secondFactor = secondFactor;
    this.secondStep = secondStep;
    this.sessions = sessions;
  }

  /** What the browser needs in order to show a passkey. */
  String ask(SignedIn user, HttpServletRequest request) {
    if (!recent.isShown(request)) {
      throw new Refusal.NotAllowed();
    }
    return passkey.ask(user.user(), request);
  }

  boolean isShown(SignedIn user, String credential, HttpServletRequest request) {
    return recent.isShown(request)
        && passkey.find(credential, request).filter(user.user()::equals).isPresent();
  }

  /**
   * Asks for passkeys from now on; whoever got in by the password alone is out.
   *
   * @return new recovery codes; none where the user has some already
   */
  List<String> on(SignedIn user, HttpServletRequest request, HttpServletResponse response) {
    List<String> codes = secondFactor.askForPasskey(user);
    secondStep.takePasskey(user, request, response);
    sessions.endOthers(user.user(), request.getSession().getId());
    return codes;
  }
}
