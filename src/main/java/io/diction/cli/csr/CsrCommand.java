package io.diction.cli.csr;

import picocli.CommandLine.Command;

/** Works on a portal's projects, datasets, models and so on, by its REST API. */
@Command(
    name = "csr",
    description = "Works on a portal by its REST API: custom speech recognition.",
    mixinStandardHelpOptions = true,
    subcommands = {
      CsrCommand.ProjectCommand.class,
      CsrCommand.DatasetCommand.class,
      CsrCommand.ModelCommand.class,
      CsrCommand.EvaluationCommand.class,
      CsrCommand.EndpointCommand.class,
      CsrCommand.TranscriptionCommand.class
    },
    synopsisSubcommandLabel = "project|dataset|model|evaluation|endpoint|transcription",
    exitCodeOnInvalidInput = 2)
public final class CsrCommand {
  /** Projects. */
  @Command(name = "project", description = "Containers of one locale.")
  static final class ProjectCommand extends EntityCommand {
    ProjectCommand() {
      super(Entity.PROJECT);
    }
  }

  /** Datasets. */
  @Command(name = "dataset", description = "Data to train and to measure with.")
  static final class DatasetCommand extends EntityCommand {
    DatasetCommand() {
      super(Entity.DATASET);
    }
  }

  /** Custom models. */
  @Command(name = "model", description = "Custom models.")
  static final class ModelCommand extends EntityCommand {
    ModelCommand() {
      super(Entity.MODEL);
    }
  }

  /** Evaluations. */
  @Command(name = "evaluation", description = "Two models measured with one dataset.")
  static final class EvaluationCommand extends EntityCommand {
    EvaluationCommand() {
      super(Entity.EVALUATION);
    }
  }

  /** Endpoints. */
  @Command(name = "endpoint", description = "Deployed models.")
  static final class EndpointCommand extends EntityCommand {
    EndpointCommand() {
      super(Entity.ENDPOINT);
    }
  }

  /** Transcriptions. */
  @Command(name = "transcription", description = "Recordings recognised together.")
  static final class TranscriptionCommand extends EntityCommand {
    TranscriptionCommand() {
      super(Entity.TRANSCRIPTION);
    }
  }
}
