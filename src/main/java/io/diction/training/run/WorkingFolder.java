package io.diction.training.run;

import io.diction.speech.Sha256;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files of a training under way. After each stage its state is taken, one line for each file:
 * {@code <sha256> <size> <name>}. A training that goes on after a crash first restores the state of
 * its last finished stage: whatever came later, half files included, is removed, and the rest must
 * be as it was.
 */
public final class WorkingFolder {
  private final Path folder;

  public WorkingFolder(Path folder) {
    this.folder = folder;
  }

  public Path path() {
    return folder;
  }

  /** Names, sizes and hashes of all files; the files are on the disk when this returns. */
  public String state() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (Path file : files()) {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      lines.append(line(file)).append('\n');
    }
    return lines.toString();
  }

  /**
   * Brings the folder back to a state.
   *
   * @return whether it could; if not, the folder is empty
   */
  public boolean restore(String state) throws IOException {
    Set<String> wanted = new HashSet<>(state.lines().toList());
    Files.createDirectories(folder);
    List<Path> present = files();
    int found = 0;
    for (Path file : present) {
      if (wanted.contains(line(file))) {
        found++;
      } else {
        Files.delete(file);
      }
    }
    if (found == wanted.size()) {
      return true;
    }
    clear();
    return false;
  }

  /** Removes all files, not the folder itself. */
  public void clear() throws IOException {
    remove();
    Files.createDirectories(folder);
  }

  public void remove() throws IOException {
    if (Files.notExists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException problem)
              throws IOException {
            if (problem != null) {
              throw problem;
            }
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> found = Files.walk(folder)) {
      return new ArrayList<>(
          found
              .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
              .sorted()
              .toList());
    }
  }

  private String line(Path file) throws IOException {
    String name = folder.relativize(file).toString().replace('\\', '/');
    return Sha256.of(file) + "  " + Files.size(file) + "  " + name;
  }
}
