package io.diction.account;

import io.diction.identity.SignedIn;
import io.diction.identity.UserId;
import io.diction.organization.Invitation;
import io.diction.organization.Invitations;
import io.diction.organization.Users;
import io.diction.web.Refusal;
import java.util.Optional;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;

/** What comes of a link: a new user, or a new password of an old one. */
@Service
class Welcome {
  /** Tokens are shorter by far. */
  private static final int LONGEST_TOKEN = 200;

  private final Invitations invitations;
  private final Users users;
  private final PasswordEncoder encoder;

  Welcome(Invitations invitations, Users users, PasswordEncoder encoder) {
    this.invitations = invitations;
    this.users = users;
    this.encoder = encoder;
  }

  Optional<Invitation> find(String token) {
    return token.length() > LONGEST_TOKEN ? Optional.empty() : invitations.findOpen(token);
  }

  /** Who may come in now; nobody if another request used the link meanwhile. */
  Optional<SignedIn> redeem(String token, Invitation invitation, WelcomeForm form) {
    try {
      UserId user = invitations.redeem(token, encoder.encode(form.password()));
      if (!invitation.isReset()) {
        users.rename(user, form.displayName());
      }
      return users.findSignedIn(user);
    } catch (Refusal.NotFound usedMeanwhile) {
      return Optional.empty();
    }
  }
}
