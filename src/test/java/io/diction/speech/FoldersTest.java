package io.diction.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldersTest {
  private static final int FILES = 40;

  @TempDir private Path folder;

  private Path target() {
    return folder.resolve("model");
  }

  private static Path written(Path place, String content) throws IOException {
    Files.createDirectories(place.resolve("inner"));
    for (int i = 0; i < FILES; i++) {
      Files.writeString(place.resolve(i % 2 == 0 ? "file" + i : "inner/file" + i), content);
    }
    return place;
  }

  private List<String> names() throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    }
  }

  /** What a whole folder says; fails when files are missing or of another content. */
  private static String content(Path place) throws IOException {
    List<Path> files = Folders.files(place);
    assertThat(files).hasSize(FILES);
    String first = Files.readString(files.get(0));
    for (Path file : files) {
      assertThat(file).hasContent(first);
    }
    return first;
  }

  @Test
  void replacesAFolderAndLeavesNothingBeside() throws IOException {
    for (String content : List.of("one", "two", "three")) {
      Folders.replace(written(Folders.aside(target()), content), target());
      assertThat(content(target())).isEqualTo(content);
      assertThat(names()).containsExactly("model");
    }
  }

  @Test
  void putsBackWhatWasMovedAwayWhenNothingCameInItsPlace() throws IOException {
    written(folder.resolve(".model.old-" + UUID.randomUUID()), "old");
    written(folder.resolve(".model.part-" + UUID.randomUUID()), "new");
    Folders.recover(target());
    assertThat(content(target())).isEqualTo("old");
    assertThat(names()).hasSize(2).contains("model");
  }

  @Test
  void removesWhatWasReplacedWhenTheNewIsInItsPlace() throws IOException {
    written(target(), "new");
    written(folder.resolve(".model.old-" + UUID.randomUUID()), "old");
    Folders.recover(target());
    assertThat(content(target())).isEqualTo("new");
    assertThat(names()).containsExactly("model");
  }

  @Test
  void takesNothingForItsOwnThatOnlyLooksLikeIt() throws IOException {
    List<String> others = List.of("model.part", ".model.part-2", ".model.old-", "model.old", "x");
    for (String other : others) {
      written(folder.resolve(other), "mine");
      Files.setLastModifiedTime(folder.resolve(other), FileTime.from(Instant.EPOCH));
    }
    Folders.replace(written(Folders.aside(target()), "new"), target());
    Folders.replace(written(Folders.aside(target()), "newer"), target());
    Folders.recover(folder.resolve("none"));
    for (String other : others) {
      assertThat(content(folder.resolve(other))).isEqualTo("mine");
    }
    assertThat(names()).hasSize(others.size() + 1);
  }

  @Test
  void leavesWhatOthersAreWritingAndRemovesWhatNobodyWritesAnyMore() throws IOException {
    Path others = written(Folders.aside(target()), "others");
    Path left = written(Folders.aside(target()), "left");
    Files.setLastModifiedTime(left, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
    Folders.replace(written(Folders.aside(target()), "new"), target());
    assertThat(left).doesNotExist();
    assertThat(content(others)).isEqualTo("others");
    Folders.replace(others, target());
    assertThat(content(target())).isEqualTo("others");
    assertThat(names()).containsExactly("model");
  }

  @Test
  void keepsTheOldWhenTheNewCannotBePutInItsPlace() throws IOException {
    written(target(), "old");
    assertThatThrownBy(() -> Folders.replace(folder.resolve("absent"), target()))
        .isInstanceOf(IOException.class);
    assertThat(content(target())).isEqualTo("old");
  }

  /** As old as if killed processes had left them, so that each is tempted to clean up the rest. */
  @Test
  void severalReplaceTheSameAtTheSameTime() throws Exception {
    Folders.replace(few(Folders.aside(target()), "first"), target());
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> writers = new ArrayList<>();
      for (int writer = 0; writer < 4; writer++) {
        String content = "writer " + writer;
        writers.add(
            pool.submit(
                () -> {
                  for (int round = 0; round < 40; round++) {
                    Path made = few(Folders.aside(target()), content);
                    Files.setLastModifiedTime(made.resolve("inner"), FileTime.from(Instant.EPOCH));
                    Folders.replace(made, target());
                    Folders.recover(target());
                  }
                  return null;
                }));
      }
      for (Future<?> writer : writers) {
        writer.get();
      }
    } finally {
      pool.shutdownNow();
    }
    Folders.recover(target());
    assertThat(names()).containsExactly("model");
    assertThat(target().resolve("inner/b")).content().startsWith("writer");
    assertThat(target().resolve("a")).hasSameTextualContentAs(target().resolve("inner/b"));
  }

  private static Path few(Path place, String content) throws IOException {
    Files.createDirectories(place.resolve("inner"));
    Files.writeString(place.resolve("a"), content);
    Files.writeString(place.resolve("inner/b"), content);
    return place;
  }

  @Test
  void removesWhatAKilledProcessWasDeleting() throws IOException {
    written(target(), "old");
    written(folder.resolve(".model.waste-" + UUID.randomUUID()), "waste");
    Folders.replace(written(Folders.aside(target()), "new"), target());
    assertThat(content(target())).isEqualTo("new");
    assertThat(names()).containsExactly("model");
  }

  @Test
  void isOldOrNewWheneverTheProcessIsKilled() throws Exception {
    Random random = new Random(5);
    for (int kill = 0; kill < 5; kill++) {
      Path log = folder.resolve("replacing.log");
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-Xshare:auto",
                  "-cp",
                  System.getProperty(
                      "surefire.test.class.path", System.getProperty("java.class.path")),
                  Replacing.class.getName(),
                  target().toString())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      try {
        while (Files.notExists(target().resolveSibling("started")) && process.isAlive()) {
          process.waitFor(5, TimeUnit.MILLISECONDS);
        }
        process.waitFor(10 + random.nextInt(120), TimeUnit.MILLISECONDS);
      } finally {
        process.destroyForcibly().waitFor();
      }
      assertThat(process.exitValue()).as(Files.readString(log)).isEqualTo(137);
      Files.delete(target().resolveSibling("started"));
      Folders.recover(target());
      assertThat(content(target())).startsWith("round");
      assertThat(names()).noneMatch(name -> name.startsWith(".model.old-"));
    }
  }

  /** Replaces a folder until it is killed. */
  static final class Replacing {
    private Replacing() {}

    public static void main(String[] arguments) throws IOException {
      Path target = Path.of(arguments[0]);
      for (int round = 0; ; round++) {
        Folders.replace(written(Folders.aside(target), "round " + round), target);
        if (round == 0) {
          try {
            Files.createFile(target.resolveSibling("started"));
          } catch (FileAlreadyExistsException e) {
            throw new IOException("the last round was not cleaned up", e);
          }
        }
      }
    }
  }
}
