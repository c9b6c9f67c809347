package io.diction.cli;

import io.diction.MigrateApplication;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Unmatched;

/** Brings the database up to date and ends: what a release runs before new processes start. */
@Command(name = "migrate", description = "Brings the database up to date and ends.")
final class MigrateCommand implements Callable<Integer> {
  @Unmatched private final List<String> springArguments = new ArrayList<>();

  @Override
  public Integer call() {
    SpringApplication application = new SpringApplication(MigrateApplication.class);
    application.setWebApplicationType(WebApplicationType.NONE);
    try {
      application.run(springArguments.toArray(String[]::new)).close();
      System.out.println("The database is up to date.");
      return ExitCode.OK;
    } catch (RuntimeException e) {
      return ExitCode.SOFTWARE;
    }
  }
}
