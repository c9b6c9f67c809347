package io.diction.account.security;

import io.diction.account.Account;
import io.diction.account.OpenSessions;
import io.diction.account.factor.AppSetUp;
import io.diction.account.factor.SecondFactor;
import io.diction.account.signin.SecondStep;
import io.diction.identity.SignedIn;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;

/** Sets up the authenticator app of the own account, for whoever has just shown the password. */
@Service
class AppSwitch {
  /** In the session that was shown the secret which waits for its first code. */
  private static final String BEGUN = "diction.app-begun";

  private final Account account;
  private final RecentPassword recent;
  private final SecondFactor secondFactor;
  private final SecondStep secondStep;
  private final OpenSessions sessions;

  AppSwitch(
      Account account,
      RecentPassword recent,
      SecondFactor secondFactor,
      SecondStep secondStep,
      OpenSessions sessions) {
    this.account = account;
    this.recent = recent;
    this.secondFactor = secondFactor;
    this.secondStep = secondStep;
    this.sessions = sessions;
  }

  boolean isOn(SignedIn user) {
    return secondFactor.hasApp(user.user());
  }

  boolean isAllowed(HttpServletRequest request) {
    return recent.isShown(request);
  }

  /** Whoever looked over an earlier session's shoulder does not know the secret of this one. */
  boolean isBegun(SignedIn user, HttpSession session) {
    return session.getAttribute(BEGUN) != null && secondFactor.isBegun(user.user());
  }

  /** What the app is told, the same until it has given a code. */
  AppSetUp begin(SignedIn user, HttpSession session) {
    String email = account.get(user).email();
    AppSetUp app =
        isBegun(user, session) ? secondFactor.begun(user, email) : secondFactor.begin(user, email);
    session.setAttribute(BEGUN, true);
    return app;
  }

  /** The recovery codes if the code is right; whoever got in without one is out then. */
  Optional<List<String>> on(
      SignedIn user, String code, HttpServletRequest request, HttpServletResponse response) {
    Optional<List<String>> codes = secondFactor.confirm(user, account.get(user).email(), code);
    if (codes.isPresent()) {
      secondStep.takeCode(user, request, response);
      sessions.endOthers(user.user(), request.getSession().getId());
    }
    return codes;
  }
}
