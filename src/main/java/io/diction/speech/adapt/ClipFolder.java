package io.diction.speech.adapt;

import io.diction.speech.FormatException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * Aligned utterances on disk, by the hash of all that went into them: what a training that was
 * killed, or the one after it, need not align again. Safe for threads.
 */
final class ClipFolder {
  private static final String ENDING = ".clip";

  private final Path folder;

  ClipFolder(Path folder) {
    this.folder = folder;
  }

  /** Whether an utterance is there; it may still turn out to be damaged. */
  boolean has(String key) {
    return Files.isRegularFile(file(key));
  }

  void put(String key, Clip clip) throws IOException {
    Files.createDirectories(folder);
    clip.write(file(key));
  }

  /**
   * @throws FormatException when it is damaged; it is removed then, and will be made anew
   */
  Clip get(String key) throws IOException {
    try {
      return Clip.read(file(key));
    } catch (FormatException damaged) {
      Files.deleteIfExists(file(key));
      throw damaged;
    }
  }

  /** Removes all other aligned utterances, half-written ones too, and no other file. */
  void keepOnly(Set<String> keys) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    Set<Path> kept = new HashSet<>();
    keys.forEach(key -> kept.add(file(key)));
    try (DirectoryStream<Path> clips =
        Files.newDirectoryStream(folder, "*" + ENDING + "{,.*.part}")) {
      for (Path clip : clips) {
        if (!kept.contains(clip)) {
          Files.delete(clip);
        }
      }
    }
  }

  private Path file(String key) {
    return folder.resolve(key + ENDING);
  }
}
