package io.diction.testing;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The packaged jar as a process of its own, for tests of starting, stopping and being killed. */
public final class DictionProcess implements AutoCloseable {
  private static final Pattern READY = Pattern.compile("ready at http://localhost:(\\d+)");
  private static final long SECONDS_TO_START = 120;

  private final Process process;
  private final Path out;
  private final Path err;

  private DictionProcess(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /**
   * Starts {@code java -jar diction.jar} with the arguments, in a folder that gets its output. The
   * first compiler alone: such a start takes half of the processors' time, and what is soon killed
   * or ends by itself never gains from the second.
   */
  public static DictionProcess start(Path folder, String... arguments) {
    return start(folder, List.of("-XX:TieredStopAtLevel=1"), List.of(arguments));
  }

  private static DictionProcess start(Path folder, List<String> options, List<String> arguments) {
    String jar =
        new File(System.getProperty("diction.jar", "target/diction.jar")).getAbsolutePath();
    List<String> command = new ArrayList<>(List.of("java", "-Xmx512m"));
    command.addAll(options);
    command.addAll(List.of("-jar", jar));
    command.addAll(arguments);
    return start(folder, folder, command);
  }

  /** Starts a process of {@code Procfile}, as a platform would, with more arguments. */
  public static DictionProcess ofProcfile(Path output, String process, String... arguments) {
    try (Stream<String> lines = Files.lines(Path.of("Procfile"))) {
      String words =
          lines.filter(line -> line.startsWith(process + ": ")).findFirst().orElseThrow();
      List<String> command =
          new ArrayList<>(List.of(words.substring(process.length() + 2).split(" ")));
      command.addAll(List.of(arguments));
      return start(output, Path.of("").toAbsolutePath(), command);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static DictionProcess start(Path folder, Path working, List<String> words) {
    List<String> command = new ArrayList<>(words);
    command.set(0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
    try {
      Path out = Files.createTempFile(folder, "out", ".txt");
      Path err = Files.createTempFile(folder, "err", ".txt");
      Process process =
          new ProcessBuilder(command)
              .directory(working.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      return new DictionProcess(process, out, err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts the server on a free port with the data folder, and waits until it is ready. */
  public static DictionProcess serve(Path data, String... arguments) {
    return ready(start(data.getParent(), served(data, arguments).toArray(String[]::new)));
  }

  /** The same as an installation runs it, with all optimization: for what takes its time. */
  public static DictionProcess serveOptimized(Path data, String... arguments) {
    return ready(start(data.getParent(), List.of(), served(data, arguments)));
  }

  private static List<String> served(Path data, String... arguments) {
    List<String> all = new ArrayList<>(List.of("--server.port=0", "--diction.data=" + data));
    all.addAll(List.of(arguments));
    return all;
  }

  private static DictionProcess ready(DictionProcess server) {
    server.port();
    return server;
  }

  /** The port, once the server is ready. */
  public int port() {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_START);
    while (System.nanoTime() < deadline) {
      Matcher ready = READY.matcher(output());
      if (ready.find()) {
        return Integer.parseInt(ready.group(1));
      }
      if (waitFor(100)) {
        break;
      }
    }
    throw new IllegalStateException("not ready:\n" + output() + errors());
  }

  /** What the process has used of the processors' time. */
  public long cpuNanos() {
    return process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L);
  }

  /** Memory that the process has now (Linux). */
  public long residentBytes() {
    return memory("VmRSS");
  }

  /** The most memory that the process has had (Linux). */
  public long mostResidentBytes() {
    return memory("VmHWM");
  }

  /** The files and regions that the process has mapped (Linux). */
  public String maps() {
    return read(Path.of("/proc", Long.toString(process.pid()), "maps"));
  }

  private long memory(String field) {
    String status = read(Path.of("/proc", Long.toString(process.pid()), "status"));
    Matcher found = Pattern.compile(field + ":\\s*(\\d+) kB").matcher(status);
    if (!found.find()) {
      throw new IllegalStateException("no " + field);
    }
    return Long.parseLong(found.group(1)) * 1024;
  }

  /** Waits for the end and returns the exit code. */
  public int exitCode() {
    if (!waitFor(TimeUnit.SECONDS.toMillis(SECONDS_TO_START))) {
      throw new IllegalStateException("still running:\n" + output() + errors());
    }
    return process.exitValue();
  }

  public String output() {
    return read(out);
  }

  public String errors() {
    return read(err);
  }

  /** SIGKILL: no shutdown hook, nothing flushed. */
  public void kill() {
    process.destroyForcibly();
    exitCode();
  }

  /** SIGTERM, then waits for the orderly end. */
  @Override
  public void close() {
    process.destroy();
    if (!waitFor(TimeUnit.SECONDS.toMillis(30))) {
      kill();
    }
  }

  private boolean waitFor(long millis) {
    try {
      return process.waitFor(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String read(Path file) {
    try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      return String.join("\n", reader.lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
