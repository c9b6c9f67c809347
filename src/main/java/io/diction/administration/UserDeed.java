package io.diction.administration;

import java.util.Locale;

/** What an administrator does with one user and needs no more than a yes for. */
enum UserDeed {
  REACTIVATE("primary"),
  RESET_FACTOR("danger"),
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
