package io.diction.cli.csr;

import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Keeps the key and the address of a portal for {@code csr}. */
@Command(
    name = "config",
    description = "Keeps the key and the address of a portal for csr.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "set",
    exitCodeOnInvalidInput = 2)
public final class ConfigCommand {
  private final ClientConfig config;

  @Spec private CommandSpec spec;

  ConfigCommand() {
    this(ClientConfig.ofUser());
  }

  ConfigCommand(ClientConfig config) {
    this.config = config;
  }

  @Command(
      name = "set",
      description =
          "Sets the API key, or the address (host), such as https://speech.example.org. A region is"
              + " taken for scripts that set one, and changes nothing: a portal has none.",
      mixinStandardHelpOptions = true,
      exitCodeOnInvalidInput = 2)
  int set(
      @Parameters(paramLabel = "key|host|region") String name,
      @Parameters(paramLabel = "VALUE") String value)
      throws IOException {
    if (!List.of(ClientConfig.KEY, ClientConfig.HOST, ClientConfig.REGION).contains(name)) {
      throw new ParameterException(
          spec.commandLine(), "'%s' cannot be set: key, host and region can.".formatted(name));
    }
    if (name.equals(ClientConfig.HOST) && !value.matches("https?://[^/]+/?.*")) {
      throw new ParameterException(
          spec.commandLine(), "'%s' is no address with http:// or https://.".formatted(value));
    }
    config.set(name, value);
    spec.commandLine().getErr().printf("%s is kept in %s%n", name, config.file());
    return 0;
  }
}
