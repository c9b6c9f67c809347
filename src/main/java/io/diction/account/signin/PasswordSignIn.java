package io.diction.account.signin;

import io.diction.organization.member.Users;
import io.diction.organization.member.Users.Credential;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;

/** Checks e-mail address and password; tells nothing about which of them is wrong. */
@Component
final class PasswordSignIn implements AuthenticationProvider {
  /** As costly to compare with as anybody's; to make it at every start would be as costly again. */
  private static final String NOBODYS_HASH =
      "{bcrypt}$2a$10$WRRc0NI84et5rLL2zfygmuswvn9fVG71oW2jfJ.X96.Z7AETOScS.";

  private final Users users;
  private final SignInAttempts attempts;
  private final PasswordEncoder encoder;
  private final Clock clock;

  PasswordSignIn(Users users, SignInAttempts attempts, PasswordEncoder encoder, Clock clock) {
    this.users = users;
    this.attempts = attempts;
    this.encoder = encoder;
    this.clock = clock;
  }

  @Override
  public Authentication authenticate(Authentication attempt) throws AuthenticationException {
    String email = attempt.getName();
    String address =
        attempt.getDetails() instanceof WebAuthenticationDetails details
            ? details.getRemoteAddress()
            : "unknown";
    attempts.begin(email, address);
    Visitor visitor = check(email, String.valueOf(attempt.getCredentials()));
    attempts.succeeded(email, address);
    attempts.forgetOld();
    return visitor;
  }

  private Visitor check(String email, String password) {
    Optional<Credential> credential = users.findCredential(email);
    // An unknown address costs as much time as a wrong password.
    boolean matches =
        encoder.matches(password, credential.map(Credential::passwordHash).orElse(NOBODYS_HASH));
    if (!matches || credential.isEmpty()) {
      throw new BadCredentialsException("wrong e-mail address or password");
    }
    return users
        .findSignedIn(credential.get().user())
        .map(user -> new Visitor(user, Set.of(Factor.PASSWORD), clock.instant()))
        .orElseThrow(() -> new BadCredentialsException("deactivated or suspended"));
  }

  @Override
  public boolean supports(Class<?> type) {
    return UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
  }
}
