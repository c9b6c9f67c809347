package io.diction.bench;

import io.diction.speech.Folders;
import io.diction.speech.Json;
import io.diction.speech.Progress;
import io.diction.speech.RecognitionSettings.Voice;
import io.diction.speech.SpeechModel;
import io.diction.speech.acoustic.AcousticModel;
import io.diction.speech.adapt.CorpusSpeech;
import io.diction.speech.adapt.ModelFolder;
import io.diction.speech.adapt.ModelMetrics;
import io.diction.speech.adapt.TermLists;
import io.diction.speech.adapt.TrainingData;
import io.diction.speech.adapt.TrainingData.Term;
import io.diction.speech.adapt.TrainingData.Text;
import io.diction.speech.adapt.TrainingData.Use;
import io.diction.speech.adapt.TrainingData.Utterance;
import io.diction.speech.adapt.TrainingRun;
import io.diction.speech.adapt.TrainingSettings;
import io.diction.speech.align.Alignment;
import io.diction.speech.align.AlignmentModel;
import io.diction.speech.align.AlignmentSettings;
import io.diction.speech.align.UtteranceAligner;
import io.diction.speech.audio.Audio;
import io.diction.speech.audio.AudioDecoder;
import io.diction.speech.audio.DecoderOptions;
import io.diction.speech.corpus.CorpusLimits;
import io.diction.speech.corpus.TrainingCorpus;
import io.diction.speech.estimate.LinearRegression;
import io.diction.speech.estimate.ModelStatistics;
import io.diction.speech.estimate.StatisticsCollector;
import io.diction.speech.evaluate.Bootstrap;
import io.diction.speech.evaluate.Evaluation;
import io.diction.speech.evaluate.ModelEvaluation;
import io.diction.speech.evaluate.RecordedSpeech;
import io.diction.speech.language.BackoffModelFile;
import io.diction.speech.language.InterpolatedLanguageModel;
import io.diction.speech.lexicon.Dictionary;
import io.diction.speech.lexicon.Lexicon;
import io.diction.speech.lexicon.Pronunciation;
import io.diction.speech.text.TextNormalizer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What each part of a training brings, in word errors on {@code lj/dev}, which no part of it has
 * seen: the steps of the whole recipe one after the other, then single kinds of data. Prints a
 * table and writes {@code accuracy.json}.
 */
final class AccuracyComparison {
  private static final long SEED = 1;

  /** As many unknown words of the text as a person would list. */
  private static final int TERMS = 200;

  /** Words spelled without a vowel or with fewer letters are rarely names. */
  private static final int SHORTEST_TERM = 4;

  private final Path results;
  private final Path corpus;
  private final int threads = Runtime.getRuntime().availableProcessors();
  private final SpeechModel base = SpeechModel.english();
  private final TextNormalizer normalizer =
      TextNormalizer.of("en-US", word -> !base.lexicon().pronunciations(word).isEmpty());
  private final List<Row> rows = new ArrayList<>();

  /** A line of the table. */
  record Row(
      String step, double wordErrorPercent, double low, double high, int errors, int words) {}

  AccuracyComparison(Path results) {
    this.results = results;
    String given = System.getenv("DICTION_CORPUS");
    Path root = given == null ? Path.of("..", "shared", "corpus") : Path.of(given);
    corpus = root.resolve("lj");
  }

  void run() throws IOException {
    if (!Files.isDirectory(corpus)) {
      System.out.println("not measured: there is no " + corpus.toAbsolutePath().normalize());
      return;
    }
    Path work = results.resolve("accuracy");
    Folders.delete(work);
    try (TrainingCorpus train = TrainingCorpus.open(corpus.resolve("train"), CorpusLimits.DEFAULT);
        TrainingCorpus dev = TrainingCorpus.open(corpus.resolve("dev"), CorpusLimits.DEFAULT);
        AudioDecoder decoder = new AudioDecoder(DecoderOptions.defaults().withProcesses(2))) {
      CorpusSpeech heard =
          new CorpusSpeech(List.of(new CorpusSpeech.Part("", train, Use.TRAIN)), decoder);
      CorpusSpeech measured =
          new CorpusSpeech(List.of(new CorpusSpeech.Part("", dev, Use.TEST)), decoder);
      System.out.println("step                                        WER %    95 % interval");
      steps(work, heard, measured);
      kinds(work, heard, measured);
    }
    Files.write(results.resolve("accuracy.json"), Json.bytes(rows));
  }

  private void steps(Path work, CorpusSpeech heard, CorpusSpeech measured) throws IOException {
    List<Text> texts = List.of(text());
    measure("base", base, measured);
    TrainingRun all =
        train(
            work.resolve("all"),
            new TrainingData(heard.utterances(), texts, List.of(), List.of()),
            heard);
    Path folder = work.resolve("all").resolve("model");
    SpeechModel custom = ModelFolder.read(folder).open(base);
    ModelMetrics metrics = all.metrics();
    SpeechModel half =
        base.withLanguageModel(
            new InterpolatedLanguageModel(
                base.languageModel(), BackoffModelFile.read(folder.resolve("domain.lm")), 0.5));
    measure("+ language of the domain, half and half", half, measured);
    SpeechModel tuned = base.withLanguageModel(custom.languageModel());
    measure("+ tuned share of the domain", tuned, measured);
    SpeechModel spoken = tuned.withLexicon(custom.lexicon());
    measure("+ pronunciations of its new words", spoken, measured);
    AcousticModel moved = transformed(heard, spoken);
    measure("+ MLLR", spoken.withAcousticModel(moved), measured);
    SpeechModel adapted = spoken.withAcousticModel(custom.acousticModel());
    measure("+ MAP", adapted, measured);
    measure("+ tuned language weight: all of it", custom, measured);
    measure("+ two passes over each clip", twice(custom), measured);
    measure("base, two passes over each clip", twice(base), measured);
    metrics.describe().forEach(line -> System.out.println("  " + line));
  }

  private static SpeechModel twice(SpeechModel model) {
    return model.withSettings(model.settings().withVoice(Voice.TWO_PASSES));
  }

  private void kinds(Path work, CorpusSpeech heard, CorpusSpeech measured) throws IOException {
    TrainingData text = new TrainingData(List.of(), List.of(text()), List.of(), List.of());
    kind("text alone", work.resolve("text"), text, heard, measured);
    SpeechModel read = ModelFolder.read(work.resolve("text").resolve("model")).open(base);
    measure("text alone, two passes over each clip", twice(read), measured);
    List<Utterance> unwritten =
        heard.utterances().stream()
            .map(utterance -> new Utterance(utterance.id(), true, "", Use.TRAIN))
            .toList();
    TrainingData audio = new TrainingData(unwritten, List.of(), List.of(), List.of());
    kind("audio alone", work.resolve("audio"), audio, heard, measured);
    TrainingData both = new TrainingData(unwritten, List.of(text()), List.of(), List.of());
    kind("text, and audio without transcripts", work.resolve("both"), both, heard, measured);
    List<String> words = unknownWords(heard);
    List<Term> terms = words.stream().map(Term::of).toList();
    TrainingData vocabulary = new TrainingData(List.of(), List.of(), terms, List.of());
    kind("vocabulary alone", work.resolve("terms"), vocabulary, heard, measured);
    List<Term> spoken = pronounced(words, work.resolve("terms").resolve("model"));
    TrainingData given = new TrainingData(List.of(), List.of(), spoken, List.of());
    kind("vocabulary with pronunciations", work.resolve("spoken"), given, heard, measured);
  }

  private void kind(
      String name, Path work, TrainingData data, CorpusSpeech heard, CorpusSpeech measured)
      throws IOException {
    train(work, data, heard);
    measure(name, ModelFolder.read(work.resolve("model")).open(base), measured);
  }

  private TrainingRun train(Path work, TrainingData data, RecordedSpeech speech)
      throws IOException {
    TrainingRun run =
        new TrainingRun(
            work.resolve("stages"),
            base,
            data,
            new TrainingSettings("lj", SEED, threads, results.resolve("learnt")),
            speech);
    run.run(Progress.NONE);
    run.export(work.resolve("model"));
    return run;
  }

  private Text text() throws IOException {
    return TermLists.text(corpus.resolve("related-text.txt"), "related-text.txt");
  }

  /** The transforms alone, as the recipe estimates them before it goes on. */
  private AcousticModel transformed(CorpusSpeech heard, SpeechModel model) throws IOException {
    Map<String, String> transcripts =
        heard.utterances().stream().collect(Collectors.toMap(Utterance::id, Utterance::text));
    UtteranceAligner aligner =
        new UtteranceAligner(
            new AlignmentModel(model.acousticModel(), model.lexicon()), AlignmentSettings.DEFAULT);
    StatisticsCollector collector = new StatisticsCollector(model.acousticModel());
    ModelStatistics statistics = new ModelStatistics(model.acousticModel());
    heard.read(
        transcripts.keySet(),
        new RecordedSpeech.Receiver() {
          @Override
          public void utterance(String id, Audio audio) {
            float[] samples = audio.samples();
            List<String> words = normalizer.words(transcripts.get(id));
            if (aligner.align(samples, 0, samples.length, words, Progress.NONE)
                    instanceof Alignment.Placed placed
                && placed.agreement().holds()) {
              collector.add(
                  aligner.features().values(), placed.tiedStates(), placed.frames(), statistics);
            }
          }

          @Override
          public void unreadable(String id, String reason) {
            throw new IllegalStateException(id + ": " + reason);
          }
        });
    return LinearRegression.estimate(model.acousticModel(), statistics, LinearRegression.DEFAULT)
        .apply();
  }

  /** The most frequent words of the domain that the base model cannot recognise. */
  private List<String> unknownWords(CorpusSpeech heard) throws IOException {
    Map<String, Integer> counts = new TreeMap<>();
    for (Utterance utterance : heard.utterances()) {
      count(utterance.text(), counts);
    }
    text().lines().forEach(line -> count(line, counts));
    return counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey)
        .limit(TERMS)
        .toList();
  }

  private void count(String line, Map<String, Integer> counts) {
    for (String word : normalizer.words(line)) {
      boolean known =
          base.languageModel().vocabulary().id(word) >= 0
              && !base.lexicon().pronunciations(word).isEmpty();
      if (!known && word.length() >= SHORTEST_TERM) {
        counts.merge(word, 1, Integer::sum);
      }
    }
  }

  /**
   * The same terms with pronunciations given, as a person would who has a dictionary: those of the
   * base lexicon for what it has, else all that were guessed. There is no dictionary of the other
   * words, so this shows that given pronunciations work as well as guessed ones, not what better
   * ones would bring.
   */
  private List<Term> pronounced(List<String> words, Path model) throws IOException {
    Lexicon guessed;
    try (InputStream in = Files.newInputStream(model.resolve("pronunciations.dict"))) {
      guessed = Dictionary.read(in, "pronunciations.dict");
    }
    List<Term> terms = new ArrayList<>();
    for (String word : words) {
      List<Pronunciation> spoken = base.lexicon().pronunciations(word);
      if (spoken.isEmpty()) {
        spoken = guessed.pronunciations(word);
      }
      spoken.forEach(each -> terms.add(new Term(word, each.toString(), 1, List.of())));
      if (spoken.isEmpty()) {
        terms.add(Term.of(word));
      }
    }
    return terms;
  }

  private void measure(String step, SpeechModel model, CorpusSpeech measured) throws IOException {
    List<ModelEvaluation.Reference> references =
        measured.utterances().stream()
            .map(utterance -> new ModelEvaluation.Reference(utterance.id(), utterance.text()))
            .toList();
    Evaluation evaluation =
        new ModelEvaluation(measured, normalizer, threads)
            .run(List.of(model), references, Progress.NONE)
            .evaluations()
            .get(0);
    Bootstrap.Interval interval = Bootstrap.interval(evaluation, SEED);
    Row row =
        new Row(
            step,
            100 * evaluation.total().rate(),
            100 * interval.low(),
            100 * interval.high(),
            evaluation.total().errors(),
            evaluation.total().words());
    rows.add(row);
    System.out.println(
        String.format(
            Locale.ROOT,
            "%-42s %6.2f    %5.2f to %5.2f",
            step,
            row.wordErrorPercent(),
            row.low(),
            row.high()));
  }
}
