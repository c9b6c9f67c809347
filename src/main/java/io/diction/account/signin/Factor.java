package io.diction.account.signin;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.authority.FactorGrantedAuthority;

/** What a visitor has shown. */
enum Factor {
  PASSWORD(FactorGrantedAuthority.PASSWORD_AUTHORITY),
  /** Of an authenticator app. */
  CODE("FACTOR_CODE"),
  /** In the place of an app's code or a passkey. */
  RECOVERY_CODE("FACTOR_RECOVERY_CODE"),
  /** Two factors in one: a key, and what unlocks it. */
  PASSKEY(FactorGrantedAuthority.WEBAUTHN_AUTHORITY);

  private final String authority;

  Factor(String authority) {
    this.authority = authority;
  }

  String authority() {
    return authority;
  }

  /** Whether it is enough for a user who wants a second factor. */
  boolean isSecond() {
    return this != PASSWORD;
  }

  /** As a session keeps them. */
  static String written(Set<Factor> factors) {
    return factors.stream().map(Factor::name).sorted().collect(Collectors.joining(","));
  }

  /** Of a session; one that says nothing began with a password. */
  static Set<Factor> read(@Nullable Object written) {
    EnumSet<Factor> factors = EnumSet.noneOf(Factor.class);
    if (written instanceof String text) {
      Arrays.stream(values())
          .filter(factor -> Arrays.asList(text.split(",")).contains(factor.name()))
          .forEach(factors::add);
    }
    return factors.isEmpty() ? EnumSet.of(PASSWORD) : factors;
  }
}
