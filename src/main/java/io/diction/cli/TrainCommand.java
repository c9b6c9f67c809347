package io.diction.cli;

import io.diction.speech.Folders;
import io.diction.speech.FormatException;
import io.diction.speech.Json;
import io.diction.speech.SpeechModel;
import io.diction.speech.TemporaryFolder;
import io.diction.speech.adapt.CorpusSpeech;
import io.diction.speech.adapt.ModelArchive;
import io.diction.speech.adapt.ModelMetrics;
import io.diction.speech.adapt.TermLists;
import io.diction.speech.adapt.TrainingData;
import io.diction.speech.adapt.TrainingData.SpokenForm;
import io.diction.speech.adapt.TrainingData.Term;
import io.diction.speech.adapt.TrainingData.Use;
import io.diction.speech.adapt.TrainingException;
import io.diction.speech.adapt.TrainingRun;
import io.diction.speech.adapt.TrainingSettings;
import io.diction.speech.adapt.UserTexts;
import io.diction.speech.pack.LanguagePack;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

/** Trains a custom model from files and writes it to a folder. */
@Command(
    name = "train",
    description = "Trains a custom model on recordings with transcripts, text and vocabulary.",
    mixinStandardHelpOptions = true,
    exitCodeOnInvalidInput = 2)
final class TrainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--base",
      paramLabel = "NAME",
      defaultValue = SpeechModel.ENGLISH,
      description = "The language pack to adapt, by name (default: en-us).")
  private String base;

  @Option(
      names = "--data",
      paramLabel = "DIR|FILE",
      description =
          "Recordings with .txt, .vtt or .srt beside them, a .zip with trans.txt, or a manifest"
              + " .jsonl; repeatable.")
  private List<Path> data = List.of();

  @Option(
      names = "--test",
      paramLabel = "DIR|FILE",
      description = "Like --data, but only measures; without it a tenth of the data does.")
  private List<Path> test = List.of();

  @Option(
      names = "--text",
      paramLabel = "FILE",
      description =
          "Sentences of the domain, one a line, or structured text (.md), or a file of spoken forms"
              + " or of display rules; repeatable.")
  private List<Path> text = List.of();

  @Option(
      names = "--vocabulary",
      paramLabel = "FILE",
      description =
          "Terms, one a line; behind tabs optionally pronunciation (phones, or how it sounds) and"
              + " weight.")
  private List<Path> vocabulary = List.of();

  @Option(
      names = "--pronunciations",
      paramLabel = "FILE",
      description = "Displayed form, tab, how it is spoken; one a line.")
  private List<Path> pronunciations = List.of();

  @Option(
      names = "--display-rules",
      paramLabel = "FILE",
      description = "Own rules of display, with sections #itn, #rewrite, #profanity and #test.")
  private @Nullable Path displayRules;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      required = true,
      description = "Folder of the model, or a .zip; must not exist yet, or hold an older model.")
  private Path output;

  @Option(
      names = "--include-base",
      description =
          "Puts the base model into the output also when it is the built-in one, which every"
              + " Diction has; other packs are always included.")
  private boolean includeBase;

  @Mixin private PacksOption packs;

  @Option(
      names = "--name",
      description = "Name of the model (default: the name of the output folder).")
  private @Nullable String name;

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

  @Option(names = "--replace", description = "Writes over the model that is at --output.")
  private boolean replaces;

  @Option(names = "--json", description = "Writes the figures as JSON instead of as lines.")
  private boolean json;

  @Override
  public Integer call() {
    ConsoleProgress progress = new ConsoleProgress(spec.commandLine().getErr());
    int workers = threads.workers(spec.commandLine());
    if (isOccupied(output)) {
      throw new ParameterException(
          spec.commandLine(), output + " exists and is not a model; name a new folder");
    }
    if (Files.exists(output) && !replaces) {
      throw new ParameterException(
          spec.commandLine(),
          output + " exists already; name another, or say --replace to write over it");
    }
    try (Corpora corpora = new Corpora(progress)) {
      corpora.open(data, Use.TRAIN);
      corpora.open(test, Use.TEST);
      CorpusSpeech speech = corpora.speech();
      LanguagePack pack = packs.packs().get(base);
      WorkFolder folder = WorkFolder.of(work, output, spec.commandLine());
      TrainingRun run =
          new TrainingRun(
              folder.path(),
              pack.speechModel(),
              trainingData(speech),
              new TrainingSettings(
                  name == null ? fileName(output).replaceFirst("(?i)\\.zip$", "") : name,
                  seed,
                  workers,
                  Caches.pronunciations()),
              speech);
      run.run(progress);
      export(run, pack);
      report(run.metrics());
      if (!folder.isKept()) {
        folder.release();
        TrainingRun.discard(folder.path());
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

  private static boolean isArchive(Path output) {
    return fileName(output).toLowerCase(Locale.ROOT).endsWith(".zip");
  }

  private static boolean isOccupied(Path output) {
    return isArchive(output)
        ? Files.isDirectory(output)
        : Files.exists(output) && !Files.isRegularFile(output.resolve("manifest.json"));
  }

  private void export(TrainingRun run, LanguagePack pack) throws IOException {
    Path folder =
        isArchive(output)
            ? Files.createTempDirectory(TemporaryFolder.ofProcess(), "export")
            : output;
    try {
      Path model = isArchive(output) ? folder.resolve("model") : output;
      if (includeBase || !pack.isBuiltIn()) {
        run.exportWithBase(model, pack);
      } else {
        run.export(model);
      }
      if (isArchive(output)) {
        ModelArchive.pack(model, output);
      }
    } finally {
      if (isArchive(output)) {
        Folders.delete(folder);
      }
    }
  }

  private TrainingData trainingData(CorpusSpeech speech) throws IOException {
    UserTexts texts = speech.texts();
    for (Path file : text) {
      TermLists.check(file, fileName(file));
      texts.add(file, fileName(file));
    }
    List<Term> terms = new ArrayList<>();
    for (Path file : vocabulary) {
      terms.addAll(TermLists.vocabulary(file, fileName(file)));
    }
    List<SpokenForm> forms = new ArrayList<>(texts.spokenForms());
    for (Path file : pronunciations) {
      forms.addAll(TermLists.spokenForms(file, fileName(file)));
    }
    List<String> rules = new ArrayList<>(texts.displayRules());
    if (displayRules != null) {
      rules.addAll(DisplayOptions.lines(displayRules));
    }
    return new TrainingData(speech.utterances(), texts.sentences(), terms, forms, rules);
  }

  private void report(ModelMetrics metrics) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.print(Json.text(metrics));
    } else {
      metrics.describe().forEach(out::println);
    }
    out.flush();
  }

  private static String fileName(Path file) {
    return String.valueOf(file.toAbsolutePath().normalize().getFileName());
  }
}
