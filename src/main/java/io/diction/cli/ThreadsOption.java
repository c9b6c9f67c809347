package io.diction.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** How many recordings a command works on at a time. */
final class ThreadsOption {
  private static final int MOST = 256;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Recordings worked on at a time (default: number of processors).")
  private @Nullable Integer threads;

  int workers(CommandLine command) {
    int workers = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    if (workers < 1 || workers > MOST) {
      throw new ParameterException(command, "--threads must be 1 to " + MOST + ", is " + workers);
    }
    return workers;
  }
}
