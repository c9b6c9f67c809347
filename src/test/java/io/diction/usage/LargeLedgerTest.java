package io.diction.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.custommodel.CustomModelId;
import io.diction.identity.Ids;
import io.diction.identity.OrganizationId;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.Organization.Limits;
import io.diction.organization.OrganizationFixtures;
import io.diction.organization.Organizations;
import io.diction.organization.member.Users;
import io.diction.testing.DataTest;
import io.diction.testing.OnPostgres;
import io.diction.usage.UsageReports.Report;
import io.diction.usage.UsageSums.Sum;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Sums over the sessions of three years, of 100 organizations. */
class LargeLedgerTest {
  private static final int BATCH = 5_000;
  private static final int ORGANIZATIONS = 100;
  private static final int CUSTOMERS = 20;
  private static final int DAYS = 3 * 365;
  private static final LocalDate LAST = LocalDate.of(2026, 11, 22);
  private static final UsageRange MONTH =
      new UsageRange(LAST.minusDays(29), LAST, ZoneId.of("Europe/Amsterdam"));

  /** On one core of a busy machine. */
  private static final Duration MOST = Duration.ofSeconds(3);

  @DataTest
  @Transactional(propagation = Propagation.NOT_SUPPORTED)
  @Import({
    UsageSums.class,
    UsageEntries.class,
    UsageLines.class,
    UsageReports.class,
    Organizations.class,
    Users.class,
    OrganizationFixtures.class
  })
  abstract static class Cases {
    @Autowired private UsageReports reports;
    @Autowired private UsageSums sums;
    @Autowired private UsageLines export;
    @Autowired private OrganizationFixtures people;
    @Autowired private DataSource database;
    @Autowired private JdbcClient jdbc;

    private final List<SignedIn> users = new ArrayList<>();
    private final List<UUID> models = new ArrayList<>();
    private SignedIn reseller;

    @Test
    void isSummedUp() throws SQLException {
      sum(20_000);
    }

    @Test
    @Tag("soak")
    void isSummedUpAtOnceOfAMillion() throws SQLException {
      sum(1_000_000);
    }

    private void sum(int entries) throws SQLException {
      reseller = people.user(Role.RESELLER);
      for (int i = 0; i < ORGANIZATIONS; i++) {
        OrganizationId organization =
            people.organization(i < CUSTOMERS ? reseller.organization() : null, Limits.NONE);
        for (int user = 0; user < 5; user++) {
          users.add(people.user(organization, Role.USER));
        }
      }
      for (int i = 0; i < 10; i++) {
        models.add(model("Model " + i));
      }
      fill(entries);
      analyze();
      // The one that uses it most.
      SignedIn customer = users.get(0);

      Report own = measured("organization", UsageScope.own(customer.organization()), entries);
      Report customers =
          measured("reseller", UsageScope.customers(reseller.organization()), entries);
      Report all = measured("operator", UsageScope.all(reseller.organization()), entries);
      UsageScope one = UsageScope.model(new CustomModelId(models.get(0)), reseller.organization());
      Report model = measured("a model", one, entries);
      timed("cards of a reseller", entries, () -> sums.seconds(reseller.organization(), models));
      timed("organizations of a model, ever", entries, () -> sums.organizations(one, 50));
      List<UsageLines.Line> lines = new ArrayList<>();
      timed(
          "export of the operator",
          entries,
          () -> {
            lines.clear();
            export.each(UsageScope.all(reseller.organization()), MONTH, lines::add);
            return lines.size();
          });

      assertThat(all.total().sessions()).isEqualTo(counted("true"));
      assertThat(lines.stream().mapToLong(UsageLines.Line::sessions).sum())
          .isEqualTo(all.total().sessions());
      assertThat(own.total().sessions())
          .isPositive()
          .isEqualTo(counted("organization_id = '" + customer.organization() + "'"));
      assertThat(customers.total().sessions())
          .isGreaterThan(own.total().sessions())
          .isLessThan(all.total().sessions());
      assertThat(model.total().sessions()).isEqualTo(counted("model_id = '" + models.get(0) + "'"));
      assertThat(own.models().stream().mapToLong(Sum::sessions).sum())
          .isEqualTo(own.total().sessions());
    }

    private Report measured(String view, UsageScope scope, int entries) {
      return timed("a month of " + view, entries, () -> reports.get(scope, MONTH));
    }

    private <T> T timed(String what, int entries, Supplier<T> work) {
      // The first time statements are read and plans made.
      var unused = work.get();
      long start = System.nanoTime();
      T result = work.get();
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      System.out.printf(
          Locale.ROOT,
          "%s, %,d entries, %s: %.0f ms%n",
          getClass().getSimpleName(),
          entries,
          what,
          took.toNanos() / 1e6);
      assertThat(took).as(what).isLessThan(MOST);
      return result;
    }

    private long counted(String condition) {
      return jdbc.sql(
              "select count(*) from usage_entry where at >= :begin and at < :end and " + condition)
          .param("begin", MONTH.begin())
          .param("end", MONTH.end())
          .query(Long.class)
          .single();
    }

    private UUID model(String name) {
      UUID id = Ids.next();
      OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
      jdbc.sql(
              """
              insert into custom_model (
                id, organization_id, lock_version, name, description, domain, locale,
                language_key, status, queued, progress, stage, status_at, data_ready,
                data_revision, queued_revision, trained_revision, auto_train, versions,
                awaiting_acceptance, created_at, created_by, modified_at)
              values (:id, :organization, 1, :name, '', '', 'en-US', 'english', 1, false, 0, '',
                :now, false, 0, 0, 0, false, 0, false, :now, :user, :now)
              """)
          .param("id", id)
          .param("organization", reseller.organization().value())
          .param("name", name)
          .param("now", now)
          .param("user", reseller.user().value())
          .update();
      return id;
    }

    /** The lower an organization's number, the more it uses. */
    private void fill(int entries) throws SQLException {
      Random random = new Random(entries);
      OffsetDateTime first = LAST.minusDays(DAYS - 1L).atStartOfDay().atOffset(ZoneOffset.UTC);
      try (Connection connection = database.getConnection();
          PreparedStatement insert =
              connection.prepareStatement(
                  """
                  insert into usage_entry (
                    session_id, organization_id, user_id, base_model_id, model_id, version_id,
                    owner_id, model_label, kind, audio_ms, at)
                  values (?, ?, ?, ?, ?, null, ?, ?, ?, ?, ?)
                  """)) {
        connection.setAutoCommit(false);
        for (int i = 1; i <= entries; i++) {
          double skewed = random.nextDouble() * random.nextDouble();
          SignedIn user = users.get((int) (skewed * users.size()));
          UUID model = random.nextInt(3) == 0 ? models.get(random.nextInt(models.size())) : null;
          Object[] values = {
            new UUID(random.nextLong(), random.nextLong()),
            user.organization().value(),
            user.user().value(),
            model == null ? new UUID(0, 1) : null,
            model,
            model == null ? null : reseller.organization().value(),
            model == null ? "English 20160629" : "Medical EN (English)",
            random.nextInt(10) == 0 ? "ALIGNMENT" : "TRANSCRIPTION",
            1_000L + random.nextInt(3_600_000),
            first.plusSeconds((long) (random.nextDouble() * DAYS * 86_400))
          };
          for (int column = 0; column < values.length; column++) {
            insert.setObject(column + 1, values[column]);
          }
          insert.addBatch();
          if (i % BATCH == 0) {
            insert.executeBatch();
            connection.commit();
          }
        }
      }
    }

    private void analyze() {
      jdbc.sql("analyze").update();
    }
  }

  /** A million entries are some gigabytes, which nobody needs afterwards. */
  @Nested
  @DirtiesContext
  class H2Test extends Cases {
    @TempDir private static Path folder;

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry properties) {
      properties.add(
          "spring.datasource.url",
          () ->
              "jdbc:h2:file:%s/ledger;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;".formatted(folder)
                  + "DEFAULT_NULL_ORDERING=HIGH;WRITE_DELAY=0;OPTIMIZE_REUSE_RESULTS=FALSE");
    }
  }

  @Nested
  @OnPostgres
  class PostgresTest extends Cases {}
}
