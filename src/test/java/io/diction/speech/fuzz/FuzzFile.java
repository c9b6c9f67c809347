package io.diction.speech.fuzz;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A file to damage.
 *
 * @param name also of the file given to the reader
 * @param reader takes the damaged file, and what is wrong with what it read as an assertion
 */
@SuppressWarnings("ArrayRecordComponent")
public record FuzzFile(String name, byte[] original, Reader reader) {
  /** Reads a file. */
  @FunctionalInterface
  public interface Reader {
    void read(Path file) throws IOException;
  }
}
