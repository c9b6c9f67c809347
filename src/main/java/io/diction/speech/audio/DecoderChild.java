package io.diction.speech.audio;

import io.diction.speech.TemporaryFolder;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One decoder child as its parent sees it: a process, two pipes, a folder of its own. */
final class DecoderChild {
  private static final Duration START_TIMEOUT = Duration.ofSeconds(90);
  private static final long PAGE_BYTES = 4096;

  /** What the virtual machine says, in the child's folder. */
  static final String MESSAGES = "messages.txt";

  static final String TOO_LONG =
      "decoding took longer than allowed; the file is damaged or made to do harm";

  private final Path folder;
  private final Process process;
  private final DataInputStream answers;
  private final DataOutputStream requests;
  private volatile long deadlineNanos = Long.MAX_VALUE;
  private volatile @Nullable String killReason;
  private volatile long idleSinceNanos;
  private volatile boolean ready;

  DecoderChild(Path folder, Process process) {
    this.folder = folder;
    this.process = process;
    answers = new DataInputStream(new BufferedInputStream(process.getInputStream(), 1 << 16));
    requests = new DataOutputStream(new BufferedOutputStream(process.getOutputStream(), 1 << 16));
  }

  /** Starts a process; {@link #awaitReady} must follow. */
  static DecoderChild start(DecoderOptions options) throws IOException {
    Files.createDirectories(options.cacheFolder());
    Path folder = Files.createTempDirectory(TemporaryFolder.ofProcess(), "decoder");
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
    ProcessBuilder builder =
        new ProcessBuilder(DecoderLaunch.command(options, folder))
            .directory(folder.toFile())
            .redirectError(Redirect.to(folder.resolve(MESSAGES).toFile()));
    // The environment may hold passwords; a decoder needs none of it.
    builder.environment().clear();
    return new DecoderChild(folder, builder.start());
  }

  /** Waits until the libraries are loaded; the first time they are unpacked, which takes longer. */
  void awaitReady() throws IOException {
    expectAnswerWithin(START_TIMEOUT);
    int answer = answers.read();
    answerCame();
    if (answer != DecoderWire.HELLO) {
      kill("it did not start");
      throw new IOException("the decoder process did not start: " + messages());
    }
    ready = true;
  }

  DataInputStream answers() {
    return answers;
  }

  DataOutputStream requests() {
    return requests;
  }

  void expectAnswerWithin(Duration time) {
    deadlineNanos = System.nanoTime() + time.toNanos();
  }

  void answerCame() {
    deadlineNanos = Long.MAX_VALUE;
  }

  void idle() {
    idleSinceNanos = System.nanoTime();
  }

  boolean hasBeenIdleFor(Duration time) {
    return System.nanoTime() - idleSinceNanos > time.toNanos();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  /** Why {@link #kill} was called, null when the process ended by itself. */
  @Nullable String killReason() {
    return killReason;
  }

  /** Ends the process when it is over one of its limits; called regularly from one thread. */
  void enforceLimits(DecoderOptions options) {
    long deadline = deadlineNanos;
    if (deadline != Long.MAX_VALUE && System.nanoTime() - deadline > 0) {
      kill(TOO_LONG);
    } else if (ready && residentBytes() > ((long) options.memoryMegabytes() << 20)) {
      kill(DecoderWire.Failure.OUT_OF_MEMORY.sentence);
    }
  }

  /** Ends the process at once. */
  void kill(String reason) {
    if (killReason == null) {
      killReason = reason;
    }
    process.destroyForcibly();
  }

  /** Waits for the end of a killed process and removes its folder. */
  void remove() {
    process.destroyForcibly();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      // A folder that cannot be removed costs a few bytes; the system's cleaning will find it.
      folder.toFile().deleteOnExit();
    }
  }

  private String messages() {
    try {
      String text = Files.readString(folder.resolve(MESSAGES)).strip();
      return text.substring(0, Math.min(500, text.length()));
    } catch (IOException e) {
      return "no message";
    }
  }

  /** Resident memory as Linux tells it; 0 on other systems. */
  private long residentBytes() {
    try {
      String[] pages = Files.readString(Path.of("/proc/" + process.pid() + "/statm")).split(" ");
      return Long.parseLong(pages[1]) * PAGE_BYTES;
    } catch (IOException | RuntimeException e) {
      return 0;
    }
  }
}
