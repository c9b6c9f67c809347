package io.diction.cli;

import io.diction.speech.FormatException;
import io.diction.speech.Json;
import io.diction.speech.adapt.CorpusSpeech;
import io.diction.speech.adapt.TermLists;
import io.diction.speech.adapt.TrainingData.Text;
import io.diction.speech.adapt.TrainingData.Use;
import io.diction.speech.adapt.TrainingException;
import io.diction.speech.lexicon.Dictionary;
import io.diction.speech.scratch.PackNames;
import io.diction.speech.scratch.ScratchData;
import io.diction.speech.scratch.ScratchFigures;
import io.diction.speech.scratch.ScratchSettings;
import io.diction.speech.scratch.ScratchTraining;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Trains a language pack from scratch. */
@Command(
    name = "train",
    description = {
      "Trains a language pack from scratch, for a language that has no published one: from"
          + " recordings with transcripts and a dictionary.",
      "At least 5 minutes of speech are needed; one speaker's commands take half an hour, everyday"
          + " use of many speakers ten hours or more."
    },
    mixinStandardHelpOptions = true,
    exitCodeOnInvalidInput = 2)
final class PackTrainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--locale", required = true, description = "The language spoken, such as nl-NL.")
  private String locale;

  @Option(
      names = "--data",
      paramLabel = "DIR|FILE",
      required = true,
      description =
          "Recordings with .txt, .vtt or .srt beside them, a .zip with trans.txt, or a manifest"
              + " .jsonl; repeatable.")
  private List<Path> data = List.of();

  @Option(
      names = "--test",
      paramLabel = "DIR|FILE",
      description = "Like --data, but only measures; without it a twentieth of the data does.")
  private List<Path> test = List.of();

  @Option(
      names = "--dictionary",
      paramLabel = "FILE",
      description = {
        "Word and its phones, one pronunciation a line, further ones as word(2); without it the"
            + " letters of words are their phones, which serves languages written as they are"
            + " spoken."
      })
  private @Nullable Path dictionary;

  @Option(
      names = "--text",
      paramLabel = "FILE",
      description =
          "Sentences of the language for the language model, beside the transcripts; repeatable.")
  private List<Path> text = List.of();

  @Option(
      names = "--classes",
      paramLabel = "FILE",
      description =
          "Phones that sound alike: a name and phones, one class a line. Classes are found in any"
              + " case.")
  private @Nullable Path classes;

  @Option(
      names = "--telephone",
      description = "Looks at nothing above 3.7 kHz, for telephone speech.")
  private boolean telephone;

  @Option(
      names = "--tied-states",
      paramLabel = "N",
      defaultValue = "0",
      description = "Tied states of triphones at most (default: by the amount of speech).")
  private int tiedStates;

  @Option(
      names = "--gaussians",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Gaussians of a tied state at most, a power of two (default: by the amount of speech).")
  private int gaussians;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      required = true,
      description = "Folder of the pack; must not exist yet, or hold an older pack.")
  private Path output;

  @Option(names = "--name", description = "Name of the pack (default: that of the output folder).")
  private @Nullable String name;

  @Option(names = "--date", description = "Date of the pack, as 20260131 (default: today).")
  private @Nullable String date;

  @Option(
      names = "--licence",
      defaultValue = "",
      description = "Under which terms the pack may be used.")
  private String licence;

  @Option(
      names = "--work",
      paramLabel = "DIR",
      description =
          "Working folder; kept, so that the same command continues after an interruption"
              + " (default: beside the output, removed at the end).")
  private @Nullable Path work;

  @Option(names = "--seed", defaultValue = "1", description = "Seed of everything random.")
  private long seed;

  @Mixin private ThreadsOption threads;

  @Option(names = "--json", description = "Writes the figures as JSON instead of as lines.")
  private boolean json;

  @Override
  public Integer call() {
    ConsoleProgress progress = new ConsoleProgress(spec.commandLine().getErr());
    ScratchSettings settings = settings();
    if (Files.exists(output) && !Files.isRegularFile(output.resolve("pack.json"))) {
      throw new ParameterException(
          spec.commandLine(), output + " exists and is not a pack; name a new folder");
    }
    PackNames names = names();
    if (Locale.forLanguageTag(locale).getLanguage().isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "--locale must name a language, such as nl-NL, not " + locale);
    }
    try (Corpora corpora = new Corpora(progress)) {
      corpora.open(data, Use.TRAIN);
      corpora.open(test, Use.TEST);
      CorpusSpeech speech = corpora.speech();
      WorkFolder folder = WorkFolder.of(work, output, spec.commandLine());
      ScratchTraining training =
          new ScratchTraining(folder.path(), names, scratchData(speech), settings, speech);
      training.run(progress);
      training.export(output);
      report(training.result());
      if (!folder.isKept()) {
        folder.release();
        ScratchTraining.discard(folder.path());
      }
      return 0;
    } catch (FormatException | TrainingException e) {
      progress.message(e.getMessage());
    } catch (UncheckedIOException e) {
      progress.message(Reasons.of(e.getCause()));
    } catch (IOException e) {
      progress.message(Reasons.of(e));
    }
    return 1;
  }

  private ScratchSettings settings() {
    int workers = threads.workers(spec.commandLine());
    try {
      ScratchSettings settings =
          ScratchSettings.DEFAULT
              .withThreads(workers)
              .withSeed(seed)
              .withSize(tiedStates, gaussians);
      return telephone ? settings.withFeatures(ScratchSettings.TELEPHONE) : settings;
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage());
    }
  }

  private PackNames names() {
    String today = LocalDate.now(ZoneOffset.UTC).format(DateTimeFormatter.BASIC_ISO_DATE);
    String called = name == null ? fileName(output).toLowerCase(Locale.ROOT) : name;
    try {
      return new PackNames(
          called, date == null ? today : date, dictionary == null ? "letters" : "", licence);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage());
    }
  }

  private ScratchData scratchData(CorpusSpeech speech) throws IOException {
    List<Text> texts = new ArrayList<>(speech.texts().sentences());
    for (Path file : text) {
      texts.add(TermLists.text(file, fileName(file)));
    }
    List<List<String>> alike = new ArrayList<>();
    if (classes != null) {
      for (String line : DisplayOptions.lines(existing(classes))) {
        List<String> columns = List.of(line.strip().split("\\s+"));
        if (columns.size() > 1) {
          alike.add(columns.subList(1, columns.size()));
        }
      }
    }
    return new ScratchData(locale, readDictionary(), speech.utterances(), texts, alike);
  }

  private @Nullable Dictionary readDictionary() throws IOException {
    if (dictionary == null) {
      return null;
    }
    try (InputStream in = Files.newInputStream(existing(dictionary))) {
      return Dictionary.read(in, fileName(dictionary));
    }
  }

  private static Path existing(Path file) throws NoSuchFileException {
    if (!Files.isRegularFile(file)) {
      throw new NoSuchFileException(file.toString());
    }
    return file;
  }

  private void report(ScratchFigures figures) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.print(Json.text(figures));
    } else {
      figures.describe().forEach(out::println);
      out.println("Install it: diction pack install " + output);
    }
    out.flush();
  }

  private static String fileName(Path file) {
    return String.valueOf(file.toAbsolutePath().normalize().getFileName());
  }
}
