package io.diction.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.identity.OrganizationId;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.identity.UserId;
import io.diction.testing.Databases;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class AuditTest {
  private static final OrganizationId ORGANIZATION = new OrganizationId(new UUID(1, 1));
  private static final UUID OBJECT = new UUID(3, 3);

  private JdbcClient jdbc;
  private Audit audit;

  DataSource database() {
    return Databases.h2("audit");
  }

  @BeforeEach
  void makeAudit() {
    jdbc = JdbcClient.create(database());
    audit = new Audit(jdbc, Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC));
  }

  @Test
  void recordsWhoDidWhatToWhich() {
    audit.record(someone("Ada"), "model.delete", "model", OBJECT, "Medical EN");

    assertThat(entries())
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry).containsEntry("organization_id", ORGANIZATION.value());
              assertThat(entry).containsEntry("actor_name", "Ada");
              assertThat(entry).containsEntry("actor_role", "ORGADMIN");
              assertThat(entry).containsEntry("action", "model.delete");
              assertThat(entry).containsEntry("object_id", OBJECT);
              assertThat(entry).containsEntry("object_name", "Medical EN");
            });
  }

  @Test
  void recordsWhatTheSystemDid() {
    audit.record(ORGANIZATION, "dataset.reject", "dataset", OBJECT, "bad.wav");

    assertThat(entries())
        .singleElement()
        .satisfies(entry -> assertThat(entry.get("actor_id")).isNull());
  }

  @Test
  void cutsNamesInsteadOfFailingTheDeed() {
    audit.record(someone("a".repeat(255) + "😀"), "model.rename", "model", OBJECT, "x\u0000y");

    assertThat(entries())
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry).containsEntry("actor_name", "a".repeat(255));
              assertThat(entry).containsEntry("object_name", "xy");
            });
  }

  private List<Map<String, Object>> entries() {
    return jdbc.sql("select * from audit_entry").query().listOfRows();
  }

  private static SignedIn someone(String name) {
    return new SignedIn(
        new UserId(new UUID(2, 2)), ORGANIZATION, Role.ORGADMIN, name, ZoneOffset.UTC);
  }
}
