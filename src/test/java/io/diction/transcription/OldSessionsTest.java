package io.diction.transcription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diction.audit.AuditLog;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.OrganizationFixtures;
import io.diction.organization.OrganizationRules;
import io.diction.organization.Organizations;
import io.diction.organization.SettingsForm;
import io.diction.storage.Blobs;
import io.diction.testing.PortalTest;
import io.diction.web.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** How long an organization keeps its sessions. */
@PortalTest
@Import(OrganizationFixtures.class)
class OldSessionsTest {
  @Autowired private OrganizationFixtures people;
  @Autowired private OrganizationRules rules;
  @Autowired private Organizations organizations;
  @Autowired private Sessions sessions;
  @Autowired private ModelChoices choices;
  @Autowired private TranscriptStore transcripts;
  @Autowired private Blobs blobs;
  @Autowired private TransactionOperations transaction;
  @Autowired private JdbcClient jdbc;
  @Autowired private AuditLog log;
  @Autowired private Clock clock;

  private SessionFixtures fixtures;

  @BeforeEach
  void makeFixtures() {
    fixtures = new SessionFixtures(sessions, choices, transcripts, blobs, transaction, jdbc);
  }

  @Test
  void goWhenTheirOrganizationsTimeIsOverAndNoSooner() {
    SignedIn brief = people.user(Role.ORGADMIN);
    keepFor(brief, 30);
    SignedIn patient = people.user(Role.ORGADMIN);
    keepFor(patient, null);
    UUID old = fixtures.finished(brief);
    UUID kept = fixtures.finished(patient);
    String audio = sessions.get(brief, old).audioSha256();

    deleteAfter(29);
    assertThat(sessions.get(brief, old).id()).isEqualTo(old);
    deleteAfter(31);

    assertThatThrownBy(() -> sessions.get(brief, old)).isInstanceOf(Refusal.NotFound.class);
    assertThat(sessions.get(patient, kept).id()).isEqualTo(kept);
    assertThat(log.about(brief, old, 0, 1))
        .singleElement()
        .satisfies(entry -> assertThat(entry.action()).isEqualTo("session.expire"));
    // The time that deleted bytes stay begins.
    assertThat(references(brief, audio)).isZero();
  }

  private void keepFor(SignedIn admin, @Nullable Integer days) {
    rules.change(admin, new SettingsForm("Clinic", "", "UTC", null, days));
  }

  private void deleteAfter(int days) {
    Clock later = Clock.offset(clock, Duration.ofDays(days));
    new OldSessions(sessions, organizations, later).delete();
  }

  private long references(SignedIn who, String sha256) {
    return jdbc.sql(
            """
            select reference_count from blob
            where organization_id = :organization and sha256 = :hash
            """)
        .param("organization", who.organization().value())
        .param("hash", sha256)
        .query(Long.class)
        .single();
  }
}
