package io.diction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diction.testing.DataTest;
import io.diction.testing.OnPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class MigrationsTest {
  @Test
  void knowsEveryModulesFolder() throws IOException {
    try (Stream<Path> folders = Files.list(Path.of("src/main/resources/db/migration"))) {
      assertThat(folders.map(folder -> folder.getFileName().toString()))
          .isSubsetOf(Migrations.MODULES);
    }
  }

  /** Of a database that a release has brought up to date. */
  @Nested
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  class IfNeededTest {
    private final AtomicInteger connections = new AtomicInteger();
    private final DataSource database =
        new DelegatingDataSource(
            new DriverManagerDataSource(
                "jdbc:h2:mem:migrated;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;"
                    + "DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_DELAY=-1")) {
          @Override
          public Connection getConnection() throws SQLException {
            connections.incrementAndGet();
            return super.getConnection();
          }
        };
    private final Flyway flyway = Flyway.configure().dataSource(database).load();
    private final JdbcClient jdbc = JdbcClient.create(database);

    @BeforeAll
    void migrate() {
      Migrations.migrate(flyway);
    }

    @AfterAll
    void remove() {
      jdbc.sql("shutdown").update();
    }

    @Test
    void areSkippedWhereEveryFileIsApplied() {
      connections.set(0);

      Migrations.migrateIfNeeded(flyway);

      assertThat(connections).as("one look at the histories").hasValue(1);
    }

    @Test
    void applyAFileThatTheDatabaseDoesNotHave() {
      jdbc.sql("delete from migration_account where version = '3'").update();
      jdbc.sql("drop table passkey_step").update();

      Migrations.migrateIfNeeded(flyway);

      assertThat(jdbc.sql("select count(*) from passkey_step").query(Long.class).single()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
      "checksum = checksum + 1, checksum = checksum - 1, checksum mismatch",
      "success = false, success = true, failed migration"
    })
    void refuseAnEditedFileAndOneThatFailed(String damage, String undone, String reason) {
      String history = "update migration_audit set %s where version = '1'";
      jdbc.sql(history.formatted(damage)).update();

      assertThatThrownBy(() -> Migrations.migrateIfNeeded(flyway))
          .isInstanceOf(FlywayException.class)
          .hasMessageContainingAll(reason);
      jdbc.sql(history.formatted(undone)).update();
    }

    @Test
    void leaveAlreadyNewerTablesAlone() {
      jdbc.sql(
              """
              insert into migration_audit
                (installed_rank, version, description, type, script, checksum, installed_by,
                 execution_time, success)
              values (99, '99', 'later', 'SQL', 'V99__later.sql', 1, 'us', 1, true)
              """)
          .update();

      Migrations.migrateIfNeeded(flyway);

      assertThat(jdbc.sql("delete from migration_audit where version = '99'").update())
          .isEqualTo(1);
    }
  }

  @DataTest
  abstract static class Cases {
    @Autowired private JdbcClient jdbc;

    @Test
    void makeTheTablesOfLibrariesAndModules() {
      assertThat(names("table_name", "tables", "true"))
          .contains(
              "spring_session",
              "spring_session_attributes",
              "event_publication",
              "scheduled_tasks",
              "organization",
              "app_user",
              "credit_entry",
              "migration_root",
              "migration_organization");
    }

    @Test
    void nameEveryConstraintOurselves() {
      assertThat(
              names(
                  "constraint_name",
                  "table_constraints",
                  "constraint_type <> 'CHECK' and table_name not like 'migration%'"))
          .isNotEmpty()
          .noneMatch(name -> name.startsWith("constraint_") || name.endsWith("_key"));
    }

    private List<String> names(String column, String view, String condition) {
      return jdbc.sql(
              "select %s from information_schema.%s where table_schema = 'public' and %s"
                  .formatted(column, view, condition))
          .query(String.class)
          .list();
    }
  }

  @Nested
  class H2Test extends Cases {}

  @Nested
  @OnPostgres
  class PostgresTest extends Cases {}
}
