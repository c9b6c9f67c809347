package io.diction.speech;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Folders that appear as a whole or not at all. A folder is written aside, under a hidden name of
 * its own, and renamed. Where one stood before, that is renamed away first, since no system
 * replaces a folder in one step: a process killed between the two leaves the old one under its
 * hidden name, and whoever looks next puts it back with {@link #recover}.
 */
public final class Folders {
  /** Between the name of a folder and what makes one that is being written unique. */
  private static final String PART = ".part-";

  /** The same for one that is being replaced. */
  private static final String OLD = ".old-";

  /** The same for one that is being deleted, whatever its age. */
  private static final String WASTE = ".waste-";

  /** Nobody writes into a folder for so long without touching it: who did was killed. */
  private static final Duration LONGEST_WRITING = Duration.ofDays(1);

  /** Others that replace the same folder at the same moment can be in the way so often. */
  private static final int ATTEMPTS = 20;

  private Folders() {}

  /** Regular files below a folder, by their path in it. */
  public static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /** Deletes a folder and all that is in it; nothing when it is not there. */
  public static void delete(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> walk = Files.walk(folder)) {
      deepestFirst = walk.sorted((a, b) -> b.compareTo(a)).toList();
    }
    for (Path path : deepestFirst) {
      Files.deleteIfExists(path);
    }
  }

  /** Whether nothing is in a folder. */
  public static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.findAny().isEmpty();
    }
  }

  /**
   * An empty folder to write into, beside where its content will stand. It belongs to the caller
   * alone; those that killed processes left are removed after a day.
   */
  public static Path aside(Path target) throws IOException {
    recover(target);
    Path aside = hidden(target, PART);
    Files.createDirectories(aside);
    Instant limit = Files.getLastModifiedTime(aside).toInstant().minus(LONGEST_WRITING);
    for (Path left : beside(target, PART)) {
      if (isOlder(left, limit)) {
        throwAway(left, target);
      }
    }
    for (Path waste : beside(target, WASTE)) {
      deleteWaste(waste);
    }
    return aside;
  }

  /**
   * Forces what was written aside to disk and puts it in place of what is there. Killed at any
   * point, the target is the old or the new one, or nothing until the next {@link #recover} or
   * {@link #aside}, and then the old one.
   */
  public static void replace(Path aside, Path target) throws IOException {
    for (Path file : files(aside)) {
      force(file, StandardOpenOption.WRITE);
    }
    for (Path inner : folders(aside)) {
      forceFolder(inner);
    }
    List<Path> replaced = new ArrayList<>();
    for (int attempt = 1; ; attempt++) {
      try {
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
          Path old = hidden(target, OLD);
          Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
          replaced.add(old);
        }
        Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
        break;
      } catch (FileSystemException e) {
        // Others that replace the same have moved it away, or put a folder there since.
        if (attempt == ATTEMPTS || !Files.exists(aside)) {
          throw e;
        }
      }
    }
    forceFolder(target.toAbsolutePath().getParent());
    // What others moved away is theirs: they may be about to need it.
    for (Path old : replaced) {
      throwAway(old, target);
    }
  }

  private static List<Path> folders(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(Files::isDirectory).toList();
    }
  }

  private static boolean isOlder(Path folder, Instant limit) throws IOException {
    try {
      return Files.getLastModifiedTime(folder).toInstant().isBefore(limit);
    } catch (NoSuchFileException e) {
      // It has just been put in its place.
      return false;
    }
  }

  /**
   * Under a name from which nobody puts back what is half deleted. Where that fails, another
   * process was quicker, or what is left is deleted with the next.
   */
  private static void throwAway(Path old, Path target) {
    Path waste = hidden(target, WASTE);
    try {
      Files.move(old, waste, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      return;
    }
    deleteWaste(waste);
  }

  private static void deleteWaste(Path waste) {
    try {
      delete(waste);
    } catch (IOException | UncheckedIOException e) {
      // Another process deletes it too, or nobody may.
      return;
    }
  }

  /**
   * Ends what a killed process left half done: puts back a folder that was to be replaced when
   * nothing stands in its place, and removes it when something does. Costs a look when the folder
   * is there or never was.
   */
  public static void recover(Path target) throws IOException {
    for (Path old : beside(target, OLD)) {
      if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
        throwAway(old, target);
        continue;
      }
      try {
        Files.move(old, target, StandardCopyOption.ATOMIC_MOVE);
      } catch (NoSuchFileException e) {
        // Another process was quicker.
        continue;
      } catch (FileSystemException e) {
        if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
          throw e;
        }
        // Another process has put one there.
        continue;
      }
    }
  }

  private static Path hidden(Path target, String kind) {
    return target.resolveSibling("." + target.getFileName() + kind + UUID.randomUUID());
  }

  /** Hidden folders of one kind that belong to a folder, by name. */
  private static List<Path> beside(Path target, String kind) throws IOException {
    Path parent = target.toAbsolutePath().getParent();
    if (parent == null || target.getFileName() == null || !Files.isDirectory(parent)) {
      return List.of();
    }
    String start = "." + target.getFileName() + kind;
    try (Stream<Path> entries = Files.list(parent)) {
      return entries
          .filter(entry -> isHidden(entry.getFileName().toString(), start))
          .sorted()
          .toList();
    } catch (AccessDeniedException e) {
      // Who may not look there has left nothing there.
      return List.of();
    }
  }

  /** Whether a name is one that {@link #hidden} gave, not one that only begins like it. */
  private static boolean isHidden(String name, String start) {
    if (!name.startsWith(start)) {
      return false;
    }
    try {
      String rest = name.substring(start.length());
      return UUID.fromString(rest).toString().equals(rest);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static void force(Path file, StandardOpenOption option) throws IOException {
    try (FileChannel channel = FileChannel.open(file, option)) {
      channel.force(true);
    }
  }

  private static void forceFolder(Path folder) {
    try {
      force(folder, StandardOpenOption.READ);
    } catch (IOException e) {
      // Some systems cannot force a folder; the rename itself is atomic everywhere.
      return;
    }
  }
}
