package io.diction.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diction.identity.OrganizationId;
import io.diction.identity.RightMissing;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.identity.UserId;
import io.diction.testing.Databases;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class AuditTest {
  private static final OrganizationId ORGANIZATION = new OrganizationId(new UUID(1, 1));
  private static final UUID OBJECT = new UUID(3, 3);

  private JdbcClient jdbc;
  private Audit audit;
  private AuditLog log;

  DataSource database() {
    return Databases.h2("audit");
  }

  @BeforeEach
  void makeAudit() {
    jdbc = JdbcClient.create(database());
    log = new AuditLog(jdbc);
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

  @Test
  void tellsWhatHappenedToAnObjectTheNewestFirst() {
    recordAt(1, "model.create");
    recordAt(3, "model.train");
    recordAt(2, "model.rename");

    assertThat(log.about(someone("Ada"), OBJECT, 0, 2))
        .extracting(AuditEntry::action)
        .containsExactly("model.train", "model.rename");
    assertThat(log.about(someone("Ada"), OBJECT, 2, 2))
        .extracting(AuditEntry::action)
        .containsExactly("model.create");
    assertThat(log.about(stranger(), OBJECT, 0, 10)).isEmpty();
  }

  @Test
  void findsByEveryFilter() {
    audit.record(someone("Ada"), "model.delete", "model", OBJECT, "100% Medical");
    audit.record(someone("Bob"), "dataset.upload", "dataset", new UUID(4, 4), "Ward");
    audit.record(
        someone("Cy"),
        new OrganizationId(new UUID(7, 7)),
        "credits.grant",
        "organization",
        new UUID(7, 7),
        "Harbour",
        "order 17");

    assertThat(actions(new AuditFilter(ORGANIZATION, "", "", "", null, null)))
        .containsExactlyInAnyOrder("model.delete", "dataset.upload");
    assertThat(actions(new AuditFilter(null, "aD", "", "", null, null)))
        .containsExactly("model.delete");
    assertThat(actions(new AuditFilter(null, "", "data", "", null, null)))
        .containsExactly("dataset.upload");
    assertThat(actions(new AuditFilter(null, "", "", "100% m", null, null)))
        .containsExactly("model.delete");
    assertThat(actions(new AuditFilter(null, "", "", "1%m", null, null))).isEmpty();
    assertThat(actions(new AuditFilter(null, "", "", OBJECT.toString(), null, null)))
        .containsExactly("model.delete");
    assertThat(actions(new AuditFilter(null, "", "", "", at(6), null))).isEmpty();
    assertThat(actions(new AuditFilter(null, "", "", "", at(5), at(6)))).hasSize(3);
    assertThat(log.page(sysop(), new AuditFilter(null, "cy", "", "", null, null), null, 5))
        .singleElement()
        .extracting(AuditEntry::detail)
        .isEqualTo("order 17");
  }

  @Test
  void readsEveryEntryOnceHoweverManyThereAre() {
    for (int second = 0; second < 1203; second++) {
      recordAt(second / 7, "model.rename");
    }
    List<UUID> read = new ArrayList<>();

    log.forEach(sysop(), AuditFilter.ALL, entry -> read.add(entry.id()), () -> true);

    assertThat(read).hasSize(1203).doesNotHaveDuplicates();
  }

  @Test
  void turnsPagesByPlaceAlsoWhereManyWereWrittenAtOnce() {
    for (int second = 0; second < 23; second++) {
      recordAt(second / 7, "model.rename");
    }
    List<UUID> read = new ArrayList<>();
    List<AuditEntry> page = log.page(sysop(), AuditFilter.ALL, null, 5);
    while (!page.isEmpty()) {
      page.forEach(entry -> read.add(entry.id()));
      String address = AuditPlace.of(page.get(page.size() - 1)).toString();
      page = log.page(sysop(), AuditFilter.ALL, AuditPlace.parse(address).orElseThrow(), 5);
    }

    assertThat(read).hasSize(23).doesNotHaveDuplicates();
    assertThat(AuditPlace.parse("")).isEmpty();
    assertThat(AuditPlace.parse("yesterday_x")).isEmpty();
    assertThat(AuditPlace.parse("2026-01-02T03:04:00Z_x")).isEmpty();
  }

  private List<String> actions(AuditFilter filter) {
    return log.page(sysop(), filter, null, 100).stream().map(AuditEntry::action).toList();
  }

  private static OffsetDateTime at(int second) {
    return OffsetDateTime.parse("2026-01-02T03:04:00Z").plusSeconds(second);
  }

  private void recordAt(int second, String action) {
    new Audit(jdbc, Clock.fixed(at(second).toInstant(), ZoneOffset.UTC))
        .record(someone("Ada"), action, "model", OBJECT, "Medical EN");
  }

  private List<Map<String, Object>> entries() {
    return jdbc.sql("select * from audit_entry").query().listOfRows();
  }

  @ParameterizedTest
  @EnumSource(value = Role.class, mode = EnumSource.Mode.EXCLUDE, names = "SYSOP")
  void isReadAsAWholeByASysopAlone(Role role) {
    SignedIn who = someone(role, ORGANIZATION);

    assertThatThrownBy(() -> log.page(who, AuditFilter.ALL, null, 1))
        .isInstanceOf(RightMissing.class);
    assertThatThrownBy(() -> log.forEach(who, AuditFilter.ALL, entry -> {}, () -> true))
        .isInstanceOf(RightMissing.class);
  }

  private static SignedIn sysop() {
    return someone(Role.SYSOP, ORGANIZATION);
  }

  private static SignedIn stranger() {
    return someone(Role.SYSOP, new OrganizationId(new UUID(9, 9)));
  }

  private static SignedIn someone(Role role, OrganizationId organization) {
    return new SignedIn(new UserId(new UUID(2, 2)), organization, role, "Somebody", ZoneOffset.UTC);
  }

  private static SignedIn someone(String name) {
    return new SignedIn(
        new UserId(new UUID(2, 2)), ORGANIZATION, Role.ORGADMIN, name, ZoneOffset.UTC);
  }
}
