package io.diction.cli;

import io.diction.DictionApplication;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Unmatched;

/** Starts the portal; options of Spring Boot ({@code --server.port=…}) pass through. */
@Command(name = "serve", description = "Starts the portal (the default).")
final class ServeCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);
  static final int KEEPS_RUNNING = -1;

  @Unmatched private final List<String> springArguments = new ArrayList<>();

  @Override
  public Integer call() {
    return serve(springArguments.toArray(String[]::new));
  }

  static int serve(String... arguments) {
    try {
      ConfigurableApplicationContext context =
          SpringApplication.run(DictionApplication.class, arguments);
      // A port of -1 is a process for jobs alone.
      if (context instanceof WebServerApplicationContext web
          && web.getWebServer() != null
          && web.getWebServer().getPort() > 0) {
        LOG.info("Diction is ready at http://localhost:{}", web.getWebServer().getPort());
      } else {
        LOG.info("Diction is ready for jobs");
      }
      return KEEPS_RUNNING;
    } catch (RuntimeException e) {
      // Reported already: in one line by StartFailureReporter, or as a defect in the log.
      return ExitCode.SOFTWARE;
    }
  }
}
