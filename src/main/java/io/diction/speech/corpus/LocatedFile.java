package io.diction.speech.corpus;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file of a folder whose files do not lie together.
 *
 * @param place asked each time the file is read
 */
public record LocatedFile(String name, long size, Place place) implements CorpusFile {
  /** Where a file lies on the disk; what lies elsewhere is brought there. */
  @FunctionalInterface
  public interface Place {
    Path path() throws IOException;
  }

  @Override
  public InputStream open() throws IOException {
    return Files.newInputStream(place.path());
  }
}
