package io.diction;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Brings the tables of each module up to date, those of the libraries first. What one kind of
 * database alone needs lies in a folder named after it and is numbered with the rest.
 */
final class Migrations {
  /** Folders below {@code db/migration}; a module's tables may refer to those of earlier ones. */
  static final List<String> MODULES =
      List.of(
          "__root",
          "web",
          "audit",
          "storage",
          "jobs",
          "organization",
          "account",
          "notification",
          "catalog",
          "project",
          "custommodel",
          "modelcopy",
          "modelfile",
          "dataset",
          "training",
          "evaluation",
          "sharing",
          "transcription",
          "usage",
          "lifecycle",
          "api");

  private Migrations() {}

  /**
   * Does nothing where every file has been applied as it is: Flyway takes a second to find that out
   * for all modules. What it has to say of edited, failed and unknown files is left to it.
   *
   * <p>The tables are made outside the pool. What H2 compiles of a constraint belongs to the
   * connection that made the table, or else to the open database (seen with 2.4.240): when that
   * connection ends, after half an hour in a pool, every row is refused. So the database is closed
   * after its tables were made, and opened anew by the pool.
   */
  static void migrateIfNeeded(Flyway flyway) {
    DataSource pool = flyway.getConfiguration().getDataSource();
    Optional<DataSource> file = embeddedFile(pool);
    try (Connection connection = file.orElse(pool).getConnection()) {
      if (isUpToDate(connection)) {
        if (file.isPresent()) {
          openWhileOpen(pool);
        }
        return;
      }
    } catch (SQLException e) {
      // Flyway says best what is wrong with it.
    }
    migrate(flyway, file.orElse(pool));
  }

  /** The database file without the pool; empty where the database is something else. */
  private static Optional<DataSource> embeddedFile(DataSource pool) {
    if (pool instanceof HikariDataSource hikari
        && hikari.getJdbcUrl().startsWith("jdbc:h2:file:")) {
      return Optional.of(
          new DriverManagerDataSource(
              hikari.getJdbcUrl(), hikari.getUsername(), hikari.getPassword()));
    }
    return Optional.empty();
  }

  /** To open the file a second time would take longer. */
  private static void openWhileOpen(DataSource pool) throws SQLException {
    pool.getConnection().close();
  }

  /**
   * Changes nothing: for what an operator does beside a running portal, whose processes may be of
   * another release.
   */
  static void requireUpToDate(Flyway flyway) {
    boolean upToDate;
    try (Connection connection = flyway.getConfiguration().getDataSource().getConnection()) {
      upToDate = isUpToDate(connection);
    } catch (SQLException e) {
      upToDate = false;
    }
    if (!upToDate) {
      throw new StartRefused(
          "the database is not of this release; use the one that it was made with, or run migrate"
              + " when no process of another is left");
    }
  }

  private static boolean isUpToDate(Connection connection) {
    try {
      Map<String, Map<String, Integer>> files = new TreeMap<>();
      for (String folder : folders(connection)) {
        for (Resource file :
            new PathMatchingResourcePatternResolver()
                .getResources("classpath*:" + folder + "/*/*.sql")) {
          String[] path = file.getURL().getPath().split("/");
          files
              .computeIfAbsent(path[path.length - 2], module -> new TreeMap<>())
              .put(path[path.length - 1], checksum(file));
        }
      }
      for (Map.Entry<String, Map<String, Integer>> module : files.entrySet()) {
        if (!applied(connection, module.getKey()).equals(module.getValue())) {
          return false;
        }
      }
      return !files.isEmpty();
    } catch (IOException | SQLException e) {
      // A new database has no history to read, and Flyway says best what is wrong with another.
      return false;
    }
  }

  /** Those of every database first. */
  private static List<String> folders(Connection connection) throws SQLException {
    String database = connection.getMetaData().getDatabaseProductName();
    return List.of("db/migration", "db/" + database.toLowerCase(Locale.ROOT));
  }

  private static List<String> folders(DataSource database) {
    try (Connection connection = database.getConnection()) {
      return folders(connection);
    } catch (SQLException e) {
      throw new IllegalStateException("the database cannot be reached", e);
    }
  }

  /** As Flyway reckons it: of the lines, whatever ends them. */
  private static int checksum(Resource file) throws IOException {
    CRC32 crc = new CRC32();
    file.getContentAsString(StandardCharsets.UTF_8)
        .lines()
        .forEach(line -> crc.update(line.getBytes(StandardCharsets.UTF_8)));
    return (int) crc.getValue();
  }

  private static Map<String, Integer> applied(Connection connection, String module)
      throws SQLException {
    Map<String, Integer> scripts = new TreeMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select script, checksum from %s where type = 'SQL' and success"
                    .formatted(history(module)))) {
      while (rows.next()) {
        scripts.put(rows.getString(1), rows.getInt(2));
      }
    }
    return scripts;
  }

  private static String history(String module) {
    return "migration_" + module.replace("__", "");
  }

  /** Each module numbers its own steps, so each has a history table of its own. */
  static void migrate(Flyway flyway) {
    migrate(flyway, flyway.getConfiguration().getDataSource());
  }

  private static void migrate(Flyway flyway, DataSource database) {
    List<String> folders = folders(database);
    for (String module : MODULES) {
      String[] locations =
          folders.stream()
              .map(folder -> folder + "/" + module)
              .filter(folder -> Migrations.class.getClassLoader().getResource(folder) != null)
              .map(folder -> "classpath:" + folder)
              .toArray(String[]::new);
      if (locations.length > 0) {
        Flyway.configure(flyway.getConfiguration().getClassLoader())
            .configuration(flyway.getConfiguration())
            .dataSource(database)
            .locations(locations)
            .table(history(module))
            // The second module finds the first one's tables: not a foreign schema.
            .baselineOnMigrate(true)
            .baselineVersion("0")
            .load()
            .migrate();
      }
    }
  }
}
