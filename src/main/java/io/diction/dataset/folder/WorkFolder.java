package io.diction.dataset.folder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

/**
 * Where uploads are packed, unpacked and checked. A process that was killed left what it had there;
 * the next one removes it before it begins.
 */
@Component
public class WorkFolder {
  private final Path path;

  WorkFolder(Environment environment) {
    this.path = Path.of(environment.getRequiredProperty("diction.data")).resolve("work");
    removeOlderThan(ProcessHandle.current().info().startInstant().orElse(Instant.EPOCH));
  }

  public Path path() {
    return path;
  }

  /** Nobody else works in the folder: it belongs to one process at a time. */
  void removeOlderThan(Instant start) {
    if (!Files.isDirectory(path)) {
      return;
    }
    try (DirectoryStream<Path> left =
        Files.newDirectoryStream(path, "{upload,validation,check}-*")) {
      for (Path one : left) {
        removeIfOlder(one, start);
      }
    } catch (IOException problem) {
      throw new UncheckedIOException("cannot tidy up " + path, problem);
    }
  }

  private static void removeIfOlder(Path one, Instant start) throws IOException {
    try {
      if (Files.getLastModifiedTime(one).toInstant().isBefore(start)) {
        FileSystemUtils.deleteRecursively(one);
      }
    } catch (NoSuchFileException gone) {
      // It need not be removed any more.
    }
  }
}
