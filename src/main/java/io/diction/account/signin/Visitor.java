package io.diction.account.signin;

import io.diction.identity.SignedIn;
import java.io.Serializable;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/**
 * A user as Spring Security sees one; made anew from the tables at every request. Who still owes
 * the second factor is no {@link SignedIn} yet: for all pages but one that is a stranger.
 */
final class Visitor extends AbstractAuthenticationToken {
  /** Has shown a password and has to show more. */
  record Half(SignedIn user) implements Serializable {}

  private final SignedIn user;
  private final Set<Factor> factors;
  private final boolean half;

  Visitor(SignedIn user, Set<Factor> factors, Instant since) {
    super(
        Stream.concat(
                Stream.of(new SimpleGrantedAuthority("ROLE_" + user.role())),
                factors.stream()
                    .map(
                        factor ->
                            FactorGrantedAuthority.withAuthority(factor.authority())
                                .issuedAt(since)
                                .build()))
            .toList());
    this.user = user;
    this.factors = Set.copyOf(factors);
    this.half = !isEnough(user, factors);
    super.setAuthenticated(true);
  }

  static boolean isEnough(SignedIn user, Set<Factor> factors) {
    return !user.secondFactor() || factors.stream().anyMatch(Factor::isSecond);
  }

  Set<Factor> factors() {
    return factors;
  }

  boolean isHalf() {
    return half;
  }

  @Override
  public Object getPrincipal() {
    return half ? new Half(user) : user;
  }

  @Override
  public @Nullable Object getCredentials() {
    return null;
  }

  @Override
  public String getName() {
    return user.user().toString();
  }
}
