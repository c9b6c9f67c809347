package io.diction.account;

import io.diction.account.factor.OwnPasskeys;
import io.diction.account.factor.SecondFactor;
import io.diction.identity.SignedIn;
import io.diction.organization.member.OperatorAccess;
import io.diction.organization.member.User;
import io.diction.organization.member.Users;
import java.util.Optional;
import org.springframework.transaction.annotation.Transactional;

/**
 * Lets a user in again whom no administrator can help, such as the last SYSOP. For whoever runs the
 * installation: the command line is the only way to it.
 */
public class AccessReset {
  private final Users users;
  private final SecondFactor secondFactor;
  private final OwnPasskeys passkeys;
  private final OperatorAccess links;

  AccessReset(Users users, SecondFactor secondFactor, OwnPasskeys passkeys, OperatorAccess links) {
    this.users = users;
    this.secondFactor = secondFactor;
    this.passkeys = passkeys;
    this.links = links;
  }

  /** Who may come in and has this e-mail address, in any case. */
  @Transactional(readOnly = true)
  public Optional<SignedIn> find(String email) {
    return users.findCredential(email).flatMap(found -> users.findSignedIn(found.user()));
  }

  /** Takes app, passkeys and recovery codes away and signs the user out everywhere. */
  @Transactional
  public void removeSecondStep(SignedIn user) {
    secondFactor.switchOffByOperator(account(user));
    passkeys.removeAll(user.user());
    links.signOut(user);
  }

  /** The path of the page where the user chooses a new password, once. */
  @Transactional
  public String offerPassword(SignedIn user) {
    return "/welcome/" + links.resetPassword(user, account(user));
  }

  private User account(SignedIn user) {
    return users.find(user.organization(), user.user()).orElseThrow();
  }
}
