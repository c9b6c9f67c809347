package io.diction.cli;

import io.diction.speech.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * Where a training keeps what it has done, so that it goes on where it was stopped. A training
 * replaces and removes files there, so a folder with anything else in it is refused.
 */
final class WorkFolder {
  private static final String MARK = ".diction-training";

  private final Path folder;
  private final boolean kept;

  private WorkFolder(Path folder, boolean kept) {
    this.folder = folder;
    this.kept = kept;
  }

  /**
   * @param given by the user, kept when the training is over; without it a folder beside the
   *     output, which is removed then
   * @throws ParameterException when the folder holds anything but a training
   */
  static WorkFolder of(@Nullable Path given, Path output, CommandLine line) throws IOException {
    Path name = output.toAbsolutePath().normalize().getFileName();
    Path folder = given == null ? output.resolveSibling(name + ".work") : given;
    if (Files.exists(folder)
        && !Files.isRegularFile(folder.resolve(MARK))
        && !(Files.isDirectory(folder) && Folders.isEmpty(folder))) {
      throw new ParameterException(
          line, folder + " is not empty and holds no training; name a new folder with --work");
    }
    Files.createDirectories(folder);
    Files.write(folder.resolve(MARK), new byte[0]);
    return new WorkFolder(folder, given != null);
  }

  Path path() {
    return folder;
  }

  boolean isKept() {
    return kept;
  }

  /** Takes the mark away, so that a training can remove the folder with its own files. */
  void release() throws IOException {
    Files.deleteIfExists(folder.resolve(MARK));
  }
}
