package io.diction.account;

import io.diction.account.factor.OwnPasskeys;
import io.diction.account.factor.SecondFactor;
import io.diction.identity.SignedIn;
import io.diction.identity.UserId;
import io.diction.organization.member.Invitation;
import io.diction.organization.member.Invitations;
import io.diction.organization.member.Profiles;
import io.diction.organization.member.Users;
import io.diction.web.Refusal;
import java.util.Optional;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** What comes of a link: a new user, or a new password of an old one. */
@Service
class Welcome {
  /** Tokens are shorter by far. */
  private static final int LONGEST_TOKEN = 200;

  private final Invitations invitations;
  private final Users users;
  private final Profiles profiles;
  private final PasswordEncoder encoder;
  private final OwnPasskeys passkeys;
  private final SecondFactor secondFactor;
  private final TransactionTemplate transaction;

  Welcome(
      Invitations invitations,
      Users users,
      Profiles profiles,
      PasswordEncoder encoder,
      OwnPasskeys passkeys,
      SecondFactor secondFactor,
      TransactionTemplate transaction) {
    this.invitations = invitations;
    this.users = users;
    this.profiles = profiles;
    this.encoder = encoder;
    this.passkeys = passkeys;
    this.secondFactor = secondFactor;
    this.transaction = transaction;
  }

  Optional<Invitation> find(String token) {
    return token.length() > LONGEST_TOKEN ? Optional.empty() : invitations.findOpen(token);
  }

  /** Who may come in now; nobody if another request used the link meanwhile. */
  Optional<SignedIn> redeem(String token, Invitation invitation, WelcomeForm form) {
    try {
      String hash = encoder.encode(form.password());
      return transaction.execute(status -> redeem(token, hash, invitation, form));
    } catch (Refusal.NotFound usedMeanwhile) {
      return Optional.empty();
    }
  }

  private Optional<SignedIn> redeem(
      String token, String passwordHash, Invitation invitation, WelcomeForm form) {
    UserId user = invitations.redeem(token, passwordHash);
    if (invitation.isReset()) {
      // Who asks for a reset may have had an uninvited guest, whose passkey would outlast it. Where
      // sign-in asks for one after the password, they are what keeps guests out, and stay.
      if (!secondFactor.asksForPasskey(user)) {
        passkeys.removeAll(user);
      }
    } else {
      profiles.rename(user, form.displayName());
    }
    return users.findSignedIn(user);
  }
}
