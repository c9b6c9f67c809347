package io.diction.speech.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diction.speech.FormatException;
import io.diction.testing.EncodedAudio;
import io.diction.testing.EncodedAudio.Format;
import io.diction.testing.SpeechFixtures;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Children that are used again, killed, stopped, too greedy or orphaned. */
class DecoderProcessTest {
  @TempDir static Path folder;
  private static final DecoderOptions OPTIONS = DecoderOptions.defaults().withProcesses(2);
  private static Path longFile;
  private static Path shortFile;

  @BeforeAll
  static void encode() {
    // Ten minutes of silence in a few kilobytes: what a decompression bomb looks like.
    longFile =
        EncodedAudio.write(folder.resolve("long.flac"), Format.FLAC, 16_000, new float[9_600_000]);
    shortFile =
        EncodedAudio.write(
            folder.resolve("short.flac"),
            Format.FLAC,
            16_000,
            SpeechFixtures.say("Hello again.").samples());
  }

  @Test
  void usesAChildForFileAfterFile() throws Exception {
    try (AudioDecoder decoder = new AudioDecoder(OPTIONS)) {
      decoder.decode(shortFile);
      List<Long> first = decoder.childPids();
      for (int i = 0; i < 25; i++) {
        decoder.decode(shortFile);
        decoder.probe(shortFile);
      }
      assertThat(decoder.childPids()).isEqualTo(first).hasSize(1);
    }
  }

  @Test
  void takesBackAChildWhoseRecordingIsClosedHalfRead() throws Exception {
    try (AudioDecoder decoder = new AudioDecoder(OPTIONS)) {
      try (AudioSource source = decoder.open(longFile)) {
        source.read(new float[100]);
      }
      assertThat(decoder.decode(shortFile).samples()).isNotEmpty();
      assertThat(decoder.childPids()).hasSize(1);
    }
  }

  @Test
  void servesMoreThreadsThanItHasChildren() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(6);
    try (AudioDecoder decoder = new AudioDecoder(OPTIONS)) {
      float[] expected = decoder.decode(shortFile).samples();
      List<Future<Audio>> decoded =
          IntStream.range(0, 30)
              .mapToObj(i -> threads.submit(() -> decoder.decode(shortFile)))
              .toList();
      for (Future<Audio> audio : decoded) {
        assertThat(audio.get().samples()).isEqualTo(expected);
      }
      assertThat(decoder.childPids()).hasSizeLessThanOrEqualTo(2);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void replacesAChildThatIsKilledAndFailsThatFileOnly() throws Exception {
    try (AudioDecoder decoder = new AudioDecoder(OPTIONS);
        AudioSource victim = decoder.open(longFile)) {
      long pid = decoder.childPids().get(0);
      try (AudioSource bystander = decoder.open(longFile)) {
        victim.read(new float[1_000]);
        bystander.read(new float[1_000]);
        ProcessHandle child = ProcessHandle.of(pid).orElseThrow();
        child.destroyForcibly();
        child.onExit().get(10, TimeUnit.SECONDS);
        assertThatThrownBy(() -> readAll(victim))
            .isInstanceOf(FormatException.class)
            .hasMessageContaining("long.flac")
            .hasMessageContaining("stopped unexpectedly");
        assertThat(readAll(bystander)).isEqualTo(9_600_000 - 1_000);
      }
      assertThat(decoder.decode(shortFile).samples()).isNotEmpty();
      assertThat(decoder.childPids()).doesNotContain(pid);
    }
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void killsAChildThatDoesNotAnswer() throws Exception {
    DecoderOptions impatient = OPTIONS.withAnswerTimeout(Duration.ofSeconds(3));
    try (AudioDecoder decoder = new AudioDecoder(impatient);
        AudioSource source = decoder.open(longFile)) {
      long pid = decoder.childPids().get(0);
      new ProcessBuilder("kill", "-STOP", Long.toString(pid)).start().waitFor();
      assertThatThrownBy(() -> readAll(source))
          .isInstanceOf(FormatException.class)
          .hasMessageContaining("took longer than allowed");
      assertThat(decoder.decode(shortFile).samples()).isNotEmpty();
    }
  }

  @Test
  void stopsAFileThatTakesTooLongInAll() throws Exception {
    DecoderOptions hasty = OPTIONS.withFileTimeout(Duration.ofMillis(40));
    try (AudioDecoder decoder = new AudioDecoder(hasty)) {
      assertThatThrownBy(() -> decoder.decode(longFile))
          .isInstanceOf(FormatException.class)
          .hasMessageContaining("took longer than allowed");
    }
  }

  @Test
  void stopsAFileThatGrowsBeyondTheLongestRecording() throws Exception {
    DecoderOptions strict = OPTIONS.withLongestAudio(Duration.ofMinutes(1));
    try (AudioDecoder decoder = new AudioDecoder(strict)) {
      assertThat(Files.size(longFile)).isLessThan(200_000);
      assertThatThrownBy(() -> decoder.decode(longFile))
          .isInstanceOf(FormatException.class)
          .hasMessageContaining("longer than the 60 seconds allowed");
      assertThat(decoder.decode(shortFile).samples()).isNotEmpty();
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void killsAChildThatNeedsTooMuchMemory() throws Exception {
    try (AudioDecoder decoder = new AudioDecoder(OPTIONS.withMemoryMegabytes(20));
        AudioSource source = decoder.open(longFile)) {
      ProcessHandle child = ProcessHandle.of(decoder.childPids().get(0)).orElseThrow();
      child.onExit().get(10, TimeUnit.SECONDS);
      assertThatThrownBy(() -> readAll(source))
          .isInstanceOf(FormatException.class)
          .hasMessageContaining("more memory than allowed");
    } catch (FormatException e) {
      // The watch may be faster than the first answer.
      assertThat(e.reason()).contains("more memory than allowed");
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void givesAChildNoEnvironmentNoFileAndNoDesktopLibrary() throws Exception {
    try (AudioDecoder decoder = new AudioDecoder(OPTIONS);
        AudioSource source = decoder.open(longFile)) {
      source.read(new float[100]);
      Path proc = Path.of("/proc/" + decoder.childPids().get(0));
      assertThat(Files.readAllBytes(proc.resolve("environ"))).isEmpty();
      assertThat(proc.resolve("cwd").toRealPath().getFileName().toString()).startsWith("decoder");
      try (Stream<Path> open = Files.list(proc.resolve("fd"))) {
        assertThat(open.map(DecoderProcessTest::target))
            .noneMatch(path -> path.startsWith(folder.toString()) || path.startsWith("socket"));
      }
      assertThat(Files.readAllLines(proc.resolve("maps")))
          .anyMatch(line -> line.contains("libavcodec"))
          .noneMatch(
              line -> line.matches(".*(libX|libxcb|pulse|asound|avdevice|avfilter|postproc).*"));
      assertThat(Files.readString(proc.resolve("cmdline")))
          .doesNotContain("long.flac")
          .doesNotContain(folder.toString());
    }
  }

  @Test
  void endsIdleChildrenAndRemovesTheirFolders() throws Exception {
    DecoderOptions shortLived = OPTIONS.withIdleTime(Duration.ofMillis(1));
    try (AudioDecoder decoder = new AudioDecoder(shortLived)) {
      decoder.decode(shortFile);
      for (long pid : decoder.childPids()) {
        ProcessHandle.of(pid).ifPresent(child -> child.onExit().join());
      }
      assertThat(decoder.childPids()).isEmpty();
      assertThat(decoder.decode(shortFile).samples()).isNotEmpty();
    }
  }

  @Test
  void endsEveryChildWhenClosed() throws Exception {
    AudioDecoder decoder = new AudioDecoder(OPTIONS);
    AudioSource source = decoder.open(longFile);
    source.read(new float[100]);
    ProcessHandle child = ProcessHandle.of(decoder.childPids().get(0)).orElseThrow();
    decoder.close();
    assertThat(child.isAlive()).isFalse();
    assertThatThrownBy(() -> readAll(source)).isInstanceOf(FormatException.class);
    source.close();
    assertThatThrownBy(() -> decoder.decode(shortFile)).isInstanceOf(IllegalStateException.class);
  }

  /** Opens a recording, says the child's process id, and waits to be killed. */
  static final class Parent {
    private Parent() {}

    public static void main(String[] arguments) throws Exception {
      AudioDecoder decoder = new AudioDecoder(OPTIONS);
      AudioSource source = decoder.open(Path.of(arguments[0]));
      System.out.println(decoder.childPids().get(0));
      System.in.read();
      source.close();
    }
  }

  @Test
  void endsWithItsParent() throws Exception {
    Process parent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Parent.class.getName(),
                longFile.toString())
            .redirectError(Redirect.INHERIT)
            .start();
    try (BufferedReader printed = parent.inputReader(StandardCharsets.US_ASCII)) {
      ProcessHandle child = ProcessHandle.of(Long.parseLong(printed.readLine())).orElseThrow();
      assertThat(child.isAlive()).isTrue();
      Path childFolder = Path.of("/proc/" + child.pid() + "/cwd");
      Path removed = Files.exists(childFolder) ? childFolder.toRealPath() : childFolder;
      parent.destroyForcibly().waitFor();
      child.onExit().get(20, TimeUnit.SECONDS);
      assertThat(child.isAlive()).isFalse();
      assertThat(removed).doesNotExist();
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      return "";
    }
  }

  private static int readAll(AudioSource source) throws IOException {
    float[] buffer = new float[16_000];
    int total = 0;
    for (int read = source.read(buffer); read >= 0; read = source.read(buffer)) {
      total += read;
    }
    return total;
  }
}
