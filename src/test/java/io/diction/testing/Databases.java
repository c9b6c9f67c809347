package io.diction.testing;

import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcConnectionPool;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Databases for tests without Spring, each with the tables of the named modules only ({@code
 * __root} for those of libraries).
 */
public final class Databases {
  private Databases() {}

  /** A fresh embedded database in memory, in the mode that the product uses. */
  public static DataSource h2(String... modules) {
    return migrated(
        JdbcConnectionPool.create(
            "jdbc:h2:mem:"
                + UUID.randomUUID()
                + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH"
                + ";LOCK_TIMEOUT=10000;DB_CLOSE_DELAY=-1",
            "sa",
            ""),
        modules);
  }

  /** A fresh database in a real PostgreSQL. */
  public static DataSource postgres(String... modules) {
    return migrated(
        new DriverManagerDataSource(Postgres.newDatabase(), "postgres", "postgres"), modules);
  }

  private static DataSource migrated(DataSource source, String... modules) {
    for (String module : modules) {
      Flyway.configure()
          .dataSource(source)
          .locations("classpath:db/migration/" + module)
          .table("migration_" + module.replace("__", ""))
          .baselineOnMigrate(true)
          .baselineVersion("0")
          .load()
          .migrate();
    }
    return source;
  }
}
