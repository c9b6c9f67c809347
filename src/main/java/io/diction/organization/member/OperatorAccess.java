package io.diction.organization.member;

import io.diction.audit.Audit;
import io.diction.identity.Ids;
import io.diction.identity.SignedIn;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What whoever runs the installation does for a user, without being one. */
@Service
public class OperatorAccess {
  private final InvitationRows rows;
  private final BrowserSessions sessions;
  private final Audit audit;

  OperatorAccess(InvitationRows rows, BrowserSessions sessions, Audit audit) {
    this.rows = rows;
    this.sessions = sessions;
    this.audit = audit;
  }

  /** Ends the sessions of the user in every browser. */
  @Transactional
  public void signOut(SignedIn user) {
    sessions.end(user.user());
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
