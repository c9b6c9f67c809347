package io.diction.dataset.folder;

import io.diction.speech.TemporaryFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

/**
 * Where uploads are packed, unpacked and checked: a folder of this process alone below the data
 * folder. What a killed process left there goes with the next one's start, or with {@link #tidy}.
 */
@Component
public class WorkFolder implements DisposableBean {
  /** Of a release whose processes shared one folder. */
  private static final String FORMER = "{upload,validation,check}-*";

  /** Nothing of a former release that is still running is older. */
  private static final Duration LONGEST_WORK = Duration.ofDays(2);

  private final Path all;
  private final TemporaryFolder own;

  WorkFolder(Environment environment) {
    this.all = Path.of(environment.getRequiredProperty("diction.data")).resolve("work");
    try {
      this.own = TemporaryFolder.below(all);
      removeFormer();
    } catch (IOException problem) {
      throw new UncheckedIOException("cannot work in " + all, problem);
    }
  }

  public Path path() {
    return own.path();
  }

  /** Removes what other processes left that were killed. */
  void tidy() throws IOException {
    TemporaryFolder.removeAbandoned(all);
  }

  private void removeFormer() throws IOException {
    Instant limit = Instant.now().minus(LONGEST_WORK);
    try (DirectoryStream<Path> left = Files.newDirectoryStream(all, FORMER)) {
      for (Path one : left) {
        if (Files.getLastModifiedTime(one).toInstant().isBefore(limit)) {
          FileSystemUtils.deleteRecursively(one);
        }
      }
    }
  }

  @Override
  public void destroy() throws IOException {
    own.close();
  }
}
