package io.diction.organization.member;

import io.diction.audit.Audit;
import io.diction.identity.Ids;
import io.diction.identity.SignedIn;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Links for a new password that whoever runs the installation makes, without being a user of it. */
@Service
public class OperatorLinks {
  private final InvitationRows rows;
  private final Audit audit;

  OperatorLinks(InvitationRows rows, Audit audit) {
    this.rows = rows;
    this.audit = audit;
  }

  /**
   * Lets a user choose a new password; an earlier link ends.
   *
   * @return the token, which nobody can read again
   */
  @Transactional
  public String resetPassword(SignedIn user, User account) {
    rows.closeReset(account.organization(), account.id());
    audit.record(
        account.organization(),
        "user.reset-password",
        Members.AUDITED,
        account.id().value(),
        account.email(),
        "command line");
    return rows.add(
            Ids.next(),
            account.organization(),
            account.id().value(),
            account.email(),
            account.displayName(),
            account.role(),
            user)
        .text();
  }
}
