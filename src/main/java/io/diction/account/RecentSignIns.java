package io.diction.account;

import io.diction.audit.AuditLog;
import io.diction.identity.SignedIn;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;

/** Who came in as a user of late, and who tried to: strangers are noticed there. */
@Service
class RecentSignIns {
  /** Of each kind: who tries passwords must not push out of sight that somebody got in. */
  private static final int SHOWN = 10;

  private final AuditLog log;

  RecentSignIns(AuditLog log) {
    this.log = log;
  }

  /** The newest first. */
  List<RecentSignIn> of(SignedIn user) {
    return Stream.of(true, false)
        .map(RecentSignIn::actions)
        .flatMap(actions -> log.about(user, user.user().value(), actions, SHOWN).stream())
        .map(RecentSignIn::of)
        .sorted(Comparator.comparing(RecentSignIn::at).reversed())
        .toList();
  }
}
