package io.diction;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.testing.DataTest;
import io.diction.testing.OnPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

class MigrationsTest {
  @Test
  void knowsEveryModulesFolder() throws IOException {
    try (Stream<Path> folders = Files.list(Path.of("src/main/resources/db/migration"))) {
      assertThat(folders.map(folder -> folder.getFileName().toString()))
          .isSubsetOf(Migrations.MODULES);
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
