package io.diction.speech.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.diction.testing.EncodedAudio;
import io.diction.testing.EncodedAudio.Format;
import io.diction.testing.SpeechFixtures;
import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Decoding where there is nothing but a Java runtime and the C library: no X, Pulse or ALSA, not
 * even {@code /proc} and {@code /dev}.
 */
class DecoderChrootTest {
  private static final Path CHROOT = Path.of("/usr/sbin/chroot");
  private static final Set<String> NOT_NEEDED =
      Set.of("jmods", "docs", "man", "include", "legal", "src.zip", "ct.sym");

  @TempDir Path root;
  @TempDir Path outside;

  @Test
  @EnabledOnOs(OS.LINUX)
  void decodesWithoutADesktop() throws Exception {
    assumeTrue(
        System.getProperty("user.name").equals("root") && Files.isExecutable(CHROOT),
        "skipped: only root can change the root folder");
    Path java = Path.of(System.getProperty("java.home"));
    DecoderOptions options =
        DecoderOptions.defaults().withCacheFolder(Files.createDirectory(outside.resolve("cache")));
    Path folder = Files.createDirectory(outside.resolve("own"));
    List<String> command = DecoderLaunch.command(options, folder);
    bring(java);
    for (String entry : command.get(command.indexOf("-cp") + 1).split(File.pathSeparator)) {
      bring(Path.of(entry));
    }
    for (Path library : librariesOf(java)) {
      bring(library);
    }
    Files.createDirectories(inside(folder));
    Files.createDirectories(inside(options.cacheFolder()));
    List<String> confined = new ArrayList<>(List.of(CHROOT.toString(), root.toString()));
    confined.addAll(command);
    ProcessBuilder builder =
        new ProcessBuilder(confined).redirectError(folder.resolve("messages.txt").toFile());
    builder.environment().clear();
    builder.environment().put("LD_LIBRARY_PATH", java + "/lib:" + java + "/lib/server");
    float[] speech = SpeechFixtures.say("All alone in here.").samples();
    Path file = EncodedAudio.write(outside.resolve("a.flac"), Format.FLAC, 16_000, speech);
    DecoderChild child = new DecoderChild(folder, builder.start());
    child.awaitReady();
    int samples = 0;
    try (ChildBlocks blocks =
        new ChildBlocks(
            "a.flac",
            FileChannel.open(file),
            AudioDecoder.ALL_CHANNELS,
            child,
            options,
            (used, again) -> used.remove())) {
      blocks.open(Set.of());
      for (int read = blocks.next(); read >= 0; read = blocks.next()) {
        samples += read;
      }
    }
    assertThat(samples).isEqualTo(speech.length);
  }

  /** Puts a file or folder at the same place below the new root. */
  private void bring(Path original) throws IOException {
    try (Stream<Path> paths = Files.walk(original)) {
      for (Path path : paths.toList()) {
        boolean skipped = false;
        for (Path part : original.relativize(path)) {
          skipped |= NOT_NEEDED.contains(part.toString());
        }
        if (!skipped && Files.isRegularFile(path)) {
          link(inside(path), path.toRealPath());
        }
      }
    }
  }

  private static void link(Path target, Path original) throws IOException {
    Files.createDirectories(target.getParent());
    try {
      Files.createLink(target, original);
    } catch (FileSystemException e) {
      // Another file system; or the file is there already, as libraries are named twice.
      if (!Files.exists(target)) {
        Files.copy(original, target);
      }
    }
  }

  private Path inside(Path path) {
    return root.resolve(Path.of("/").relativize(path.toAbsolutePath()));
  }

  private static Set<Path> librariesOf(Path java) throws IOException {
    List<String> command = new ArrayList<>(List.of("ldd", java.resolve("bin/java").toString()));
    for (String name : List.of("server/libjvm.so", "libjava.so", "libnio.so", "libzip.so")) {
      command.add(java.resolve("lib").resolve(name).toString());
    }
    Process ldd = new ProcessBuilder(command).start();
    String printed = new String(ldd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Set<Path> libraries = new TreeSet<>();
    Matcher matcher = Pattern.compile("(/\\S+) \\(0x").matcher(printed);
    while (matcher.find()) {
      libraries.add(Path.of(matcher.group(1)));
    }
    return libraries;
  }
}
