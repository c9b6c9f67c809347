package io.diction.cli;

import io.diction.cli.csr.ConfigCommand;
import io.diction.cli.csr.CsrCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Entry point of {@code diction.jar}: the named command, or the server when none is named. */
@Command(
    name = "diction",
    description = "Custom speech recognition models: portal and command line.",
    mixinStandardHelpOptions = true,
    version = "diction 0.1.0",
    subcommands = {
      ServeCommand.class,
      MigrateCommand.class,
      ResetAccessCommand.class,
      TranscribeCommand.class,
      TrainCommand.class,
      EvaluateCommand.class,
      AlignCommand.class,
      CheckCommand.class,
      PackCommand.class,
      StorageCommand.class,
      CsrCommand.class,
      ConfigCommand.class,
      InstallCliCommand.class,
      AutoComplete.GenerateCompletion.class,
      HelpOfCommand.class
    })
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    int exitCode = run(arguments);
    // A running server keeps its own threads; only a finished command ends the process.
    if (exitCode != ServeCommand.KEEPS_RUNNING) {
      System.exit(exitCode);
    }
  }

  static int run(String... arguments) {
    boolean serverByDefault =
        arguments.length == 0
            || arguments[0].startsWith("--spring.")
            || arguments[0].startsWith("--diction.")
            || arguments[0].startsWith("--server.");
    if (serverByDefault) {
      return ServeCommand.serve(arguments);
    }
    if (arguments[0].equals("serve")) {
      return ServeCommand.serve(Arrays.copyOfRange(arguments, 1, arguments.length));
    }
    return command(arguments);
  }

  /** What is wrong stands last and alone: behind all of a command's options nobody would see it. */
  private static int explain(ParameterException wrong, String[] arguments) {
    CommandLine command = wrong.getCommandLine();
    PrintWriter err = command.getErr();
    err.println(wrong.getMessage());
    UnmatchedArgumentException.printSuggestions(wrong, err);
    err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  /** The server's start does without: to describe all commands takes half a second. */
  private static int command(String... arguments) {
    CommandLine line = new CommandLine(new Main());
    line.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
    // What csr writes to @files and reads from them are single values, not arguments.
    line.setExpandAtFiles(arguments.length == 0 || !arguments[0].equals("csr"));
    line.setExecutionExceptionHandler(
        (defect, command, parsed) -> {
          command.getErr().println("Something went wrong inside Diction: " + defect);
          return 1;
        });
    line.setParameterExceptionHandler(Main::explain);
    return line.execute(arguments);
  }
}
