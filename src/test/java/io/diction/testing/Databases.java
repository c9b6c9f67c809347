package io.diction.testing;

import java.util.UUID;
import java.util.stream.Stream;
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
        "h2",
        modules);
  }

  /** A fresh database in a real PostgreSQL. */
  public static DataSource postgres(String... modules) {
    return migrated(
        new DriverManagerDataSource(Postgres.newDatabase(), "postgres", "postgres"),
        "postgresql",
        modules);
  }

  private static DataSource migrated(DataSource source, String kind, String... modules) {
    for (String module : modules) {
      Flyway.configure()
          .dataSource(source)
          .locations(
              Stream.of("db/migration/" + module, "db/" + kind + "/" + module)
                  .filter(folder -> Databases.class.getClassLoader().getResource(folder) != null)
                  .map(folder -> "classpath:" + folder)
                  .toArray(String[]::new))
          .table("migration_" + module.replace("__", ""))
          .baselineOnMigrate(true)
          .baselineVersion("0")
          .load()
          .migrate();
    }
    return source;
  }
}
