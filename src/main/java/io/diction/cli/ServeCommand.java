package io.diction.cli;

import io.diction.DictionApplication;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
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
import picocli.CommandLine.Option;
import picocli.CommandLine.Unmatched;

/** Starts the portal; options of Spring Boot ({@code --server.port=…}) pass through. */
@Command(name = "serve", description = "Starts the portal (the default).")
final class ServeCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);
  private static final String TRY = "--try";
  static final int KEEPS_RUNNING = -1;

  @Option(
      names = TRY,
      description = "Starts, asks for the first page and stops: whether this would serve.")
  private boolean attempt;

  @Unmatched private final List<String> springArguments = new ArrayList<>();

  @Override
  public Integer call() {
    return serve(attempt, springArguments);
  }

  /** Without the command line's own parser, which takes half a second to be ready. */
  static int serve(String... arguments) {
    List<String> others = new ArrayList<>(List.of(arguments));
    boolean attempt = others.removeIf(TRY::equals);
    return serve(attempt, others);
  }

  private static int serve(boolean attempt, List<String> arguments) {
    try {
      ConfigurableApplicationContext context =
          SpringApplication.run(DictionApplication.class, arguments.toArray(String[]::new));
      // A port of -1 is a process for jobs alone.
      int port =
          context instanceof WebServerApplicationContext web && web.getWebServer() != null
              ? web.getWebServer().getPort()
              : -1;
      if (port > 0) {
        LOG.info("Diction is ready at http://localhost:{}", port);
      } else {
        LOG.info("Diction is ready for jobs");
      }
      return attempt ? stop(context, port) : KEEPS_RUNNING;
    } catch (RuntimeException e) {
      // Reported already: in one line by StartFailureReporter, or as a defect in the log.
      return ExitCode.SOFTWARE;
    }
  }

  private static int stop(ConfigurableApplicationContext context, int port) {
    try (context) {
      boolean serves = port <= 0 || answers(port);
      LOG.info(serves ? "Stopping: this would serve" : "Stopping: the first page does not come");
      return serves ? ExitCode.OK : ExitCode.SOFTWARE;
    }
  }

  /** Any answer that is no failure of ours will do: without users the first page is another. */
  private static boolean answers(int port) {
    URI page = URI.create("http://127.0.0.1:" + port + "/sign-in");
    try {
      return HttpClient.newHttpClient()
              .send(HttpRequest.newBuilder(page).build(), BodyHandlers.discarding())
              .statusCode()
          < 400;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
