package io.diction.speech;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryFolderTest {
  @TempDir private Path parent;

  /** Another process that looks for what is abandoned. */
  static final class Tidier {
    private Tidier() {}

    public static void main(String[] arguments) throws Exception {
      TemporaryFolder.removeAbandoned(Path.of(arguments[0]));
    }
  }

  @Test
  void staysWhileItsProcessLivesHoweverOftenThatTidiesUp() throws Exception {
    try (TemporaryFolder folder = TemporaryFolder.below(parent)) {
      Path kept = Files.writeString(folder.path().resolve("upload.part"), "bytes");
      TemporaryFolder.removeAbandoned(parent);

      assertThat(tidyElsewhere()).isZero();

      assertThat(kept).exists();
    }
    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void isRemovedByTheNextProcessOnceNobodyHoldsIt() throws Exception {
    Path left = Files.createDirectory(parent.resolve("left"));
    Files.createFile(left.resolve("lock"));
    Files.writeString(left.resolve("upload.part"), "bytes");
    Path other = Files.createDirectory(parent.resolve("not-ours"));

    assertThat(tidyElsewhere()).isZero();

    assertThat(left).doesNotExist();
    assertThat(other).exists();
  }

  private int tidyElsewhere() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                Path.of("target", "classes") + ":" + Path.of("target", "test-classes"),
                Tidier.class.getName(),
                parent.toString())
            .inheritIO()
            .start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }
}
