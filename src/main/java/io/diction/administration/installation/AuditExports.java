package io.diction.administration.installation;

import io.diction.audit.Audit;
import io.diction.audit.AuditFilter;
import io.diction.audit.AuditLog;
import io.diction.identity.SignedIn;
import io.diction.identity.UserId;
import io.diction.web.Refusal.WrongState;
import java.io.PrintWriter;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Copies of the audit log: each one stands in the log itself, and a user makes one at a time. */
@Service
class AuditExports {
  private final AuditLog log;
  private final Audit audit;
  private final TransactionTemplate transaction;
  private final Set<UserId> underWay = ConcurrentHashMap.newKeySet();

  AuditExports(AuditLog log, Audit audit, TransactionTemplate transaction) {
    this.log = log;
    this.audit = audit;
    this.transaction = transaction;
  }

  /** What is written to at the last moment, when nothing speaks against the export. */
  interface Target {
    PrintWriter open();
  }

  /**
   * Writes every entry that matches as it is read; ends when the reader has left.
   *
   * @param described the filter in the words of the request, for the log
   */
  void write(SignedIn who, AuditFilter filter, String described, Target target) {
    who.requireSysop();
    if (!underWay.add(who.user())) {
      throw new WrongState("administration.audit.export.under-way");
    }
    try {
      transaction.executeWithoutResult(
          status ->
              audit.record(
                  who,
                  who.organization(),
                  "audit.export",
                  "audit",
                  new UUID(0, 2),
                  "audit",
                  described));
      AuditCsv csv = new AuditCsv(target.open());
      log.forEach(who, filter, csv::write, csv::isWanted);
    } finally {
      underWay.remove(who.user());
    }
  }
}
