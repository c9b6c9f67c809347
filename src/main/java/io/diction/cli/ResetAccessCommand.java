package io.diction.cli;

import io.diction.account.AccessReset;
import io.diction.identity.SignedIn;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Lets a user in again whom no administrator can help. */
@Command(
    name = "reset-access",
    description = {
      "Lets a user in again who lost password, authenticator app or passkeys.",
      "For the administrator whom no other can help. Stop the portal first, unless it is on PostgreSQL."
    },
    footer = "Settings of the portal, such as --diction.data=FOLDER, follow.")
final class ResetAccessCommand implements Callable<Integer> {
  @Option(
      names = "--user",
      required = true,
      paramLabel = "EMAIL",
      description = "Whom to let in, by e-mail address.")
  private String email = "";

  @Option(
      names = "--password",
      description = "Print a link by which a new password is chosen, once.")
  private boolean password;

  @Option(
      names = "--second-step",
      description = "Take app, passkeys and recovery codes away. Without either option: both.")
  private boolean secondStep;

  @Unmatched private final List<String> springArguments = new ArrayList<>();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    // A mistyped option must not do more than was meant.
    for (String argument : springArguments) {
      if (!argument.matches("--[a-zA-Z][\\w.\\[\\]-]*=.*")) {
        throw new ParameterException(
            spec.commandLine(), "Unknown option: '%s'".formatted(argument));
      }
    }
    SpringApplication application = new SpringApplication(ResetAccessApplication.class);
    application.setWebApplicationType(WebApplicationType.NONE);
    ConfigurableApplicationContext portal;
    try {
      portal = application.run(springArguments.toArray(String[]::new));
    } catch (RuntimeException told) {
      return ExitCode.SOFTWARE;
    }
    try (portal) {
      return reset(portal.getBean(AccessReset.class), portal.getEnvironment());
    }
  }

  private int reset(AccessReset access, Environment settings) {
    Optional<SignedIn> user = access.find(email);
    if (user.isEmpty()) {
      spec.commandLine()
          .getErr()
          .println(
              "Nobody with the address %s may come in: there is no such user, or it was deactivated."
                  .formatted(email));
      return ExitCode.SOFTWARE;
    }
    boolean both = password == secondStep;
    if (both || secondStep) {
      access.removeSecondStep(user.get());
      say("App, passkeys and recovery codes of %s are gone; it is signed out everywhere.", email);
    }
    if (both || password) {
      say("A new password is chosen here, once and within seven days:");
      say("%s%s", address(settings), access.offerPassword(user.get()));
    }
    return ExitCode.OK;
  }

  private void say(String sentence, Object... arguments) {
    spec.commandLine().getOut().println(sentence.formatted(arguments));
  }

  private static String address(Environment settings) {
    String context =
        settings.getProperty("server.servlet.context-path", "").replaceFirst("/+$", "");
    String address = settings.getProperty("diction.account.address", "").replaceFirst("/+$", "");
    if (address.isEmpty()) {
      return "http://localhost:" + settings.getProperty("server.port", "8080") + context;
    }
    // As the portal makes its links: a path of the address is that of the proxy, context included.
    return URI.create(address).getPath().isEmpty() ? address + context : address;
  }
}
