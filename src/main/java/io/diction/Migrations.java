package io.diction;

import java.util.List;
import org.flywaydb.core.Flyway;

/** Brings the tables of each module up to date, those of the libraries first. */
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
          "catalog",
          "custommodel",
          "dataset",
          "training",
          "evaluation",
          "sharing",
          "transcription",
          "usage",
          "api");

  private Migrations() {}

  /** Each module numbers its own steps, so each has a history table of its own. */
  static void migrate(Flyway flyway) {
    for (String module : MODULES) {
      String folder = "db/migration/" + module;
      if (Migrations.class.getClassLoader().getResource(folder) != null) {
        Flyway.configure(flyway.getConfiguration().getClassLoader())
            .configuration(flyway.getConfiguration())
            .locations("classpath:" + folder)
            .table("migration_" + module.replace("__", ""))
            // The second module finds the first one's tables: not a foreign schema.
            .baselineOnMigrate(true)
            .baselineVersion("0")
            .load()
            .migrate();
      }
    }
  }
}
