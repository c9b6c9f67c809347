package io.diction.transcription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import io.diction.audit.AuditLog;
import io.diction.identity.OrganizationId;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.OrganizationFixtures;
import io.diction.organization.OrganizationRules;
import io.diction.organization.Organizations;
import io.diction.organization.SettingsForm;
import io.diction.testing.PortalTest;
import io.diction.web.Refusal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** How long an organization keeps its sessions. */
@PortalTest
@Import({OrganizationFixtures.class, SessionFixtures.class})
class OldSessionsTest {
  @Autowired private OrganizationFixtures people;
  @Autowired private OrganizationRules rules;
  @Autowired private Organizations organizations;
  @Autowired private Sessions sessions;
  @Autowired private SessionFixtures fixtures;
  @Autowired private JdbcClient jdbc;
  @Autowired private AuditLog log;
  @Autowired private Clock clock;
  @Autowired private MockMvcTester web;

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

  @Test
  void areCountedBeforeAShorterTimeTakesThem() {
    SignedIn admin = people.user(Role.ORGADMIN);
    keepFor(admin, null);
    UUID old = fixtures.finished(admin);
    jdbc.sql("update stt_session set created_at = :then where id = :id")
        .param("then", OffsetDateTime.now(clock).minusDays(40))
        .param("id", old)
        .update();
    fixtures.finished(admin);

    Document asked = save(admin, "30", "", 422);
    assertThat(asked.select("#sessions-lost").text())
        .startsWith("1 session of your users ended more than 30 days ago.");
    assertThat(asked.select("#sessionDays").val()).isEqualTo("30");
    assertThat(rules.settings(admin).sessionDays()).isNull();
    save(admin, "60", "", 303);
    save(admin, "30", "60", 422);
    save(admin, "30", "30", 303);
    assertThat(rules.settings(admin).sessionDays()).isEqualTo(30);
    save(admin, "90", "", 303);
  }

  @Test
  void goAlsoWhereAnotherOrganizationsCannot() {
    SignedIn admin = people.user(Role.ORGADMIN);
    keepFor(admin, 1);
    UUID old = fixtures.finished(admin);
    SignedIn unlucky = people.user(Role.ORGADMIN);
    keepFor(unlucky, 1);
    SignedIn alsoUnlucky = people.user(Role.ORGADMIN);
    keepFor(alsoUnlucky, 1);
    Sessions troubled =
        new Sessions(null, null, null, null, null, null) {
          @Override
          public int deleteBefore(OrganizationId organization, OffsetDateTime limit, int most) {
            if (!organization.equals(admin.organization())) {
              throw new IllegalStateException("out of order");
            }
            return sessions.deleteBefore(organization, limit, most);
          }
        };

    new OldSessions(troubled, organizations, Clock.offset(clock, Duration.ofDays(2))).delete();

    assertThatThrownBy(() -> sessions.get(admin, old)).isInstanceOf(Refusal.NotFound.class);
  }

  private Document save(SignedIn admin, String days, String confirmed, int status) {
    MvcTestResult answer =
        web.post()
            .uri("/organization/settings")
            .param("name", "Clinic")
            .param("zone", "UTC")
            .param("sessionDays", days)
            .param("deleteSessions", confirmed)
            .with(OrganizationFixtures.as(admin))
            .with(csrf())
            .exchange();
    assertThat(answer).hasStatus(status);
    return Jsoup.parse(
        new String(answer.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8));
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
