package io.diction.account;

import io.diction.account.factor.OwnPasskeys;
import io.diction.account.factor.SecondFactor;
import io.diction.identity.OrganizationId;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.identity.UserId;
import io.diction.organization.member.User;
import io.diction.organization.member.Users;
import io.diction.web.Refusal;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Helps a user who has lost phone and recovery codes: a password is enough again. */
@Service
public class FactorReset {
  private final Users users;
  private final SecondFactor secondFactor;
  private final OwnPasskeys passkeys;
  private final OpenSessions sessions;

  FactorReset(Users users, SecondFactor secondFactor, OwnPasskeys passkeys, OpenSessions sessions) {
    this.users = users;
    this.secondFactor = secondFactor;
    this.passkeys = passkeys;
    this.sessions = sessions;
  }

  /** Takes app, recovery codes and passkeys away and signs the user out everywhere. */
  @Transactional
  public void reset(SignedIn who, OrganizationId organization, UserId id) {
    if (who.role() != Role.SYSOP && !who.organization().equals(organization)) {
      throw new Refusal.NotFound();
    }
    if (!who.role().isAdmin()) {
      throw new Refusal.NotAllowed();
    }
    User user = users.find(organization, id).orElseThrow(Refusal.NotFound::new);
    if (user.role() == Role.SYSOP && who.role() != Role.SYSOP) {
      throw new Refusal.NotAllowed();
    }
    secondFactor.switchOff(who, user);
    passkeys.removeAll(user.id());
    sessions.endAll(user.id());
  }
}
