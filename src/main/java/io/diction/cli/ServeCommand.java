package io.diction.cli;

import io.diction.DictionApplication;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.springframework.boot.SpringApplication;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Unmatched;

/** Starts the portal; options of Spring Boot ({@code --server.port=…}) pass through. */
@Command(name = "serve", description = "Starts the portal (the default).")
final class ServeCommand implements Callable<Integer> {
  static final int KEEPS_RUNNING = -1;

  @Unmatched private final List<String> springArguments = new ArrayList<>();

  @Override
  public Integer call() {
    try {
      SpringApplication.run(DictionApplication.class, springArguments.toArray(String[]::new));
      return KEEPS_RUNNING;
    } catch (RuntimeException e) {
      // Reported already: in one line by StartFailureReporter, or as a defect in the log.
      return ExitCode.SOFTWARE;
    }
  }
}
