package io.diction.transcription;

import io.diction.audit.Audit;
import io.diction.identity.OrganizationId;
import io.diction.identity.SignedIn;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Whether an organization's new sessions are seen by all of it; private where nothing was said. */
@Component
class SharedSessions {
  private final JdbcClient jdbc;
  private final Audit audit;

  SharedSessions(JdbcClient jdbc, Audit audit) {
    this.jdbc = jdbc;
    this.audit = audit;
  }

  boolean isUsual(OrganizationId organization) {
    return jdbc.sql("select shared from session_sharing where organization_id = :organization")
        .param("organization", organization.value())
        .query(Boolean.class)
        .optional()
        .orElse(false);
  }

  /** For sessions that are started from now on; the others stay as they are. */
  @Transactional
  public void makeUsual(SignedIn admin, boolean shared) {
    admin.requireAdmin();
    // Two may say so at once.
    jdbc.sql(
            """
            insert into session_sharing (organization_id, shared)
            values (:organization, :shared)
            on conflict do nothing
            """)
        .param("organization", admin.organization().value())
        .param("shared", shared)
        .update();
    jdbc.sql(
            """
            update session_sharing
            set shared = :shared
            where organization_id = :organization
            """)
        .param("organization", admin.organization().value())
        .param("shared", shared)
        .update();
    audit.record(
        admin,
        shared ? "session.share-new" : "session.hide-new",
        "organization",
        admin.organization().value(),
        admin.organizationName());
  }
}
