package io.diction.speech.adapt;

import io.diction.speech.BinaryFile;
import io.diction.speech.FormatException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Aligned utterances on disk, by the hash of all that went into them: what a training that was
 * killed, or the one after it, need not align again. Safe for threads.
 */
final class ClipFolder {
  private static final String ENDING = ".clip";
  private static final String REFUSED = ".refused.clip";
  private static final String FORMAT = "refused clip";

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
   * @throws FormatException when it is missing or damaged; it is removed then, and will be made
   *     anew
   */
  Clip get(String key) throws IOException {
    try {
      return Clip.read(file(key));
    } catch (NoSuchFileException e) {
      throw new FormatException(key + ENDING, "", "missing", e);
    } catch (FormatException damaged) {
      Files.deleteIfExists(file(key));
      throw damaged;
    }
  }

  /** Notes why an utterance cannot be aligned, so that nobody tries again. */
  void refuse(String key, String reason) throws IOException {
    Files.createDirectories(folder);
    BinaryFile.write(refusal(key), FORMAT, 1, out -> out.writeUTF(reason));
  }

  /** Why an utterance cannot be aligned; null when that is not known, or that it cannot. */
  @Nullable String refused(String key) throws IOException {
    if (!Files.isRegularFile(refusal(key))) {
      return null;
    }
    try {
      return BinaryFile.read(refusal(key), FORMAT, 1, 1, (in, limit) -> in.readUTF());
    } catch (FormatException damaged) {
      // It is tried again.
      return null;
    }
  }

  /** Removes all other aligned utterances, half-written ones too, and no other file. */
  void keepOnly(Set<String> keys) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    Set<Path> kept = new HashSet<>();
    for (String key : keys) {
      kept.add(file(key));
      kept.add(refusal(key));
    }
    try (DirectoryStream<Path> clips =
        Files.newDirectoryStream(folder, "*" + ENDING + "{,.*.part}")) {
      for (Path clip : clips) {
        if (!kept.contains(clip)) {
          Files.delete(clip);
        }
      }
    }
  }

  private Path refusal(String key) {
    return folder.resolve(key + REFUSED);
  }

  private Path file(String key) {
    return folder.resolve(key + ENDING);
  }
}
