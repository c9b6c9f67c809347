package io.diction.bench;

import io.diction.speech.Progress;
import io.diction.speech.SpeechModel;
import io.diction.speech.adapt.CorpusSpeech;
import io.diction.speech.adapt.ModelFolder;
import io.diction.speech.adapt.TermLists;
import io.diction.speech.adapt.TrainingData;
import io.diction.speech.adapt.TrainingData.Use;
import io.diction.speech.adapt.TrainingRun;
import io.diction.speech.adapt.TrainingSettings;
import io.diction.speech.audio.AudioDecoder;
import io.diction.speech.audio.DecoderOptions;
import io.diction.speech.corpus.CorpusLimits;
import io.diction.speech.corpus.TrainingCorpus;
import io.diction.speech.decode.ConfidenceFitting;
import io.diction.speech.decode.ConfidenceFitting.Change;
import io.diction.speech.evaluate.Evaluation;
import io.diction.speech.evaluate.ModelEvaluation;
import io.diction.speech.evaluate.Reliability;
import io.diction.speech.text.TextNormalizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * How well confidences hold on all of {@code lj/dev}, for the base model and a custom model from
 * {@code lj/train} and the related text (or that in a folder given), and how their weights come
 * about ("fit": on {@code lj/train} alone; the custom models know only the other half of it).
 */
final class ConfidenceBenchmark {
  private final Path results;
  private final Path corpus;

  ConfidenceBenchmark(Path results) {
    this.results = results;
    String folder = System.getenv("DICTION_CORPUS");
    corpus = (folder == null ? Path.of("..", "shared", "corpus") : Path.of(folder)).resolve("lj");
  }

  void run(List<String> arguments) throws IOException {
    if (!Files.isDirectory(corpus)) {
      System.out.println("not measured: there is no " + corpus.toAbsolutePath().normalize());
    } else if (arguments.contains("fit")) {
      fit();
    } else {
      measure(arguments.isEmpty() ? null : Path.of(arguments.get(0)));
    }
  }

  private void measure(Path folder) throws IOException {
    SpeechModel base = SpeechModel.english();
    SpeechModel custom =
        ModelFolder.read(folder == null ? train("all", corpus.resolve("train")) : folder)
            .open(base);
    try (TrainingCorpus dev = TrainingCorpus.open(corpus.resolve("dev"), CorpusLimits.DEFAULT);
        AudioDecoder decoder = new AudioDecoder(DecoderOptions.defaults())) {
      CorpusSpeech speech =
          new CorpusSpeech(List.of(new CorpusSpeech.Part("", dev, Use.TEST)), decoder);
      List<ModelEvaluation.Reference> references =
          speech.utterances().stream()
              .map(u -> new ModelEvaluation.Reference(u.id(), u.text()))
              .toList();
      TextNormalizer normalizer =
          TextNormalizer.of("en-US", word -> !base.lexicon().pronunciations(word).isEmpty());
      List<Evaluation> evaluations =
          new ModelEvaluation(speech, normalizer, Runtime.getRuntime().availableProcessors())
              .run(List.of(base, custom), references, Progress.NONE)
              .evaluations();
      Map<String, Reliability> measured = new LinkedHashMap<>();
      measured.put("base", evaluations.get(0).reliability());
      measured.put("custom", evaluations.get(1).reliability());
      measured.forEach(ConfidenceBenchmark::print);
      JsonMapper.shared().writeValue(results.resolve("confidence.json").toFile(), measured);
    }
  }

  private static void print(String model, Reliability reliability) {
    System.out.printf(
        Locale.ROOT,
        "%s: %d words, expected calibration error %.3f, normalised cross entropy %.3f%n"
            + "  confidence  words   mean  right%n",
        model,
        reliability.words(),
        reliability.expectedCalibrationError(),
        reliability.normalizedCrossEntropy());
    for (int i = 0; i < reliability.bins().size(); i++) {
      Reliability.Bin bin = reliability.bins().get(i);
      System.out.printf(
          Locale.ROOT,
          "  %.1f to %.1f %6d  %.3f  %.3f%n",
          i / 10.0,
          (i + 1) / 10.0,
          bin.words(),
          bin.confidence(),
          bin.right());
    }
  }

  private void fit() throws IOException {
    List<Path> clips;
    try (Stream<Path> files = Files.list(corpus.resolve("train"))) {
      clips = files.filter(f -> f.toString().endsWith(".flac")).sorted().toList();
    }
    ConfidenceFitting fitting = new ConfidenceFitting();
    SpeechModel base = SpeechModel.english();
    fitting.add(base, every(clips, 2, 0), Change.NONE, 1);
    fitting.add(base, every(clips, 8, 1), Change.NOISE, 0.25);
    fitting.add(base, every(clips, 8, 3), Change.HIGHER, 0.25);
    for (int half = 0; half < 2; half++) {
      Path part = Files.createDirectories(results.resolve("confidence-half" + half));
      for (Path clip : every(clips, 2, 1 - half)) {
        for (String end : List.of(".flac", ".txt")) {
          String name = clip.getFileName().toString().replace(".flac", end);
          Files.write(part.resolve(name), Files.readAllBytes(clip.resolveSibling(name)));
        }
      }
      SpeechModel custom = ModelFolder.read(train("half" + half, part)).open(base);
      fitting.add(custom, every(clips, 4, half), Change.NONE, 0.5);
      fitting.add(custom, every(clips, 16, half), half == 0 ? Change.LOWER : Change.NOISE, 0.25);
    }
    System.out.println(fitting.words() + " words: " + Arrays.toString(fitting.fit()));
  }

  private static List<Path> every(List<Path> clips, int step, int first) {
    List<Path> chosen = new ArrayList<>();
    for (int i = first; i < clips.size(); i += step) {
      chosen.add(clips.get(i));
    }
    return chosen;
  }

  private Path train(String name, Path folder) throws IOException {
    Path output = results.resolve("confidence-model-" + name);
    try (TrainingCorpus train = TrainingCorpus.open(folder, CorpusLimits.DEFAULT);
        AudioDecoder decoder = new AudioDecoder(DecoderOptions.defaults())) {
      CorpusSpeech speech =
          new CorpusSpeech(List.of(new CorpusSpeech.Part("", train, Use.TRAIN)), decoder);
      List<TrainingData.Text> texts = new ArrayList<>(speech.texts().sentences());
      texts.add(TermLists.text(corpus.resolve("related-text.txt"), "related-text.txt"));
      TrainingRun run =
          new TrainingRun(
              results.resolve("confidence-work-" + name),
              SpeechModel.english(),
              new TrainingData(speech.utterances(), texts, List.of(), List.of()),
              new TrainingSettings(
                  name,
                  1,
                  Runtime.getRuntime().availableProcessors(),
                  results.resolve("confidence-cache")),
              speech);
      run.run(Progress.NONE);
      run.export(output);
    }
    return output;
  }
}
