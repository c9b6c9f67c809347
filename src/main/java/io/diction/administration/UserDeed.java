package io.diction.administration;

import java.util.Locale;

/** What an administrator does with one user. */
enum UserDeed {
  DEACTIVATE("danger"),
  REACTIVATE("primary"),
  RESET_FACTOR("danger"),
  RESET_PASSWORD("primary"),
  SIGN_OUT("danger");

  private final String kind;

  UserDeed(String kind) {
    this.kind = kind;
  }

  /** Of the button that does it. */
  String kind() {
    return kind;
  }

  /** As in addresses and message keys. */
  String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
