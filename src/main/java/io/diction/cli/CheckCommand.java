package io.diction.cli;

import io.diction.dataset.check.DataCheck;
import io.diction.dataset.check.DataCheck.Outcome;
import io.diction.dataset.check.DataCheck.Surroundings;
import io.diction.dataset.finding.FindingTexts;
import io.diction.dataset.finding.ReportWriter;
import io.diction.speech.FormatException;
import io.diction.speech.SpeechModel;
import io.diction.speech.SpeechModels;
import io.diction.speech.audio.AudioDecoder;
import io.diction.speech.audio.DecoderOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.context.support.ResourceBundleMessageSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says what is wrong with data before anybody uploads it. */
@Command(
    name = "check",
    description = {
      "Checks recordings, transcripts, manifests and archives as an upload would, and keeps nothing.",
      "Exit codes: 0 nothing is blocked, 3 something is, 1 nothing could be checked."
    },
    mixinStandardHelpOptions = true,
    exitCodeOnInvalidInput = 2)
final class CheckCommand implements Callable<Integer> {
  private static final int BLOCKED = 3;

  /** How findings are written. */
  enum Format {
    text,
    csv,
    json
  }

  @Spec private CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "FOLDER|FILE",
      required = true,
      arity = "1..*",
      description = "Folders, archives, manifests, recordings or texts.")
  private List<Path> data;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text, csv or json (default: text).")
  private Format format;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Writes there instead of to standard output.")
  private @Nullable Path output;

  @Option(
      names = "--measures",
      paramLabel = "FILE",
      description = "Writes what was measured in each file there, as CSV; json has it anyway.")
  private @Nullable Path measures;

  @Option(
      names = "--model",
      paramLabel = "NAME|DIR|ZIP",
      defaultValue = "en-us",
      description =
          "A language pack by name, or a custom model, which tries pronunciations and rules of"
              + " display (default: en-us).")
  private String model;

  @Mixin private PacksOption packs;

  private @Nullable String noModel;

  @Override
  public Integer call() {
    ConsoleProgress progress = new ConsoleProgress(spec.commandLine().getErr(), true);
    List<FindingTexts.Line> lines = new ArrayList<>();
    Outcome all = Outcome.NOTHING;
    try (AudioDecoder decoder = new AudioDecoder(DecoderOptions.defaults())) {
      DataCheck check = new DataCheck(decoder);
      for (Path source : data) {
        if (!Files.exists(source)) {
          progress.message(source + ": no such file or folder");
          return 1;
        }
        all =
            all.and(
                check.check(
                    source, name(source), Surroundings.with(this::base), progress.unheard()));
      }
      if (noModel != null) {
        progress.message(noModel);
        return 1;
      }
      lines.addAll(texts().of(all.findings()));
      write(lines, all);
    } catch (IOException e) {
      progress.message(Reasons.of(e));
      return 1;
    }
    long errors = lines.stream().filter(FindingTexts.Line::error).count();
    progress.message(
        String.format(
            Locale.ROOT,
            "%d files, %.1f minutes of audio, %d errors, %d warnings",
            all.files(),
            all.audioSeconds() / 60,
            errors,
            lines.size() - errors));
    return errors > 0 ? BLOCKED : 0;
  }

  /** Asked in the middle of a check, which would blame the file for a model that is not there. */
  private Optional<SpeechModel> base() {
    try {
      return Optional.of(SpeechModels.open(model, packs.packs()).model());
    } catch (FormatException none) {
      noModel = none.getMessage();
      return Optional.empty();
    } catch (IOException problem) {
      noModel = Reasons.of(problem);
      return Optional.empty();
    }
  }

  private static String name(Path source) {
    return String.valueOf(source.toAbsolutePath().normalize().getFileName());
  }

  static FindingTexts texts() {
    LocaleContextHolder.setLocale(Locale.ENGLISH);
    ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
    messages.setBasenames(
        "messages/dataset",
        "messages/dataset-check",
        "messages/dataset-folder",
        "messages/dataset-lines",
        "messages/dataset-reasons");
    messages.setFallbackToSystemLocale(false);
    messages.setDefaultEncoding(StandardCharsets.UTF_8.name());
    return new FindingTexts(messages);
  }

  private void write(List<FindingTexts.Line> lines, Outcome outcome) throws IOException {
    if (measures != null) {
      Files.writeString(measures, outcome.measuresCsv());
    }
    String text =
        switch (format) {
          case csv -> ReportWriter.csv(lines);
          case json -> ReportWriter.json("", lines, outcome.measures());
          case text -> text(lines);
        };
    Path file = output;
    if (file != null) {
      Files.writeString(file, text);
    } else {
      PrintWriter out = spec.commandLine().getOut();
      out.print(text);
      out.flush();
    }
  }

  private static String text(List<FindingTexts.Line> lines) {
    StringBuilder text = new StringBuilder();
    for (FindingTexts.Line line : lines) {
      text.append(line.error() ? "error: " : "warning: ").append(line.file()).append(": ");
      if (!line.place().isEmpty()) {
        text.append(line.place()).append(' ');
      }
      text.append(line.sentence()).append(' ').append(line.remedy());
      text.append(" [").append(line.code()).append("]\n");
    }
    return text.toString();
  }
}
