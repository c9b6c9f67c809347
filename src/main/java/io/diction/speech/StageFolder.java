package io.diction.speech;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The output of one stage: a folder that is written aside and renamed when it is complete, with a
 * record of what it was made from and of its files' checksums. A process killed at any point leaves
 * it either finished or absent.
 */
public final class StageFolder {
  private static final String RECORD = "stage.json";

  private final Path folder;

  /**
   * @param key hash of all that went in
   * @param files path to SHA-256
   */
  private record Made(String key, SortedMap<String, String> files) {}

  public StageFolder(Path folder) {
    this.folder = folder;
  }

  /** A file of the output. */
  public Path path(String file) {
    return folder.resolve(file);
  }

  /** Whether a complete and undamaged output of the same input is there. */
  public boolean isFinished(String key) throws IOException {
    Folders.recover(folder);
    Path record = folder.resolve(RECORD);
    if (!Files.isRegularFile(record)) {
      return false;
    }
    try {
      Made made = Json.read(record, Made.class);
      return key.equals(made.key()) && checksums(folder).equals(made.files());
    } catch (FormatException e) {
      // A damaged record is no record: the stage runs again.
      return false;
    }
  }

  /** An empty folder to write the output into. */
  public Path begin() throws IOException {
    Path part = part();
    Folders.delete(part);
    return Files.createDirectories(part);
  }

  /**
   * Beside the stages of one training, which alone writes there: what it holds is of no more use.
   */
  private Path part() {
    return folder.resolveSibling(folder.getFileName() + ".part");
  }

  /** Removes the output, and what was begun of another. */
  public void discard() throws IOException {
    Folders.recover(folder);
    Folders.delete(folder);
    Folders.delete(part());
  }

  /** Puts what was written in place. */
  public void finish(Path aside, String key) throws IOException {
    Files.write(aside.resolve(RECORD), Json.bytes(new Made(key, checksums(aside))));
    Folders.replace(aside, folder);
  }

  /** Stands for the output in the keys of later stages. */
  public String digest() throws IOException {
    return Sha256.of(folder.resolve(RECORD));
  }

  private static SortedMap<String, String> checksums(Path folder) throws IOException {
    SortedMap<String, String> checksums = new TreeMap<>();
    for (Path file : Folders.files(folder)) {
      String name = folder.relativize(file).toString().replace('\\', '/');
      if (!name.equals(RECORD)) {
        checksums.put(name, Sha256.of(file));
      }
    }
    return checksums;
  }
}
