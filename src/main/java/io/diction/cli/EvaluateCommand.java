package io.diction.cli;

import io.diction.speech.FormatException;
import io.diction.speech.Json;
import io.diction.speech.SpeechModel;
import io.diction.speech.SpeechModels;
import io.diction.speech.adapt.CorpusSpeech;
import io.diction.speech.adapt.TermLists;
import io.diction.speech.adapt.TrainingData;
import io.diction.speech.adapt.TrainingData.Use;
import io.diction.speech.evaluate.EvaluationReport;
import io.diction.speech.evaluate.ModelEvaluation;
import io.diction.speech.text.TextNormalizer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures the word error rate of a model, or of two models against each other. */
@Command(
    name = "evaluate",
    description = "Measures the word error rate of a model on recordings with transcripts.",
    mixinStandardHelpOptions = true,
    exitCodeOnInvalidInput = 2)
final class EvaluateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--model",
      paramLabel = "NAME|DIR|ZIP",
      required = true,
      description =
          "The model to measure: a language pack by name, or the folder or .zip of a custom model.")
  private String model;

  @Option(
      names = "--against",
      paramLabel = "NAME|DIR|ZIP",
      description = "A model to compare it with, on the same recordings.")
  private @Nullable String against;

  @Mixin private PacksOption packs;

  @Mixin private VoiceOption voice;

  @Option(
      names = "--data",
      paramLabel = "DIR|FILE",
      required = true,
      description =
          "Recordings with .txt, .vtt or .srt beside them, a .zip with trans.txt, or a manifest"
              + " .jsonl; repeatable.")
  private List<Path> data;

  @Option(
      names = "--vocabulary",
      paramLabel = "FILE",
      description =
          "Terms, one a line, of which to tell recall and precision; what is behind a tab is not"
              + " read.")
  private @Nullable Path vocabulary;

  @Option(names = "--seed", defaultValue = "1", description = "Seed of the confidence intervals.")
  private long seed;

  @Mixin private ThreadsOption threads;

  @Option(names = "--json", description = "Writes JSON, with every utterance's alignment.")
  private boolean json;

  @Override
  public Integer call() {
    ConsoleProgress progress = new ConsoleProgress(spec.commandLine().getErr());
    int workers = threads.workers(spec.commandLine());
    try (Corpora corpora = new Corpora(progress)) {
      corpora.open(data, Use.TEST);
      CorpusSpeech speech = corpora.speech();
      List<ModelEvaluation.Reference> references = new ArrayList<>();
      Map<String, String> speakers = speech.speakers();
      for (TrainingData.Utterance utterance : speech.utterances()) {
        references.add(
            new ModelEvaluation.Reference(
                utterance.id(), utterance.text(), speakers.getOrDefault(utterance.id(), "")));
      }
      if (references.isEmpty()) {
        progress.message("no recording with a transcript found");
        return 1;
      }
      List<SpeechModel> models = new ArrayList<>();
      SpeechModels.Opened first = SpeechModels.open(model, packs.packs());
      models.add(voice.apply(first.model()));
      if (against != null) {
        models.add(voice.apply(SpeechModels.open(against, packs.packs()).model()));
      }
      ModelEvaluation.Result result =
          new ModelEvaluation(speech, first.base(), workers).run(models, references, progress);
      result
          .unreadable()
          .forEach(u -> progress.message("not measured: " + u.id() + ": " + u.reason()));
      if (result.evaluations().get(0).utterances().isEmpty()) {
        progress.message("no recording could be decoded");
        return 1;
      }
      List<String> names = new ArrayList<>(List.of(model));
      if (against != null) {
        names.add(against);
      }
      report(
          EvaluationReport.of(
              names, result, terms(ModelEvaluation.normalizer(first.base())), seed));
      return result.unreadable().isEmpty() ? 0 : 1;
    } catch (FormatException e) {
      progress.message(e.getMessage());
    } catch (IOException e) {
      progress.message(Reasons.of(e));
    }
    return 1;
  }

  private List<String> terms(TextNormalizer normalizer) throws IOException {
    List<String> terms = new ArrayList<>();
    if (vocabulary != null) {
      for (TrainingData.Term term : TermLists.vocabulary(vocabulary, "vocabulary")) {
        String words = String.join(" ", normalizer.words(term.term()));
        if (!words.isEmpty() && !terms.contains(words)) {
          terms.add(words);
        }
      }
    }
    return terms;
  }

  private void report(EvaluationReport report) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.print(Json.text(report));
    } else {
      report.describe().forEach(out::println);
    }
    out.flush();
  }
}
