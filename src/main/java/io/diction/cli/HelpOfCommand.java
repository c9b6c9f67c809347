package io.diction.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Explains a command, or one of its own commands: {@code help csr model create}. */
@Command(
    name = "help",
    description = "Explains a command: help csr model create.",
    helpCommand = true,
    exitCodeOnInvalidInput = 2)
final class HelpOfCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Parameters(arity = "0..*", paramLabel = "COMMAND", description = "The command, word by word.")
  private List<String> words = List.of();

  @Override
  public void run() {
    CommandLine told = spec.parent().commandLine();
    for (String word : words) {
      CommandLine next = told.getSubcommands().get(word);
      if (next == null) {
        throw new ParameterException(
            told,
            "There is no command '%s'; there are: %s."
                .formatted(word, String.join(", ", told.getSubcommands().keySet())));
      }
      told = next;
    }
    told.usage(spec.commandLine().getOut());
  }
}
