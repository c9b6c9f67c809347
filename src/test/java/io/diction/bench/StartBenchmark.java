package io.diction.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * How long the packaged jar takes until its first page is there, and what memory it then has before
 * any speech model is loaded: as the README starts it and as Procfile starts {@code web}. The
 * median of five starts on data that is there, after one that makes it.
 */
final class StartBenchmark {
  private static final int STARTS = 5;
  private static final int PORT = 18_321;
  private static final int SECONDS_IDLE = 5;
  private static final double NANOS_PER_SECOND = 1e9;

  private final HttpClient client = HttpClient.newHttpClient();
  private final Path results;

  StartBenchmark(Path results) {
    this.results = results;
  }

  private record Start(double seconds, double megabytes) {}

  void run() throws IOException, InterruptedException {
    List<String> lines = new ArrayList<>();
    Path data = Files.createTempDirectory(results.toAbsolutePath(), "start").resolve("data");
    List<String> jar = List.of("java", "-jar", "target/diction.jar", "serve");
    lines.add(line("first start, no data yet", List.of(start(jar, data))));
    for (List<String> command : List.of(jar, web())) {
      lines.add(line(String.join(" ", command), several(command, data)));
    }
    lines.forEach(System.out::println);
    Files.write(results.resolve("start.txt"), lines);
  }

  /** The words of the command that Procfile gives {@code web}. */
  private static List<String> web() throws IOException {
    try (Stream<String> file = Files.lines(Path.of("Procfile"))) {
      return file.filter(line -> line.startsWith("web: "))
          .map(line -> Arrays.asList(line.substring(5).split(" ")))
          .findFirst()
          .orElseThrow();
    }
  }

  private List<Start> several(List<String> words, Path data)
      throws IOException, InterruptedException {
    List<Start> starts = new ArrayList<>();
    for (int i = 0; i < STARTS; i++) {
      starts.add(start(words, data));
    }
    return starts;
  }

  private Start start(List<String> words, Path data) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(words);
    command.set(0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--server.port=" + PORT, "--diction.data=" + data));
    long begin = System.nanoTime();
    Process server =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(results.resolve("start-output.txt").toFile())
            .start();
    try {
      while (!answers()) {
        if (server.waitFor(20, TimeUnit.MILLISECONDS)) {
          throw new IllegalStateException("ended: see " + results.resolve("start-output.txt"));
        }
      }
      double seconds = (System.nanoTime() - begin) / NANOS_PER_SECOND;
      server.waitFor(SECONDS_IDLE, TimeUnit.SECONDS);
      return new Start(seconds, residentMegabytes(server.pid()));
    } finally {
      server.destroy();
      server.waitFor();
    }
  }

  private boolean answers() throws InterruptedException {
    URI page = URI.create("http://127.0.0.1:" + PORT + "/sign-in");
    try {
      return client
              .send(HttpRequest.newBuilder(page).build(), BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  private static double residentMegabytes(long process) throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(process), "status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
          .findFirst()
          .orElseThrow();
    }
  }

  private static String line(String name, List<Start> starts) {
    double[] seconds = starts.stream().mapToDouble(Start::seconds).sorted().toArray();
    double[] megabytes = starts.stream().mapToDouble(Start::megabytes).sorted().toArray();
    return String.format(
        Locale.ROOT,
        "%6.2f s (%.2f to %.2f) %6.0f MB  %s",
        seconds[seconds.length / 2],
        seconds[0],
        seconds[seconds.length - 1],
        megabytes[megabytes.length / 2],
        name);
  }
}
