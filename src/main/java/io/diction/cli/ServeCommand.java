package io.diction.cli;

import io.diction.DictionApplication;
import java.util.List;
import java.util.concurrent.Callable;
import org.springframework.boot.SpringApplication;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** Starts the portal; options of Spring Boot ({@code --server.port=…}) pass through. */
@Command(name = "serve", description = "Starts the portal (the default).")
final class ServeCommand implements Callable<Integer> {
  static final int KEEPS_RUNNING = -1;

  @Unmatched private List<String> springArguments = List.of();

  @Override
  public Integer call() {
    SpringApplication.run(DictionApplication.class, springArguments.toArray(String[]::new));
    return KEEPS_RUNNING;
  }
}
