package io.diction.account;

import io.diction.audit.AuditLog;
import io.diction.identity.SignedIn;
import java.util.List;
import org.springframework.stereotype.Service;

/** Who came in as a user of late, and who tried to: strangers are noticed there. */
@Service
class RecentSignIns {
  private static final int SHOWN = 10;

  /** Other deeds stand between them. */
  private static final int LOOKED_AT = 100;

  private final AuditLog log;

  RecentSignIns(AuditLog log) {
    this.log = log;
  }

  /** The newest first. */
  List<RecentSignIn> of(SignedIn user) {
    return log.about(user, user.user().value(), 0, LOOKED_AT).stream()
        .filter(RecentSignIn::is)
        .map(RecentSignIn::of)
        .limit(SHOWN)
        .toList();
  }
}
