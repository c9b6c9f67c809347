package io.diction.account;

import io.diction.identity.SignedIn;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** The signed-in user as Spring Security sees it; made anew from the tables at every request. */
final class Visitor extends AbstractAuthenticationToken {
  private final SignedIn signedIn;

  Visitor(SignedIn signedIn) {
    super(List.of(new SimpleGrantedAuthority("ROLE_" + signedIn.role())));
    this.signedIn = signedIn;
    super.setAuthenticated(true);
  }

  @Override
  public SignedIn getPrincipal() {
    return signedIn;
  }

  @Override
  public @Nullable Object getCredentials() {
    return null;
  }

  @Override
  public String getName() {
    return signedIn.user().toString();
  }
}
