package io.diction.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.diction.identity.Ids;
import io.diction.testing.Postgres;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import picocli.CommandLine;

@Tag("postgres")
class ResetAccessPostgresTest {
  @TempDir private Path folder;
  private final String url = Postgres.newDatabase();
  private final JdbcClient jdbc =
      JdbcClient.create(new DriverManagerDataSource(url, "postgres", "postgres"));
  private final UUID user = Ids.next();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private List<String> settings;

  @BeforeEach
  void nameTheDatabase() {
    settings =
        List.of(
            "--spring.profiles.active=postgres",
            "--spring.datasource.url=" + url,
            "--spring.datasource.username=postgres",
            "--spring.datasource.password=postgres",
            "--diction.data=" + folder,
            "--diction.account.address=https://diction.example");
  }

  @Test
  void letsAUserInWhoLostPasswordAppAndPasskeys() {
    run(new MigrateCommand());
    addUser();

    assertThat(run(new ResetAccessCommand(), "--user", "SYSOP@operations.example"))
        .as(err.toString())
        .isZero();

    assertThat(out.toString())
        .contains("are gone")
        .containsPattern("https://diction.example/welcome/\\S{20,}");
    assertThat(
            jdbc.sql("select second_factor_at from app_user where id = :id")
                .param("id", user)
                .query()
                .singleRow()
                .get("second_factor_at"))
        .isNull();
    for (String table : List.of("passkey_step", "recovery_code")) {
      assertThat(count(table)).as(table).isZero();
    }
    assertThat(count("invitation where closed_at is null")).isOne();
    assertThat(
            jdbc.sql("select distinct action from audit_entry order by action")
                .query(String.class)
                .list())
        .contains("user.reset-password");
    assertThat(run(new ResetAccessCommand(), "--user", "nobody@operations.example")).isEqualTo(1);
  }

  @Test
  void leavesADatabaseOfAnotherReleaseAsItIs() {
    assertThat(run(new ResetAccessCommand(), "--user", "sysop@operations.example")).isEqualTo(1);
    assertThat(count("information_schema.tables where table_schema = 'public'")).isZero();

    run(new MigrateCommand());
    addUser();
    jdbc.sql("delete from migration_account where version = '3'").update();
    jdbc.sql("drop table passkey_step").update();
    assertThat(run(new ResetAccessCommand(), "--user", "sysop@operations.example")).isEqualTo(1);
    assertThat(count("invitation")).isZero();
    assertThat(count("migration_account where version = '3'")).isZero();
  }

  private void addUser() {
    OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
    UUID organization = Ids.next();
    jdbc.sql(
            """
            insert into organization (id, name, name_key, reseller, time_zone, created_at)
            values (:id, 'Operations', 'operations', false, 'UTC', :now)
            """)
        .param("id", organization)
        .param("now", now)
        .update();
    jdbc.sql(
            """
            insert into app_user (id, organization_id, email, email_key, display_name,
                                  password_hash, role, created_at, second_factor_at)
            values (:id, :organization, 'sysop@operations.example', 'sysop@operations.example',
                    'Silvan', 'x', 'SYSOP', :now, :now)
            """)
        .param("id", user)
        .param("organization", organization)
        .param("now", now)
        .update();
    jdbc.sql("insert into passkey_step (user_id, since) values (:id, :now)")
        .param("id", user)
        .param("now", now)
        .update();
    jdbc.sql("insert into recovery_code (user_id, code_hash) values (:id, 'aa')")
        .param("id", user)
        .update();
  }

  private long count(String rows) {
    return jdbc.sql("select count(*) from " + rows).query(Long.class).single();
  }

  private int run(Object command, String... arguments) {
    CommandLine line = new CommandLine(command);
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(
        Stream.concat(List.of(arguments).stream(), settings.stream()).toArray(String[]::new));
  }
}
