package io.diction.account;

import java.util.List;

/** A page of the own account, as its side navigation names it. */
public record AccountPlace(String id, String path, String icon) {
  public static final List<AccountPlace> ALL =
      List.of(
          new AccountPlace("profile", "/account", "person-circle"),
          new AccountPlace("security", "/account/security", "shield-lock"),
          new AccountPlace("sessions", "/account/sessions", "laptop"));
}
