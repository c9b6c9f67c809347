package io.diction.bench;

import io.diction.speech.Recognizer;
import io.diction.speech.SpeechModel;
import io.diction.speech.evaluate.ScoringText;
import io.diction.speech.evaluate.WordErrorRate;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Our packaged command line against the C peer on {@code lj/dev}, each on one thread: whole
 * processes in turn (A B A B), user and system time of each with its children, as GNU time tells
 * it. Then what four recognitions at once hold in memory, without memory flags, and how long the
 * model takes to load in a fresh process.
 */
final class RecognitionComparison {
  private static final Pattern ERRORS = Pattern.compile("WER ([0-9.]+)%");
  private static final Pattern TIME =
      Pattern.compile("cpu ([0-9.]+) s \\+ ([0-9.]+) s, peak memory (\\d+) KB");

  private static final String TIME_FORMAT = "cpu %U s + %S s, peak memory %M KB";
  private static final int LOADS = 3;
  private static final int AT_ONCE = 4;

  /** The peer's figures come from its own script; ours from the same clock and our scorer. */
  record Measured(double wordErrorPercent, double cpuSeconds, double peakMegabytes) {}

  record Pair(Measured ours, Measured peer) {
    double ratio() {
      return ours.cpuSeconds / peer.cpuSeconds;
    }
  }

  record Report(
      List<Pair> pairs,
      double medianCpuRatio,
      double fourAtOncePeakMegabytes,
      double medianLoadSeconds) {}

  /**
   * A fresh process that loads the model as a first recognition does, and says how long it took.
   */
  static final class ModelLoad {
    private ModelLoad() {}

    public static void main(String[] arguments) {
      long start = System.nanoTime();
      Recognizer recognizer = new Recognizer(SpeechModel.english());
      System.out.println((System.nanoTime() - start) / 1e9);
      Reference.reachabilityFence(recognizer);
    }
  }

  private final Path results;
  private final Path shared = Path.of("..", "shared");
  private final Path clips;

  RecognitionComparison(Path results) {
    this.results = results;
    String corpus = System.getenv("DICTION_CORPUS");
    clips =
        (corpus == null ? shared.resolve("corpus") : Path.of(corpus)).resolve("lj").resolve("dev");
  }

  void run(int pairs) throws IOException, InterruptedException {
    Path jar = Path.of("target", "diction.jar");
    Path script = clips.resolve(Path.of("..", "..", "..", "bench", "pocketsphinx.sh")).normalize();
    for (Path needed : List.of(jar, clips, script, Path.of("/usr/bin/time"))) {
      if (!Files.exists(needed)) {
        System.out.println("not measured: there is no " + needed.toAbsolutePath().normalize());
        return;
      }
    }
    List<Pair> measured = new ArrayList<>();
    System.out.println("pair  WER ours  peer   cpu s ours   peer  ratio   peak MB ours  peer");
    for (int i = 1; i <= pairs; i++) {
      Pair pair = new Pair(ours(jar, 1), peer(script));
      measured.add(pair);
      System.out.printf(
          Locale.ROOT,
          "%4d  %8.2f %5.2f %12.1f %6.1f %6.2f %14.0f %5.0f%n",
          i,
          pair.ours.wordErrorPercent,
          pair.peer.wordErrorPercent,
          pair.ours.cpuSeconds,
          pair.peer.cpuSeconds,
          pair.ratio(),
          pair.ours.peakMegabytes,
          pair.peer.peakMegabytes);
    }
    double ratio = median(measured.stream().mapToDouble(Pair::ratio));
    System.out.printf(Locale.ROOT, "median ratio of processor time      %6.2f%n", ratio);
    double peak = ours(jar, AT_ONCE).peakMegabytes;
    System.out.printf(Locale.ROOT, "peak memory, four at once           %6.0f MB%n", peak);
    double[] loads = new double[LOADS];
    for (int i = 0; i < LOADS; i++) {
      loads[i] = load();
    }
    double load = median(Arrays.stream(loads));
    System.out.printf(Locale.ROOT, "model load, median of %d fresh starts %5.2f s%n", LOADS, load);
    JsonMapper.shared()
        .writeValue(
            results.resolve("recognition.json").toFile(), new Report(measured, ratio, peak, load));
  }

  private static double median(DoubleStream values) {
    double[] sorted = values.sorted().toArray();
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static double load() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                java(),
                "-classpath",
                System.getProperty("java.class.path"),
                ModelLoad.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    requireSuccess(process);
    return Double.parseDouble(output.strip());
  }

  private Measured ours(Path jar, int threads) throws IOException, InterruptedException {
    Path text = Files.createTempFile("transcripts", ".tsv");
    Path time = Files.createTempFile("time", ".txt");
    Process process =
        new ProcessBuilder(
                "/usr/bin/time",
                "-f",
                TIME_FORMAT,
                "-o",
                time.toString(),
                java(),
                "-jar",
                jar.toString(),
                "transcribe",
                "--threads",
                String.valueOf(threads),
                "--format",
                "tsv",
                clips.toString())
            .redirectOutput(text.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    requireSuccess(process);
    Measured measured = measured(errorsIn(text), Files.readString(time));
    Files.delete(text);
    Files.delete(time);
    return measured;
  }

  /**
   * Runs the peer's own script, which counts user time alone. A program of the peer's name, first
   * on the path, has GNU time count both.
   */
  private Measured peer(Path script) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("peer");
    Path time = folder.resolve("time.txt");
    Path counted = folder.resolve("pocketsphinx_batch");
    Files.writeString(
        counted,
        """
        #!/bin/sh
        PATH=${PATH#*:}
        exec /usr/bin/time -f '%s' -o '%s' pocketsphinx_batch "$@"
        """
            .formatted(TIME_FORMAT, time));
    Files.setPosixFilePermissions(counted, PosixFilePermissions.fromString("rwx------"));
    ProcessBuilder builder =
        new ProcessBuilder("bash", script.toString(), clips.toString()).redirectErrorStream(true);
    builder.environment().merge("PATH", folder.toString(), (path, first) -> first + ":" + path);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    requireSuccess(process);
    Matcher errors = ERRORS.matcher(output);
    if (!errors.find()) {
      throw new IOException("no word error rate in: " + output);
    }
    Measured measured = measured(Double.parseDouble(errors.group(1)), Files.readString(time));
    Files.delete(time);
    Files.delete(counted);
    Files.delete(folder);
    return measured;
  }

  private static void requireSuccess(Process process) throws IOException, InterruptedException {
    if (process.waitFor() != 0) {
      throw new IOException("ended with " + process.exitValue() + ": " + process.info());
    }
  }

  private double errorsIn(Path transcripts) throws IOException {
    Map<String, String> texts = new HashMap<>();
    for (String line : Files.readAllLines(transcripts)) {
      String[] parts = line.split("\t", 2);
      texts.put(parts[0], parts[1]);
    }
    WordErrorRate total = WordErrorRate.ZERO;
    try (Stream<Path> files = Files.list(clips)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".txt")).toList()) {
        String id = file.getFileName().toString().replace(".txt", "");
        total =
            total.plus(
                WordErrorRate.of(
                    ScoringText.words(Files.readString(file)),
                    ScoringText.words(texts.getOrDefault(id, ""))));
      }
    }
    return 100.0 * total.errors() / total.words();
  }

  private static Measured measured(double wordErrorPercent, String time) throws IOException {
    Matcher matcher = TIME.matcher(time);
    if (!matcher.find()) {
      throw new IOException("no times in: " + time);
    }
    return new Measured(
        wordErrorPercent,
        Double.parseDouble(matcher.group(1)) + Double.parseDouble(matcher.group(2)),
        Double.parseDouble(matcher.group(3)) / 1024);
  }
}
