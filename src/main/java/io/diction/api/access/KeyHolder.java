package io.diction.api.access;

import io.diction.identity.SignedIn;
import io.diction.organization.key.ApiKeys.Holder;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/**
 * A program as Spring Security sees it. For the services of the portal it is whoever made the key,
 * with the key's role; the audit log names the key.
 */
final class KeyHolder extends AbstractAuthenticationToken {
  private final UUID key;
  private final SignedIn actor;
  private final boolean byToken;

  /**
   * @param byToken whether a token was brought, not the key that it was made of
   */
  KeyHolder(Holder holder, boolean byToken) {
    super(List.of(new SimpleGrantedAuthority("ROLE_" + holder.role())));
    this.key = holder.key();
    this.actor =
        new SignedIn(
            holder.maker(),
            holder.organization(),
            holder.role(),
            "API key %s".formatted(holder.keyName()),
            ZoneOffset.UTC);
    this.byToken = byToken;
    super.setAuthenticated(true);
  }

  boolean isByToken() {
    return byToken;
  }

  UUID key() {
    return key;
  }

  @Override
  public Object getPrincipal() {
    return actor;
  }

  @Override
  public @Nullable Object getCredentials() {
    return null;
  }

  @Override
  public String getName() {
    return key.toString();
  }
}
