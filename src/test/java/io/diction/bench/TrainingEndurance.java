package io.diction.bench;

import io.diction.speech.Folders;
import io.diction.speech.Json;
import io.diction.speech.Progress;
import io.diction.speech.SpeechModel;
import io.diction.speech.adapt.CorpusSpeech;
import io.diction.speech.adapt.ModelMetrics;
import io.diction.speech.adapt.TermLists;
import io.diction.speech.adapt.TrainingData;
import io.diction.speech.adapt.TrainingData.Use;
import io.diction.speech.adapt.TrainingRun;
import io.diction.speech.adapt.TrainingSettings;
import io.diction.speech.adapt.TrainingStage;
import io.diction.speech.audio.AudioDecoder;
import io.diction.speech.audio.DecoderOptions;
import io.diction.speech.corpus.CorpusLimits;
import io.diction.speech.corpus.TrainingCorpus;
import io.diction.testing.HoursOfSpeech;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A training on many hours: clips of {@code lj/train}, each time with another tempo, gain and
 * noise, drawn by a seeded generator, from files to the finished model. Prints seconds, memory and
 * the longest time without a look at whether to stop, for each stage, and writes {@code
 * training.json}. To be run in a process of its own, since the peak of memory is the process's.
 */
final class TrainingEndurance {
  private static final long SEED = 1;
  private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");

  private final Path results;
  private final Path corpus;

  /**
   * One stage, or all of them.
   *
   * @param processorSeconds of this process; what decodes audio in others is not in it
   * @param silentMilliseconds longest time between two questions whether to stop
   */
  record Row(
      String stage,
      double seconds,
      double processorSeconds,
      long peakMegabytes,
      long silentMilliseconds) {}

  /** What was measured. */
  record Report(
      double audioHours, int clips, int threads, List<Row> stages, ModelMetrics metrics) {}

  TrainingEndurance(Path results) {
    this.results = results;
    String given = System.getenv("DICTION_CORPUS");
    Path root = given == null ? Path.of("..", "shared", "corpus") : Path.of(given);
    corpus = root.resolve("lj");
  }

  void run(double hours) throws IOException {
    if (!Files.isDirectory(corpus)) {
      System.out.println("not measured: there is no " + corpus.toAbsolutePath().normalize());
      return;
    }
    Path work = results.resolve("endurance");
    Folders.delete(work);
    Path clips = Files.createDirectories(work.resolve("clips"));
    try (AudioDecoder decoder = new AudioDecoder(DecoderOptions.defaults().withProcesses(2))) {
      int written = HoursOfSpeech.of(corpus.resolve("train"), decoder).write(clips, hours).clips();
      train(hours, written, work, decoder);
    }
    Folders.delete(work);
  }

  private void train(double hours, int written, Path work, AudioDecoder decoder)
      throws IOException {
    int threads = Runtime.getRuntime().availableProcessors();
    List<Row> rows = new ArrayList<>();
    System.out.println("stage               seconds  processor   peak MB   longest silence ms");
    Clock all = new Clock();
    try (TrainingCorpus clips = TrainingCorpus.open(work.resolve("clips"), CorpusLimits.LOCAL)) {
      CorpusSpeech speech =
          new CorpusSpeech(List.of(new CorpusSpeech.Part("", clips, Use.TRAIN)), decoder);
      if (speech.utterances().size() != written) {
        throw new IllegalStateException(clips.findings().toString());
      }
      TrainingData data =
          new TrainingData(
              speech.utterances(),
              List.of(TermLists.text(corpus.resolve("related-text.txt"), "related-text.txt")),
              List.of(),
              List.of());
      TrainingRun run =
          new TrainingRun(
              work.resolve("stages"),
              SpeechModel.english(),
              data,
              new TrainingSettings("endurance", SEED, threads, results.resolve("learnt")),
              speech);
      for (TrainingStage stage : TrainingStage.values()) {
        Silence silence = new Silence();
        Clock clock = new Clock();
        run.run(stage, silence);
        add(rows, stage.label(), clock, silence.longest());
      }
      run.export(work.resolve("model"));
      long longest = rows.stream().mapToLong(Row::silentMilliseconds).max().orElse(0);
      add(rows, "all", all, longest);
      run.metrics().describe().forEach(System.out::println);
      Files.write(
          results.resolve("training.json"),
          Json.bytes(new Report(hours, written, threads, rows, run.metrics())));
    }
  }

  private static void add(List<Row> rows, String stage, Clock clock, long silence)
      throws IOException {
    Row row = new Row(stage, clock.seconds(), clock.processorSeconds(), peakMegabytes(), silence);
    rows.add(row);
    System.out.println(
        String.format(
            Locale.ROOT,
            "%-18s %8.1f %10.1f %9d %10d",
            row.stage(),
            row.seconds(),
            row.processorSeconds(),
            row.peakMegabytes(),
            row.silentMilliseconds()));
  }

  /** Time since it was made. */
  private static final class Clock {
    private final long began = System.nanoTime();
    private final Duration processor = processor();

    private static Duration processor() {
      return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    double seconds() {
      return (System.nanoTime() - began) / 1e9;
    }

    double processorSeconds() {
      return processor().minus(processor).toMillis() / 1e3;
    }
  }

  /** Of this process so far, heap and all else; 0 where the system does not tell. */
  private static long peakMegabytes() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.isReadable(status)) {
      return 0;
    }
    Matcher peak = PEAK.matcher(Files.readString(status));
    return peak.find() ? Long.parseLong(peak.group(1)) / 1024 : 0;
  }

  /** Notes how long nobody asks whether to stop. */
  private static final class Silence implements Progress {
    private final AtomicLong asked = new AtomicLong(System.nanoTime());
    private final AtomicLong longest = new AtomicLong();

    @Override
    public void report(double fraction, String message) {}

    @Override
    public boolean isCancelled() {
      long now = System.nanoTime();
      long since = now - asked.getAndSet(now);
      longest.accumulateAndGet(since, Math::max);
      return false;
    }

    long longest() {
      boolean unused = isCancelled();
      return longest.get() / 1_000_000;
    }
  }
}
