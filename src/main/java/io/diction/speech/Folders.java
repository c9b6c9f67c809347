package io.diction.speech;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/** Folders that appear as a whole or not at all. */
public final class Folders {
  private Folders() {}

  /** Regular files below a folder, by their path in it. */
  public static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /** Deletes a folder and all that is in it; nothing when it is not there. */
  public static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> walk = Files.walk(folder)) {
      deepestFirst = walk.sorted((a, b) -> b.compareTo(a)).toList();
    }
    for (Path path : deepestFirst) {
      Files.delete(path);
    }
  }

  /** Whether nothing is in a folder. */
  public static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.findAny().isEmpty();
    }
  }

  /** An empty folder to write into, beside where its content will stand. */
  public static Path aside(Path target) throws IOException {
    Path aside = target.resolveSibling(target.getFileName() + ".part");
    delete(aside);
    return Files.createDirectories(aside);
  }

  /** Forces what was written aside to disk and puts it in place of what is there. */
  public static void replace(Path aside, Path target) throws IOException {
    for (Path file : files(aside)) {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
    }
    delete(target);
    Files.move(aside, target);
  }
}
