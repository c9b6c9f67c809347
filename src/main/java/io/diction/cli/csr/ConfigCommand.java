package io.diction.cli.csr;

import java.io.IOException;
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
  @Spec private CommandSpec spec;

  @Command(
      name = "set",
      description = "Sets the API key, or the address, such as https://speech.example.org.",
      mixinStandardHelpOptions = true,
      exitCodeOnInvalidInput = 2)
  int set(
      @Parameters(paramLabel = "key|host") String name,
      @Parameters(paramLabel = "VALUE") String value)
      throws IOException {
    if (!name.equals(ClientConfig.KEY) && !name.equals(ClientConfig.HOST)) {
      throw new ParameterException(
          spec.commandLine(), "'%s' cannot be set: key and host can.".formatted(name));
    }
    if (name.equals(ClientConfig.HOST) && !value.matches("https?://[^/]+/?.*")) {
      throw new ParameterException(
          spec.commandLine(), "'%s' is no address with http:// or https://.".formatted(value));
    }
    ClientConfig config = ClientConfig.ofUser();
    config.set(name, value);
    spec.commandLine().getErr().printf("%s is kept in %s%n", name, config.file());
    return 0;
  }
}
