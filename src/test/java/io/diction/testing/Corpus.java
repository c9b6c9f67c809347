package io.diction.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Where the shared recordings are; tests that need them are skipped where they are not. */
public final class Corpus {
  private Corpus() {}

  /** A file or folder of the corpus; aborts the running test, saying so, when it is absent. */
  public static Path require(String first, String... more) {
    String folder = System.getenv("DICTION_CORPUS");
    Path root = Path.of(folder == null ? "../shared/corpus" : folder);
    Path wanted = root.resolve(Path.of(first, more));
    Assumptions.assumeTrue(
        Files.exists(wanted), () -> "skipped: the corpus has no " + wanted.toAbsolutePath());
    return wanted;
  }
}
